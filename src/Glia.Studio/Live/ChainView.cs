using System.Globalization;
using Glia.Networks;
using Glia.Studio.Live.Layers;

namespace Glia.Studio.Live;

/// <summary>
/// The chain rule for one weight: ∂L/∂w = Σ over rows of (what comes in) · (slope of the unit) · (what comes back from above). The trainer itself
/// computes it, on the rows in question, with an update that is left out.
/// </summary>
internal sealed class ChainView : IStepObserver, IStepRule
{
    private const int MostRows = 512;
    private readonly List<(double Y, double Z)> _back = [];
    private readonly int _layer;
    private readonly int _from;
    private readonly int _to;
    private IReadOnlyList<Hidden> _layers = [];
    private double _gradient;
    private double _input;
    private double _slope;
    private double _arriving;
    private double _through;
    private int _rows;
    private int _zero;

    private ChainView(int layer, int from, int to) => (_layer, _from, _to) = (layer, from, to);

    /// <summary>Follows a weight of a run.</summary>
    /// <exception cref="GliaException">There is no such weight.</exception>
    public static ChainLook Of(ShownRun run, Network network, int layer, int from, int to)
    {
        ChainView view = new(layer, from, to) { _layers = Hidden.All(network) };
        if (layer < 0 || layer >= view._layers.Count || from < 0 || from >= view._layers[layer].Dense.Inputs || to < 0 || to >= view._layers[layer].Dense.Outputs)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"There is no weight from {from} to {to} in layer {layer}."));
        }

        TrainingSet all = run.Train!;
        int rows = Math.Min(MostRows, all.Rows);
        TrainingSet some = new(all.X[..(rows * all.Features)], all.Features, all.Targets[..(rows * all.TargetWidth)], all.TargetWidth, all.Weights.IsEmpty ? default : all.Weights[..rows]);
        Trainer trainer = new(network, run.Loss!, new TrainingOptions { Epochs = 1, BatchSize = rows, KeepBest = false, Threads = 1 }, view) { Rule = view };
        TrainingResult result = trainer.Fit(some);
        return result.Reason == StopReason.NonFinite
            ? throw new GliaException("The loss of these weights is not finite, so no product can be taken. Restart with a lower rate.")
            : view.Look(network);
    }

    /// <inheritdoc/>
    public bool Updates(long step) => false;

    /// <inheritdoc/>
    public bool Compares(long step, double loss) => false;

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        Hidden layer = _layers[_layer];
        _rows = step.Rows;
        int units = layer.Dense.Outputs;
        ReadOnlySpan<float> x = step.Output(layer.DenseIndex - 1), dy = step.OutputGradient(layer.Output), dz = step.OutputGradient(layer.DenseIndex);
        int width = x.Length / _rows, above = dy.Length / _rows;
        double input = 0, slope = 0, arriving = 0;
        for (int row = 0; row < _rows; row++)
        {
            double into = x[(row * width) + _from], back = dz[(row * units) + _to], top = above == units ? dy[(row * above) + _to] : 0;
            input += into * into;
            arriving += top * top;
            slope += back * back;
            _zero += into * back == 0 ? 1 : 0;
        }

        _gradient = step.Gradient(layer.Dense.Weights)[(_from * units) + _to];
        _input = Math.Sqrt(input / _rows);
        _arriving = Math.Sqrt(arriving / _rows);
        _through = Math.Sqrt(slope / _rows);
        _slope = arriving > 0 ? Math.Sqrt(slope / arriving) : 0;
        for (int i = _layers.Count - 1; i > _layer; i--)
        {
            _back.Add((Rms(step.OutputGradient(_layers[i].Output)), Rms(step.OutputGradient(_layers[i].DenseIndex))));
        }
    }

    private ChainLook Look(Network network)
    {
        Hidden layer = _layers[_layer];
        List<Factor> factors = [];
        for (int i = 0; i < _back.Count; i++)
        {
            string name = _layers[_layers.Count - 1 - i].Dense.Name;
            if (i == 0)
            {
                factors.Add(Of($"error at the output, rms(∂L/∂z) of {name}", _back[0].Z));
                continue;
            }

            factors.Add(Of($"× back through the weights above {name}", Ratio(_back[i].Y, _back[i - 1].Z)));
            factors.Add(Of($"× slopes of {name}", Ratio(_back[i].Z, _back[i].Y)));
        }

        string unit = string.Create(CultureInfo.InvariantCulture, $"unit {_to + 1} of {layer.Dense.Name}");
        if (layer.ChangesWidth && _back.Count > 0)
        {
            // Its outputs are not those of single units: what comes back is told from what arrives at none of them.
            factors.Add(Of($"× back through the weights above and the function to {unit}", Ratio(_through, _back[^1].Z)));
        }
        else if (_back.Count > 0)
        {
            factors.Add(Of($"× back through the weights that leave {unit}", Ratio(_arriving, _back[^1].Z)));
        }

        if (layer.Function is not null && !layer.ChangesWidth)
        {
            factors.Add(Of($"× slope of {unit} where the error arrives", _slope));
        }
        else if (_back.Count == 0)
        {
            factors.Add(Of($"error at the output, rms(∂L/∂z) of {unit}", _through));
        }

        factors.Add(Of("× what comes in, rms(x)", _input));
        Factor? zero = factors.Find(factor => factor.IsZero);
        float value = layer.Dense.Weights.Values[(_from * layer.Dense.Outputs) + _to];
        return new ChainLook(
            string.Create(CultureInfo.InvariantCulture, $"weight {_from + 1} → {_to + 1} of {layer.Dense.Name}"), value, Curve.Finite(_gradient), _rows > 0 ? (double)_zero / _rows : 0, _rows, factors,
            zero is not null
                ? $"A factor is zero ({zero.Text.TrimStart('×', ' ')}), so the product is zero for every row: this weight cannot learn."
                : _zero > 0 ? string.Create(CultureInfo.InvariantCulture, $"On {100.0 * _zero / _rows:0} % of {_rows} rows a factor is zero; the others move the weight.")
                : "No factor is zero: every row moves the weight.");
    }

    private static Factor Of(string text, double? value) => new(text, Curve.Finite(value), value is 0 or null);

    private static double? Ratio(double above, double below) => below > 0 ? above / below : null;

    private static double Rms(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return values.Length == 0 ? 0 : Math.Sqrt(sum / values.Length);
    }
}
