using Glia.Health.Measures;
using Glia.Health.Probes;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>
/// Watches the unchanged replay for events that lead to failures, and notes the first step of each: the signal collapses or grows with depth, the gradient
/// vanishes, gradients fall below the optimizer's ε, bias steps exceed the signal, weights are thrown about, the gradient bursts.
/// </summary>
internal sealed class ChainWatch(HealthOptions options, double epsilon) : IStepObserver
{
    /// <summary>rms(y of the last hidden layer) / rms(input) outside this and its inverse: two powers of ten, some 0.2 in ln a layer over 20 layers.</summary>
    private const double Collapsed = 1e-2;

    /// <summary>Share of the weights' gradients that are not 0 and below ε. Then the update is proportional to the gradient and no longer rescaled.</summary>
    private const double Floored = 0.5;

    /// <summary>rms(bias update) / rms(z) of a layer: one step moves the units by more than all inputs do.</summary>
    private const double BiasStep = 1;

    /// <summary>Norms needed before one can stand out.</summary>
    private const int Settled = 5;

    private readonly Dictionary<string, ChainLink> _first = new(StringComparer.Ordinal);
    private readonly SlidingMedian _norms = new(101);
    private readonly List<double> _allNorms = [];
    private Stage[] _stages = [];
    private long _watched;
    private bool _sampled;

    /// <summary>Gets the events, in the order of time; those of one step in the order of the chain.</summary>
    public IEnumerable<ChainLink> Links => _first.Values.OrderBy(link => link.Step);

    /// <summary>The 90th percentile of the gradient norms of the first steps; 0 for none.</summary>
    /// <param name="steps">How many steps.</param>
    public double Norm(long steps)
    {
        double[] sorted = [.. _allNorms.Take((int)Math.Clamp(steps, 1, int.MaxValue)).Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? 0 : sorted[(int)(0.9 * (sorted.Length - 1))];
    }

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation) => _stages = Stage.Of(network);

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => IsDue(_watched);

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        _sampled = IsDue(_watched++) && step.HasBefore;
        if (_sampled && _stages.Length > 2)
        {
            Signal(step);
            Gradient(step);
        }

        if (_sampled)
        {
            Floor(step);
            Updates(step);
        }

        Burst(step);
    }

    /// <summary>Steps 0, 1, 2, 4, 8 … and every sixteenth.</summary>
    private static bool IsDue(long watched) => watched % 16 == 0 || (watched & (watched - 1)) == 0;

    private void Signal(in StepView step)
    {
        double input = Rms(step.Output(Stage.Entry(step.Network))), first = Rms(step.Output(_stages[0].After)), last = Rms(step.Output(_stages[^2].After));
        if (input <= 0 || first <= 0)
        {
            return;
        }

        double growth = last / input;
        string perLayer = Words.Number(Math.Pow(last / first, 2.0 / Math.Max(1, _stages.Length - 2)));
        string sentence = Invariant($"outputs of the last hidden layer are {Words.Number(growth)} times the input's: the variance changes by a factor of {perLayer} a layer");
        Note(step, growth < Collapsed && last > 0, "signal_collapses", sentence, growth, Collapsed);
        Note(step, growth > 1 / Collapsed, "signal_grows", sentence, growth, 1 / Collapsed);
    }

    private void Gradient(in StepView step)
    {
        if (_stages[0].Before < 0)
        {
            return;
        }

        double first = Rms(step.OutputGradient(_stages[0].Before)), last = Rms(step.OutputGradient(_stages[^1].Before));
        double ratio = last > 0 ? first / last : 0;
        string sentence = Invariant($"of the gradient at the output {Words.Number(ratio)} arrives at the first layer");
        Note(step, first > 0 && ratio < options.VanishingRatio, "gradient_vanishes", sentence, ratio, options.VanishingRatio);
        Note(step, ratio > options.ExplodingRatio, "gradient_grows", sentence, ratio, options.ExplodingRatio);
    }

    private void Floor(in StepView step)
    {
        if (epsilon <= 0)
        {
            return;
        }

        (long below, long all) = (0, 0);
        foreach (Stage stage in _stages)
        {
            foreach (float gradient in stage.Weights is { } weights ? step.Gradient(weights) : default)
            {
                all += gradient != 0 ? 1 : 0;
                below += gradient != 0 && Math.Abs(gradient) < epsilon ? 1 : 0;
            }
        }

        double share = all > 0 ? (double)below / all : 0;
        Note(step, share > Floored, "gradients_below_epsilon", Invariant($"{Words.Percent(share)} of the weights' gradients are smaller than the optimizer's ε {epsilon:0e+0}: the weights hardly follow"), share, Floored);
    }

    private void Updates(in StepView step)
    {
        (double bias, int biasAt, double weight, int weightAt) = (0, 0, 0, 0);
        for (int i = 0; i < _stages.Length; i++)
        {
            if (i + 1 < _stages.Length && _stages[i].Bias is { } b && _stages[i].Before >= 0 && Rms(step.Output(_stages[i].Before)) is > 0 and var signal)
            {
                double ratio = Math.Sqrt(Spread.MeanSquareDifference(b.Values, step.Before(b))) / signal;
                (bias, biasAt) = ratio > bias ? (ratio, i) : (bias, biasAt);
            }

            if (_stages[i].Weights is { } w && Rms(step.Before(w)) is > 0 and var size)
            {
                double ratio = Math.Sqrt(Spread.MeanSquareDifference(w.Values, step.Before(w))) / size;
                (weight, weightAt) = ratio > weight ? (ratio, i) : (weight, weightAt);
            }
        }

        Note(step, bias > BiasStep, "bias_steps_exceed_signal", Invariant($"one step moves the biases of '{_stages[biasAt].Name}' by {Words.Number(bias)} times the size of its pre-activations"), bias, BiasStep);
        Note(step, weight > options.ThrownUpdateRatio, "weights_thrown", Invariant($"one step changes the weights of '{_stages[weightAt].Name}' by {Words.Number(weight)} times their size"), weight, options.ThrownUpdateRatio);
    }

    private void Burst(in StepView step)
    {
        double median = _norms.Value;
        double norm = step.GradientNorm;
        bool stands = _norms.Count >= Settled && norm > options.ExplodingNorm * median;
        if (stands)
        {
            string sentence = Invariant($"the gradient norm is {Words.Number(norm)} against a running median of {Words.Number(median)}");
            Note(step, true, "gradient_bursts", sentence, norm / Math.Max(median, 1e-300), options.ExplodingNorm);
        }

        _allNorms.Add(norm);
        if (double.IsFinite(norm))
        {
            _norms.Add(norm);
        }
    }

    private void Note(in StepView step, bool holds, string name, string text, double value, double threshold)
    {
        if (holds && double.IsFinite(value) && !_first.ContainsKey(name))
        {
            _first.Add(name, new ChainLink(step.Step, name, text, value, threshold));
        }
    }

    private static double Rms(ReadOnlySpan<float> values) => Math.Sqrt(Spread.MeanSquare(values));
}
