using Glia.Networks;

namespace Glia.Tabular;

/// <summary>The unit in which a network learns a number, by its loss.</summary>
internal static class TargetUnit
{
    /// <summary>
    /// Most losses take the standardised target. Poisson's takes counts over their mean, which only multiplies it: so an output of 0 predicts the mean. Quantiles move with the target's
    /// unit, whichever it is.
    /// </summary>
    /// <param name="options">Says the loss.</param>
    /// <param name="moments">Mean of the target in training, and its standard deviation.</param>
    public static OutputScale Of(FitOptions options, (double Mean, double Deviation) moments)
    {
        (double mean, double deviation) = moments;
        Loss? loss = options.Loss == FitOptions.Auto ? null : Loss.Parse(options.Loss);
        return loss is { TakesLogarithm: true }
            ? new OutputScale(0, mean > 0 ? mean : 1, 0.5) { Link = OutputLink.Log }
            : new OutputScale(mean, deviation > 0 ? deviation : 1, 0.5) { Quantile = loss?.Level };
    }

    /// <summary>The task wanted: a loss that only numbers have says it where nobody else does.</summary>
    public static TaskChoice Task(FitOptions options) =>
        options.Task is TaskChoice.Auto && options.Loss != FitOptions.Auto && Loss.Parse(options.Loss) is { TakesLogarithm: true } or { Level: not null }
            ? TaskChoice.Regression
            : options.Task;
}
