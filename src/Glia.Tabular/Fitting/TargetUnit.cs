using Glia.Networks;

namespace Glia.Tabular;

/// <summary>The unit in which a network learns a number, by its loss, and the threshold of classes.</summary>
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

    /// <summary>What will stand between the outputs of all targets and their predictions.</summary>
    /// <param name="options">Loss and thresholds.</param>
    /// <param name="schema">The targets.</param>
    /// <param name="moments">Mean and deviation of a target of numbers in training, by its place.</param>
    public static OutputScale Scale(FitOptions options, Schema schema, Func<int, (double Mean, double Deviation)> moments)
    {
        bool areNumbers = schema.Task is TaskKind.Regression or TaskKind.Multitarget;
        OutputScale[] each = [.. schema.Targets.Select((target, t) => areNumbers ? Of(options, moments(t)) : new OutputScale(Threshold: Threshold(options, target.Name)))];
        return each is [var only] ? only : (areNumbers ? Of(options, (0, 1)) : new OutputScale(Threshold: options.Threshold)) with { Targets = each };
    }

    private static double Threshold(FitOptions options, string label) =>
        options.Thresholds is { } own && own.TryGetValue(label, out double threshold) ? threshold : options.Threshold;

    /// <summary>The task wanted: a loss that only numbers have says it where nobody else does.</summary>
    public static TaskChoice Task(FitOptions options) =>
        options.Task is TaskChoice.Auto && options.Loss != FitOptions.Auto && Loss.Parse(options.Loss) is { TakesLogarithm: true } or { Level: not null }
            ? TaskChoice.Regression
            : options.Task;
}
