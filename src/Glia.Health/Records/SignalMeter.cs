using Glia.Health.Measures;
using Glia.Networks;

namespace Glia.Health.Records;

/// <summary>Measures gains, gradients and updates on sampled steps; sums of mean squares, no allocation in a step.</summary>
/// <param name="stages">The network's stages.</param>
/// <param name="epsilon">The optimizer's ε; 0 for none.</param>
internal sealed class SignalMeter(Stage[] stages, double epsilon = 0)
{
    private readonly double[] _output = new double[stages.Length];
    private readonly double[] _gradient = new double[stages.Length];
    private readonly double[] _update = new double[stages.Length];
    private readonly double[] _pull = new double[stages.Length];
    private readonly DeepMeter _deep = new(stages, epsilon);
    private double _input;
    private long _samples;
    private long _firstStep;

    /// <summary>Measures one step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="deep">Whether to take the dearer measures, too: correlation, gradients below ε, bias steps.</param>
    public void Sample(in StepView step, bool deep)
    {
        if (_samples++ == 0)
        {
            _firstStep = step.Step;
        }

        if (deep)
        {
            _deep.Sample(step);
        }

        _input += Spread.MeanSquare(step.Output(Stage.Entry(step.Network)));
        for (int i = 0; i < stages.Length; i++)
        {
            Stage stage = stages[i];
            _output[i] += Spread.MeanSquare(step.Output(stage.After));
            _gradient[i] += stage.Before < 0 ? 0 : Spread.MeanSquare(step.OutputGradient(stage.Before));
            if (stage.Weights is { } weights)
            {
                (double scale, double update, double pull) = Spread.OfUpdate(step.Before(weights), weights.Values, step.Gradient(weights));
                _update[i] += Share(update, scale);
                _pull[i] += Share(pull, scale);
            }
        }
    }

    /// <summary>The stage thrown about most by one step: its index and rms(update) / rms(weights).</summary>
    public (int Stage, double Ratio) LargestUpdate(in StepView step)
    {
        (int Stage, double Ratio) largest = (0, 0);
        for (int i = 0; i < stages.Length; i++)
        {
            if (stages[i].Weights is { } weights)
            {
                double scale = Spread.MeanSquare(step.Before(weights));
                double ratio = Math.Sqrt(Share(Spread.MeanSquareDifference(weights.Values, step.Before(weights)), scale));
                largest = ratio > largest.Ratio ? (i, ratio) : largest;
            }
        }

        return largest;
    }

    /// <summary>The epoch's means; null when no step of it was sampled. Starts again.</summary>
    public EpochSignal? Close(int epoch, double loss, double norm)
    {
        EpochSignal? signal = Read(epoch, loss, norm);
        Clear();
        return signal;
    }

    /// <summary>The means of the samples since the last epoch ended; null for none.</summary>
    public EpochSignal? Read(int epoch, double loss, double norm)
    {
        if (_samples == 0)
        {
            return null;
        }

        LayerSignal[] layers = new LayerSignal[stages.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            bool weighed = stages[i].Weights is not null;
            layers[i] = new LayerSignal(
                Math.Sqrt(_output[i] / _samples),
                Math.Sqrt(_gradient[i] / _samples),
                Spread.RootRatio(_output[i], i == 0 ? _input : _output[i - 1]),
                i + 1 < layers.Length ? Spread.RootRatio(_gradient[i], _gradient[i + 1]) : null,
                weighed ? Math.Sqrt(_update[i] / _samples) : null,
                weighed ? Math.Sqrt(_pull[i] / _samples) : null)
            {
                Name = stages[i].Name,
                Correlation = _deep.Correlation(i),
                BelowEpsilon = _deep.BelowEpsilon(i),
                BiasStep = _deep.BiasStep(i),
            };
        }

        return new EpochSignal(epoch, _firstStep, loss, norm, Math.Sqrt(_input / _samples), layers) { InputCorrelation = _deep.InputCorrelation };
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;

    private void Clear()
    {
        (_samples, _input) = (0, 0);
        _deep.Rest();
        Array.Clear(_output);
        Array.Clear(_gradient);
        Array.Clear(_update);
        Array.Clear(_pull);
    }
}
