using Glia.Kernels.Activations;

namespace Glia.Kernels.Rows;

/// <summary>y = a·max(b, 0) with a the first and b the second half of the row: one half times the rectified other. Outputs are half as many as units.</summary>
/// <remarks>The second half is the gate, as in PyTorch, Keras and JAX. Infinity times 0 is NaN.</remarks>
internal readonly record struct Reglu : IRowActivation<Reglu>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "reglu",
        Aliases = ["re_glu"],
        Formula = "a·max(b, 0) for halves a, b",
        SlopeFormula = "max(b, 0) for a, a for b > 0 else 0",
        Source = "Shazeer, GLU Variants Improve Transformer, 2020.",
        Family = ActivationFamily.Row,
        Elsewhere = [],
        Range = Interval.All,
        SlopeRange = Interval.All,
        IsMonotone = false,
        Kinks = [new(0, 0, "In b, as the rectifier.")],
        Gain = NormalGain.Of(default(Relu)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "One product, rounded once.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [0], axis=1), [1]), Relu(Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1])))"),
    };

    /// <inheritdoc/>
    public static Reglu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public int OutputUnits(int units) => Gate.Half(units);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast) => Gate.Forward(default(Relu), z, units, y, true);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => Gate.Forward(default(Relu), z, units, y);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        Gate.Backward(default(Relu), z, dy, units, dz);

    TracedRows ITracedRows.Trace() => Gate.Trace(default(Relu), true);
}
