using Glia.Kernels.Activations;

namespace Glia.Kernels.Rows;

/// <summary>y = a·sigmoid(b) with a the first and b the second half of the row: one half times the sigmoid of the other. Outputs are half as many as units.</summary>
/// <remarks>The second half is the gate, as in PyTorch, Keras and JAX. Infinity times 0 is NaN.</remarks>
internal readonly record struct Glu : IRowActivation<Glu>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "glu",
        Formula = "a·sigmoid(b) for halves a, b",
        SlopeFormula = "sigmoid(b) for a, a·s·(1 - s) with s = sigmoid(b) for b",
        Source = "Dauphin, Fan, Auli and Grangier, Language Modeling with Gated Convolutional Networks, ICML 2017.",
        Family = ActivationFamily.Row,
        Elsewhere = [new("PyTorch", "GLU"), new("Keras", "glu"), new("JAX", "glu")],
        Range = Interval.All,
        SlopeRange = Interval.All,
        IsMonotone = false,
        Gain = NormalGain.Of(default(Sigmoid)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp; fast is the same.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [0], axis=1), [1]), Sigmoid(Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1])))"),
    };

    /// <inheritdoc/>
    public static Glu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public int OutputUnits(int units) => Gate.Half(units);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast) => Gate.Forward(default(Sigmoid), z, units, y, false);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => Gate.Forward(default(Sigmoid), z, units, y);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        Gate.Backward(default(Sigmoid), z, dy, units, dz);

    TracedRows ITracedRows.Trace() => Gate.Trace(default(Sigmoid), false);
}
