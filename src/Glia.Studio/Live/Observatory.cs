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

    private const int MostRows = 600, FewestRows = 64;

    /// <summary>Multiplications of one pass of the rows looked at: above it fewer rows are, so that large networks stay fluid.</summary>
    private const long LookBudget = 200_000_000;

    /// <summary>From this many units on their pictures are coarser.</summary>
    private const int ManyUnits = 96, SmallThumbSide = 12;

    private readonly ShownRun _run;
    private readonly Network _shadow;
    private readonly IReadOnlyList<Hidden> _layers;
    private readonly float[] _x;
    private readonly int _rows;
    private readonly float[]? _grid;
    private readonly float[]? _thumbs;
    private readonly byte[][][] _pictures;
    private readonly byte[][] _weights;
    private readonly byte[][] _gradients;
    private readonly float[] _gradient;
    private readonly Network? _healed;
    private readonly int _thumbSide;
    private readonly Dictionary<int, long>[] _died;
    private LayerLook[] _last;
    private byte[]? _surface;
    private long _looked = -1;
    private int _row;
    private double _curveSeen;
    private (long Step, long Time) _rate;
    private double _speed;
    private bool _showsGradients;
    private int _painted;
    private bool _again;
    private Setup _setup;

    /// <summary>Looks at a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="healed">The network that treatments made of it, which is shown then; null for the run's own.</param>
    public Observatory(ShownRun run, Network? healed = null)
    {
        (_run, _healed) = (run, healed);
        _shadow = Clone(healed ?? run.Start);
        _gradient = new float[_shadow.Values.Length];
        _layers = Hidden.All(_shadow);
        _rows = (int)Math.Min(run.Train!.Rows, Math.Clamp(LookBudget / Math.Max(1, _shadow.Values.Length), FewestRows, MostRows));
        _x = run.Train.X[..(_rows * run.Train.Features)].ToArray();
        _setup = Setups.Of(run, _shadow, _layers, healed is not null);
        if (_setup.Plane is { } plane)
        {
            _thumbSide = _layers.Sum(layer => Math.Min(Paint.Drawn, layer.Dense.Outputs)) > ManyUnits ? SmallThumbSide : ThumbSide;
            _grid = Setups.Grid(run, plane, SurfaceSide);
            _thumbs = Setups.Grid(run, plane, _thumbSide);
        }

        _pictures = [.. _layers.Select(layer => new byte[Math.Min(Paint.Drawn, layer.Dense.Outputs)][])];
        _weights = [.. _layers.Select(_ => Array.Empty<byte>())];
        _gradients = [.. _layers.Select(_ => Array.Empty<byte>())];
        _last = [.. _layers.Select(_ => new LayerLook())];
        _died = [.. _layers.Select(_ => new Dictionary<int, long>())];
    }

    /// <summary>Gets what the page needs once.</summary>
    public Setup Setup => _setup.Experiment == _run.Experiment ? _setup : _setup = _setup with { Experiment = _run.Experiment };

    /// <summary>One look; whole for a page that has seen nothing yet.</summary>
    public Frame Look(bool whole)
    {
        bool looked = TryLook(out long step);
        if (whole)
        {
            _curveSeen = 0;
            Array.ForEach(_pictures, layer => Array.Clear(layer));
            Array.Fill(_weights, []);
            Array.Fill(_gradients, []);
        }

        // The epoch first: one that ends meanwhile is then in the curve before its number is said, never the other way round.
        EpochRecord? epoch = _run.Curve.Last;
        IReadOnlyList<double?[]> curve = _run.Curve.After(_curveSeen);
        _curveSeen = curve.Count > 0 ? curve[^1][0]!.Value : _curveSeen;
        Frame frame = new(_run.Number, _run.Status, step, epoch?.Epoch ?? 0, _run.Pace.LearningRate(step, _run.Experiment.Rate), Speed(step), epoch?.RowsPerSecond ?? 0)
        {
            Message = _run.Message,
            IsWhole = whole,
            Curve = curve,
        };
        if (!looked || (step == _looked && !whole && !_again))
        {
            return frame;
        }

        (_looked, _again) = (step, false);
        _row = (_row + 1) % _rows;
        _last = LookAtLayers(step);
        _surface = Surface();
        return frame with { Layers = _last, Surface = _surface, SurfaceSide = SurfaceSide, Painted = Painted, ByTarget = Scores.Of(_run, _shadow), PictureSide = _thumbs is null ? Paint.Bins : _thumbSide, Row = Setup.Plane is not null && _row < Setups.MostTrainPoints ? _row : -1 };
    }

    /// <summary>Draws gradients beside weights, or not.</summary>
    public bool ShowsGradients
    {
        get => _showsGradients;
        set => (_showsGradients, _again) = (value, true);
    }

    /// <summary>The target whose answers over the plane are painted.</summary>
    public int Painted
    {
        get => _painted;
        set => (_painted, _again) = (Math.Clamp(value, 0, Math.Max(0, Setup.Targets.Count - 1)), true);
    }

    /// <summary>What is kept when another run takes its place.</summary>
    public RunLook Keep(IReadOnlyList<FindingLook> findings) => new(_run.Number, Setup.Title, Setup.Task, Setup.Metric, _run is LiveRun ? _run.Experiment : null)
    {
        Epochs = _run.Curve.Last?.Epoch ?? 0,
        Steps = _run.Pace.Step,
        Status = _run.Status,
        Curve = Live.Curve.Thin(_run.Curve.After(0)),
        Layers = [.. _last.Select(layer => new LayerLook { States = layer.States, Fires = layer.Fires, ForwardGain = layer.ForwardGain, BackwardGain = layer.BackwardGain, UpdateRatio = layer.UpdateRatio, Died = layer.Died })],
        Structure = Setup.Layers,
        Surface = _surface,
        SurfaceSide = SurfaceSide,
        Painted = Painted,
        Targets = Setup.Targets,
        Plane = Setup.Plane,
        Parameters = Setup.Parameters,
        Findings = findings,
    };

    /// <summary>Copies the present weights into a network of the caller's own.</summary>
    public Network Copy()
    {
        Network copy = Clone(_healed ?? _run.Start);
        if (_healed is null)
        {
            _run.Pace.TryLook(copy.Values, copy.StateValues, TimeSpan.FromSeconds(2), out _);
        }

        return copy;
    }

    /// <summary>A copy with weights of its own.</summary>
    public static Network Clone(Network network) => Network.FromBytes(network.ToBytes(), "the run");

    private bool TryLook(out long step)
    {
        if (_healed is not null)
        {
            step = _run.Pace.Step;
            return true;
        }

        return _run.Pace.TryLook(_shadow.Values, _shadow.StateValues, _gradient, TimeSpan.FromSeconds(1), out step);
    }

    private double Speed(long step)
    {
        long now = TimeProvider.System.GetTimestamp();
        double seconds = TimeProvider.System.GetElapsedTime(_rate.Time, now).TotalSeconds;
        if (_rate.Time == 0)
        {
            _rate = (step, now);
        }
        else if (seconds >= 1)
        {
            _speed = Math.Max(0, step - _rate.Step) / seconds;
            _rate = (step, now);
        }

        return _speed;
    }

    private LayerLook[] LookAtLayers(long step)
    {
        HealthReport health = HealthExam.Examine(_shadow, _x, _rows);
        HealthFrame? gains = _run.Monitor.Latest;
        ForwardPass responses = _thumbs is null ? _shadow.Run(_x, _rows) : _shadow.Run(_thumbs, _thumbSide * _thumbSide);
        HealthReport row = HealthExam.Examine(_shadow, _x.AsMemory(_row * _shadow.Inputs, _shadow.Inputs), 1);
        LayerLook[] looks = new LayerLook[_layers.Count];
        int functions = 0;
        for (int i = 0; i < looks.Length; i++)
        {
            Hidden layer = _layers[i];
            LayerHealth? units = layer.Function is null ? null : health.Layers[functions];
            LayerFrame? gain = layer.Function is null || gains is null ? null : gains.Layers[functions];
            IReadOnlyList<long> fired = layer.Function is null ? [] : row.Layers[functions].Fired;
            functions += layer.Function is null ? 0 : 1;
            looks[i] = new LayerLook
            {
                States = units is null ? new byte[layer.Dense.Outputs] : States(i, units, step),
                Fires = units is null ? [] : [.. units.Fired.Select(fired => (byte)(255 * fired / Math.Max(1, units.Rows)))],
                // A function that changes the width has no output for each unit: then what enters it is drawn.
                Pictures = Pictures(i, responses.Output(layer.ChangesWidth ? layer.Output - 1 : layer.Output), layer.Dense.Outputs),
                ForwardGain = Curve.Finite(gain?.ForwardGain),
                BackwardGain = Curve.Finite(gain?.BackwardGain),
                UpdateRatio = Curve.Finite(gain?.UpdateRatio),
                Died = new Dictionary<int, long>(_died[i]),
                Firing = [.. fired.Take(Paint.Drawn).Select(n => (byte)n)],
            };
            looks[i] = Edges(i, layer, looks[i]);
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
        int width = y.Length / (_thumbs is null ? _rows : _thumbSide * _thumbSide);
        for (int unit = 0; unit < Math.Min(_pictures[layer].Length, width); unit++)
        {
            byte[] picture = _thumbs is null ? Paint.Histogram(y, unit, width) : Paint.Shades(y, unit, width);
            if (_pictures[layer][unit] is not { } old || !picture.AsSpan().SequenceEqual(old))
            {
                changed[unit] = _pictures[layer][unit] = picture;
            }
        }

        return changed;
    }

    private LayerLook Edges(int index, Hidden layer, LayerLook look)
    {
        Parameter weights = layer.Dense.Weights;
        if (Paint.Edges(layer, weights.Values, ref _weights[index]) is { } scale)
        {
            look = look with { Weights = _weights[index], WeightScale = scale };
        }

        return ShowsGradients && Paint.Edges(layer, _gradient.AsSpan(weights.Offset, weights.Length), ref _gradients[index]) is { } steep
            ? look with { Gradients = _gradients[index], GradientScale = steep }
            : look;
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
        TaskKind task = _run.Task;
        // A network of another program may have more outputs than targets: classes by their numbers.
        int at = outputs == Setup.Targets.Count ? Painted : 0;
        double threshold = _run.Plan?.Scale.Of(at).Threshold ?? 0.5;
        if (task is not (TaskKind.Regression or TaskKind.Multitarget))
        {
            ActivationCatalog.Parse(_run.Plan!.OutputActivation).ForwardRows(y, outputs, default, y);
        }

        for (int i = 0; i < points; i++)
        {
            float answer = y[(i * outputs) + at];
            bytes[i] = task switch
            {
                TaskKind.Binary or TaskKind.Multilabel => Paint.Certain(answer >= threshold ? 1 : 0, Math.Abs(answer - 0.5f) * 2),
                TaskKind.Multiclass => Paint.Best(y.AsSpan(i * outputs, outputs)),
                _ => (byte)Math.Clamp(128 + (60 * answer), 0, 255),
            };
        }

        return bytes;
    }
}
