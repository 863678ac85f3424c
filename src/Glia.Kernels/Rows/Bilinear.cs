using Glia.Kernels.Activations;

namespace Glia.Kernels.Rows;

/// <summary>y = a·b with a the first and b the second half of the row: one half times the other. Outputs are half as many as units.</summary>
/// <remarks>The second half is the gate, as in PyTorch, Keras and JAX. Infinity times 0 is NaN.</remarks>
internal readonly record struct Bilinear : IRowActivation<Bilinear>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "bilinear",
        Formula = "a·b for halves a, b",
        SlopeFormula = "b for a, a for b",
        Source = "Mnih and Hinton, Three New Graphical Models for Statistical Language Modelling, ICML 2007; Shazeer, GLU Variants Improve Transformer, 2020.",
        Family = ActivationFamily.Row,
        Elsewhere = [],
        Range = Interval.All,
        SlopeRange = Interval.All,
        IsMonotone = false,
        Gain = NormalGain.Of(default(Linear)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "One product, rounded once.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [0], axis=1), [1]), Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1]))"),
    };

    /// <inheritdoc/>
    public static Bilinear Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public int OutputUnits(int units) => Gate.Half(units);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast) => Gate.Forward(default(Linear), z, units, y, true);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => Gate.Forward(default(Linear), z, units, y);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        Gate.Backward(default(Linear), z, dy, units, dz);

    TracedRows ITracedRows.Trace() => Gate.Trace(default(Linear), true);
}
