using Glia.Health;
using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Studio.Live.Layers;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>Looks at a run with a network of its own that gets copies of the weights: what is drawn is computed here, beside the training.</summary>
internal sealed class Observatory
{
    public const int ThumbSide = 20;
    public const int SurfaceSide = 60;
    public const int Bins = 20;

    /// <summary>Units of a layer that are drawn one by one; the others are in the map.</summary>
    public const int Drawn = 32;

    private const int MostRows = 600;

    private readonly LiveRun _run;
    private readonly Network _shadow;
    private readonly IReadOnlyList<Hidden> _layers;
    private readonly float[] _x;
    private readonly int _rows;
    private readonly float[]? _grid;
    private readonly float[]? _thumbs;
    private readonly byte[][][] _pictures;
    private readonly byte[][] _weights;
    private readonly byte[][] _states;
    private readonly Dictionary<int, long>[] _died;
    private double _curveSeen;
    private (long Step, long Time) _rate;

    public Observatory(LiveRun run)
    {
        _run = run;
        _shadow = Network.FromBytes(run.Plan.Network.ToBytes(), "the run");
        _layers = Hidden.All(_shadow);
        _rows = Math.Min(MostRows, run.Train!.Rows);
        _x = run.Train.X[..(_rows * run.Train.Features)].ToArray();
        Setup = Setups.Of(run, _layers);
        if (Setup.Plane is { } plane)
        {
            _grid = Setups.Grid(run, plane, SurfaceSide);
            _thumbs = Setups.Grid(run, plane, ThumbSide);
        }

        _pictures = [.. _layers.Select(layer => new byte[Math.Min(Drawn, layer.Dense.Outputs)][])];
        _weights = [.. _layers.Select(_ => Array.Empty<byte>())];
        _states = [.. _layers.Select(layer => new byte[layer.Dense.Outputs])];
        _died = [.. _layers.Select(_ => new Dictionary<int, long>())];
    }

    /// <summary>Gets what the page needs once.</summary>
    public Setup Setup { get; }

    /// <summary>One look; whole for a page that has seen nothing yet.</summary>
    public Frame Look(bool whole)
    {
        bool looked = _run.Pace.TryLook(_shadow.Values, _shadow.StateValues, TimeSpan.FromSeconds(1), out long step);
        if (whole)
        {
            _curveSeen = 0;
            Array.ForEach(_pictures, layer => Array.Clear(layer));
            Array.Fill(_weights, []);
        }

        IReadOnlyList<double?[]> curve = _run.Curve.After(_curveSeen);
        _curveSeen = curve.Count > 0 ? curve[^1][0]!.Value : _curveSeen;
        EpochRecord? epoch = _run.Curve.Last;
        Frame frame = new(_run.Number, _run.Status, step, epoch?.Epoch ?? 0, _run.Pace.LearningRate(step, _run.Options.LearningRate), Speed(step), epoch?.RowsPerSecond ?? 0)
        {
            Message = _run.Message,
            IsWhole = whole,
            Curve = curve,
        };
        return looked ? frame with { Layers = LookAtLayers(step), Surface = Surface(), SurfaceSide = SurfaceSide } : frame;
    }

    /// <summary>Copies the present weights into a network of the caller's own.</summary>
    public Network Copy()
    {
        Network copy = Network.FromBytes(_run.Plan.Network.ToBytes(), "the run");
        _run.Pace.TryLook(copy.Values, copy.StateValues, TimeSpan.FromSeconds(2), out _);
        return copy;
    }

    private double Speed(long step)
    {
        long now = TimeProvider.System.GetTimestamp();
        double seconds = TimeProvider.System.GetElapsedTime(_rate.Time, now).TotalSeconds;
        double speed = _rate.Time == 0 || seconds <= 0 ? 0 : (step - _rate.Step) / seconds;
        _rate = (step, now);
        return Math.Max(0, speed);
    }

    private LayerLook[] LookAtLayers(long step)
    {
        HealthReport health = HealthExam.Examine(_shadow, _x, _rows);
        HealthFrame? gains = _run.Monitor.Latest;
        ForwardPass responses = _thumbs is null ? _shadow.Run(_x, _rows) : _shadow.Run(_thumbs, ThumbSide * ThumbSide);
        LayerLook[] looks = new LayerLook[_layers.Count];
        int functions = 0;
        for (int i = 0; i < looks.Length; i++)
        {
            Hidden layer = _layers[i];
            LayerHealth? units = layer.Function is null ? null : health.Layers[functions];
            LayerFrame? gain = layer.Function is null || gains is null ? null : gains.Layers[functions];
            functions += layer.Function is null ? 0 : 1;
            looks[i] = new LayerLook
            {
                States = units is null ? new byte[layer.Dense.Outputs] : States(i, units, step),
                Fires = units is null ? [] : [.. units.Fired.Select(fired => (byte)(255 * fired / Math.Max(1, units.Rows)))],
                Pictures = Pictures(i, responses.Output(layer.Output), layer.Dense.Outputs),
                ForwardGain = Curve.Finite(gain?.ForwardGain),
                BackwardGain = Curve.Finite(gain?.BackwardGain),
                UpdateRatio = Curve.Finite(gain?.UpdateRatio),
                Died = new Dictionary<int, long>(_died[i]),
            };
            looks[i] = Weights(i, layer, looks[i]);
        }

        return looks;
    }

