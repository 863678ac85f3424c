using Glia.Kernels.Activations;

namespace Glia.Kernels.Rows;

/// <summary>y = a·b·sigmoid(b) with a the first and b the second half of the row: one half times the other by its own sigmoid. Outputs are half as many as units.</summary>
/// <remarks>The second half is the gate, as in PyTorch, Keras and JAX. Infinity times 0 is NaN.</remarks>
internal readonly record struct Swiglu : IRowActivation<Swiglu>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "swiglu",
        Aliases = ["swi_glu"],
        Formula = "a·b·sigmoid(b) for halves a, b",
        SlopeFormula = "b·s for a, a·(s + b·s·(1 - s)) with s = sigmoid(b) for b",
        Source = "Shazeer, GLU Variants Improve Transformer, 2020.",
        Family = ActivationFamily.Row,
        Elsewhere = [new("ONNX", "SwiGLU", "From opset 28; its attributes choose which half is the gate.")],
        Range = Interval.All,
        SlopeRange = Interval.All,
        IsMonotone = false,
        Gain = NormalGain.Of(new Swish(1, LearnedPer.None)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp; fast is the same.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [0], axis=1), [1]), Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1]), Sigmoid(Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1]))))"),
    };

    /// <inheritdoc/>
    public static Swiglu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public int OutputUnits(int units) => Gate.Half(units);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast) => Gate.Forward(new Swish(1, LearnedPer.None), z, units, y, false);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => Gate.Forward(new Swish(1, LearnedPer.None), z, units, y);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        Gate.Backward(new Swish(1, LearnedPer.None), z, dy, units, dz);

    TracedRows ITracedRows.Trace() => Gate.Trace(new Swish(1, LearnedPer.None), false);
}
