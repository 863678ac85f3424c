namespace Glia.Networks.Schedules;

/// <summary>
/// Times factor after more than patience epochs in a row whose loss (validation, else training) was not below best·(1 − threshold),
/// never under minimum. PyTorch's ReduceLROnPlateau with its defaults: factor 0.1, patience 10, threshold 1e-4, relative.
/// </summary>
internal sealed class Plateau(double factor, int patience, double threshold, double minimum) : Schedule
{
    internal const double DefaultFactor = 0.1;
    internal const int DefaultPatience = 10;
    internal const double DefaultThreshold = 1e-4;

    public override string Text => Invariant($"plateau(factor={factor}, patience={patience}, threshold={threshold}, minimum={minimum})");

    /// <summary>Factor now, best loss, epochs in a row that were no better.</summary>
    public override double[] StartState => [1, double.PositiveInfinity, 0];

    public override double Factor(in SchedulePoint point, ReadOnlySpan<double> state) => state[0];

    public override void EpochEnded(double loss, Span<double> state)
    {
        if (loss < state[1] * (1 - threshold))
        {
            state[1] = loss;
            state[2] = 0;
            return;
        }

        state[2]++;
        if (state[2] > patience)
        {
            state[0] = Math.Max(minimum, state[0] * factor);
            state[2] = 0;
        }
    }
}