    private byte[] States(int layer, LayerHealth units, long step)
    {
        byte[] states = [.. units.State.Select(state => (byte)state)];
        for (int unit = 0; unit < states.Length; unit++)
        {
            bool isGone = states[unit] == (byte)UnitState.Dead;
            if (isGone && !_died[layer].ContainsKey(unit))
            {
                _died[layer][unit] = step;
            }
            else if (!isGone)
            {
                _died[layer].Remove(unit);
            }
        }

        return states;
    }

    private Dictionary<int, byte[]> Pictures(int layer, ReadOnlySpan<float> y, int units)
    {
        Dictionary<int, byte[]> changed = [];
        int width = y.Length / (_thumbs is null ? _rows : ThumbSide * ThumbSide);
        for (int unit = 0; unit < Math.Min(_pictures[layer].Length, width); unit++)
        {
            byte[] picture = _thumbs is null ? Histogram(y, unit, width) : Shades(y, unit, width);
            if (_pictures[layer][unit] is not { } old || !picture.AsSpan().SequenceEqual(old))
            {
                changed[unit] = _pictures[layer][unit] = picture;
            }
        }

        return changed;
    }

    /// <summary>0 is white whatever the range: 128 where y is 0, one side for each sign.</summary>
    private static byte[] Shades(ReadOnlySpan<float> y, int unit, int width)
    {
        float largest = 0;
        for (int at = unit; at < y.Length; at += width)
        {
            largest = float.IsFinite(y[at]) ? Math.Max(largest, Math.Abs(y[at])) : largest;
        }

        byte[] shades = new byte[y.Length / width];
        for (int i = 0; i < shades.Length; i++)
        {
            float value = y[(i * width) + unit];
            shades[i] = (byte)(128 + (float.IsFinite(value) && largest > 0 ? (int)(127 * value / largest) : 0));
        }

        return shades;
    }

    private static byte[] Histogram(ReadOnlySpan<float> y, int unit, int width)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (int at = unit; at < y.Length; at += width)
        {
            low = Math.Min(low, y[at]);
            high = Math.Max(high, y[at]);
        }

        int[] counts = new int[Bins];
        for (int at = unit; at < y.Length; at += width)
        {
            counts[high > low && float.IsFinite(high - low) ? Math.Min(Bins - 1, (int)(Bins * ((y[at] - low) / (high - low)))) : 0]++;
        }

        int most = counts.Max();
        return [.. counts.Select(count => (byte)(255 * count / Math.Max(1, most)))];
    }

    private LayerLook Weights(int index, Hidden layer, LayerLook look)
    {
        int inputs = Math.Min(Drawn, layer.Dense.Inputs), units = Math.Min(Drawn, layer.Dense.Outputs);
        ReadOnlySpan<float> values = layer.Dense.Weights.Values;
        float largest = 0;
        for (int i = 0; i < inputs; i++)
        {
            foreach (float weight in values.Slice(i * layer.Dense.Outputs, units))
            {
                largest = float.IsFinite(weight) ? Math.Max(largest, Math.Abs(weight)) : largest;
            }
        }

        byte[] bytes = new byte[inputs * units];
        for (int i = 0; i < inputs; i++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                float weight = values[(i * layer.Dense.Outputs) + unit];
                bytes[(i * units) + unit] = (byte)(sbyte)(float.IsFinite(weight) && largest > 0 ? 127 * weight / largest : 0);
            }
        }

        if (bytes.AsSpan().SequenceEqual(_weights[index]))
        {
            return look;
        }

        _weights[index] = bytes;
        return look with { Weights = bytes, WeightScale = largest };
    }

    private byte[]? Surface()
    {
        if (_grid is null)
        {
            return null;
        }

        int points = SurfaceSide * SurfaceSide, outputs = _shadow.Outputs;
        float[] y = new float[points * outputs];
        _shadow.Predict(_grid, points, y);
        byte[] bytes = new byte[points];
        TaskKind task = _run.Plan.Schema.Task;
        Activation sure = ActivationCatalog.Parse(_run.Plan.OutputActivation);
        if (task is not TaskKind.Regression)
        {
            sure.ForwardRows(y, outputs, default, y);
        }

        for (int i = 0; i < points; i++)
        {
            bytes[i] = task switch
            {
                TaskKind.Binary => Certain(y[i] >= 0.5f ? 1 : 0, Math.Abs(y[i] - 0.5f) * 2),
                TaskKind.Multiclass => Best(y.AsSpan(i * outputs, outputs)),
                _ => (byte)Math.Clamp(128 + (60 * y[i]), 0, 255),
            };
        }

        return bytes;
    }

    private static byte Best(Span<float> probabilities)
    {
        int best = 0;
        for (int k = 1; k < probabilities.Length; k++)
        {
            best = probabilities[k] > probabilities[best] ? k : best;
        }

        float even = 1f / probabilities.Length;
        return Certain(Math.Min(best, 7), (probabilities[best] - even) / (1 - even));
    }

    private static byte Certain(int answer, float certainty) => (byte)((answer * 32) + (int)(31 * Math.Clamp(certainty, 0, 1)));
}
