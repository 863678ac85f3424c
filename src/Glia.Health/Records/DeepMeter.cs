using Glia.Health.Measures;
using Glia.Networks;

namespace Glia.Health.Records;

/// <summary>
/// The dearer measures of the signal, on every fourth sampled step: correlation between rows, share of gradients below the optimizer's ε,
/// bias step against the size of z. No allocation. An epoch without such a step keeps the means of the one before.
/// </summary>
/// <param name="stages">The network's stages.</param>
/// <param name="epsilon">The optimizer's ε; 0 for none.</param>
internal sealed class DeepMeter(Stage[] stages, double epsilon)
{
    private readonly Mean[] _correlation = new Mean[stages.Length + 1];
    private readonly Mean[] _biasStep = new Mean[stages.Length];
    private readonly Mean[] _below = new Mean[stages.Length];
    private bool _rested;

    /// <summary>Mean cosine between rows of the batch.</summary>
    public double? InputCorrelation => _correlation[^1].Value;

    /// <summary>Mean cosine between rows of a stage's y.</summary>
    public double? Correlation(int stage) => _correlation[stage].Value;

    /// <summary>Share of the weight gradients that are not 0 but smaller than ε.</summary>
    public double? BelowEpsilon(int stage) => _below[stage].Value;

    /// <summary>rms(bias update) / rms(z).</summary>
    public double? BiasStep(int stage) => _biasStep[stage].Value is { } square ? Math.Sqrt(square) : null;

    /// <summary>An epoch ended: the next sample starts the means again.</summary>
    public void Rest() => _rested = true;

    /// <summary>Measures one step.</summary>
    public void Sample(in StepView step)
    {
        if (_rested)
        {
            Array.Clear(_correlation);
            Array.Clear(_biasStep);
            Array.Clear(_below);
            _rested = false;
        }

        _correlation[^1].Add(Cosines.BetweenRows(step.Output(Stage.Entry(step.Network)), step.Rows));
        for (int i = 0; i < stages.Length; i++)
        {
            Stage stage = stages[i];
            _correlation[i].Add(Cosines.BetweenRows(step.Output(stage.After), step.Rows));
            if (stage.Weights is { } weights && epsilon > 0)
            {
                (long small, long moved) = Spread.Below(step.Gradient(weights), (float)epsilon);
                _below[i].Add(moved > 0 ? (double)small / moved : null);
            }

            if (stage.Bias is { } bias && Spread.MeanSquare(step.Output(stage.Before)) is > 0 and { } size)
            {
                _biasStep[i].Add(Spread.MeanSquareDifference(bias.Values, step.Before(bias)) / size);
            }
        }
    }

    /// <summary>A running mean; null of nothing.</summary>
    private struct Mean
    {
        private double _sum;
        private long _count;

        public readonly double? Value => _count == 0 ? null : _sum / _count;

        public void Add(double? value)
        {
            if (value is { } known)
            {
                _sum += known;
                _count++;
            }
        }
    }
}
