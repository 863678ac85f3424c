using Glia.Kernels.Activations;
using Glia.Networks.Layers;

namespace Glia.Onnx.Importing;

/// <summary>The layers read so far. What scales and shifts units becomes part of the layer before it, or waits for the next dense one.</summary>
/// <param name="inputs">Numbers of a row that come in.</param>
internal sealed class LayerList(int inputs)
{
    /// <summary>A square of that size is no slip, but no small network either.</summary>
    private const int WidestDiagonal = 4096;

    private static readonly Activation Sigmoid = Known("Sigmoid(x)"), Softmax = Known("Softmax(x, axis=-1)"), LogSoftmax = Known("LogSoftmax(x, axis=-1)");

    private readonly List<(Step? Step, DenseMath? Dense, string Node)> _parts = [];
    private readonly List<TensorUse> _uses = [];
    private readonly HashSet<int> _fixed = [];
    private (double[] Factor, double[] Addend, string Node)? _waiting;

    /// <summary>Gets the numbers of a row as they are now.</summary>
    public int Width { get; private set; } = inputs;

    /// <summary>Gets which units the values now are of: 0 the inputs, then one number for every dense layer.</summary>
    public int Space { get; private set; }

    /// <summary>Gets which tensors hold which units.</summary>
    public IReadOnlyList<TensorUse> Uses => _uses;

    /// <summary>Gets the units whose number stands in the graph elsewhere than in weights.</summary>
    public IReadOnlySet<int> FixedSpaces => _fixed;

    /// <summary>Gated linear units as a layer.</summary>
    public static Activation GluFunction { get; } =
        Known("Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [0], axis=1), [1]), Sigmoid(Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1])))");

    /// <summary>The sigmoid as a layer.</summary>
    public static Activation SigmoidFunction => Sigmoid;

    /// <summary>Softmax as a layer.</summary>
    public static Activation SoftmaxFunction => Softmax;

    /// <summary>Log-softmax as a layer.</summary>
    public static Activation LogSoftmaxFunction => LogSoftmax;

    /// <summary>Notes a tensor that holds the units of now.</summary>
    public void Use(string tensor, int axis) => _uses.Add(new TensorUse(tensor, axis, Space));

    /// <summary>Notes that the number of the units of now is written elsewhere.</summary>
    public void Fix() => _fixed.Add(Space);

    /// <summary>A dense layer with the tensor of its weights.</summary>
    public void Dense(DenseMath dense, string tensor, bool isTransposed, string node)
    {
        if (_waiting is { } line)
        {
            dense = dense.After(line.Factor, line.Addend);
            _waiting = null;
        }

        Use(tensor, isTransposed ? 1 : 0);
        Space++;
        Use(tensor, isTransposed ? 0 : 1);
        Width = dense.Units;
        _parts.Add((null, dense, node));
    }

    /// <summary>y = x·factor + addend, unit by unit.</summary>
    public void Line(double[] factor, double[] addend, string node)
    {
        if (_waiting is { } before)
        {
            _waiting = ([.. before.Factor.Zip(factor, (a, b) => a * b)], [.. before.Addend.Select((value, i) => (value * factor[i]) + addend[i])], node);
        }
        else if (_parts is [.., (null, { } dense, var name)])
        {
            _parts[^1] = (null, dense.Then(factor, addend), name);
        }
        else if (_parts is [.., ({ Spec: LayerNormSpec or BatchNormSpec } norm, null, var place)])
        {
            float[] scale = [.. norm.Numbers[0].Select((value, i) => (float)(value * factor[i]))], shift = [.. norm.Numbers[1].Select((value, i) => (float)((value * factor[i]) + addend[i]))];
            _parts[^1] = (norm with { Numbers = [scale, shift, .. norm.Numbers.Skip(2)] }, null, place);
        }
        else
        {
            _waiting = (factor, addend, node);
        }
    }

    /// <summary>A normalisation.</summary>
    public void Norm(LayerSpec spec, IReadOnlyList<float[]> numbers, string node) => Add(new Step(spec, numbers, node), Width);

    /// <summary>Rows divided by their norm.</summary>
    public void RowNorm(string norm, string node) => Add(new Step(new RowNormSpec(norm), [], node), Width);

    /// <summary>An activation, with the values of its learned parameter where it has one.</summary>
    public void Activate(Activation activation, float[]? learned, string node) =>
        Add(new Step(ActivationSpec.Of(activation), learned is null ? [] : [learned], node), activation.OutputUnits(Width));

    /// <summary>Dropout, which does nothing in prediction.</summary>
    public void Dropout(double rate, string node) => Add(new Step(new DropoutSpec(rate), [], node), Width);

    /// <summary>Whether the last layer is a sigmoid.</summary>
    public bool EndsInSigmoid() => _waiting is null && Last() == OutputKind.Sigmoid;

    /// <summary>The layers, and what stands behind them if that is a function for outputs.</summary>
    /// <param name="isPair">Whether a sigmoid is understood.</param>
    public (IReadOnlyList<Step> Steps, OutputKind Output) Finish(bool isPair)
    {
        Settle();
        OutputKind kind = Last();
        bool strips = kind != OutputKind.Linear && _parts.Count > 1;
        if (strips)
        {
            _parts.RemoveAt(_parts.Count - 1);
        }

        return ([.. _parts.Select(part => part.Step ?? Made(part.Dense!, part.Node))], strips ? kind : isPair ? OutputKind.Sigmoid : OutputKind.Linear);
    }

    private static Step Made(DenseMath dense, string node) =>
        new(new DenseSpec(dense.Units), [Array.ConvertAll(dense.Weights, value => (float)value), Array.ConvertAll(dense.Bias, value => (float)value)], node);

    private OutputKind Last() => _parts is [.., ({ Spec: ActivationSpec spec }, null, _)]
        ? spec.Activation == Sigmoid.Text ? OutputKind.Sigmoid : spec.Activation == Softmax.Text ? OutputKind.Softmax : spec.Activation == LogSoftmax.Text ? OutputKind.LogSoftmax : OutputKind.Linear
        : OutputKind.Linear;

    private void Add(Step step, int width)
    {
        Settle();
        _parts.Add((step, null, step.Node));
        Space += width == Width ? 0 : 1;
        Width = width;
    }

    /// <summary>What waits for a dense layer that does not come becomes one of its own.</summary>
    private void Settle()
    {
        if (_waiting is not { } line)
        {
            return;
        }

        if (Width > WidestDiagonal)
        {
            throw new GliaException($"The node '{Files.Text.Short(line.Node)}' scales {Width} units that no dense layer stands beside; at most {WidestDiagonal} can be.");
        }

        _parts.Add((null, DenseMath.Identity(Width).Then(line.Factor, line.Addend), line.Node));
        _fixed.Add(Space);
        _fixed.Add(++Space);
        _waiting = null;
    }

    /// <summary>The function of the catalogue that is written as an expression, with values of its parameters in their order.</summary>
    public static Activation Known(string expression, params ReadOnlySpan<float> values)
    {
        ActivationInfo info = ActivationCatalog.All.First(each => each.Onnx.Expression == expression);
        List<string> parts = [];
        for (int i = 0; i < values.Length; i++)
        {
            parts.Add(FormattableString.Invariant($"{info.Parameters[i].Name}={values[i]:R}"));
        }

        return ActivationCatalog.Parse(parts.Count == 0 ? info.Name : $"{info.Name}({string.Join(", ", parts)})");
    }
}
