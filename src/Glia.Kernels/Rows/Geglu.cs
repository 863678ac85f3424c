using Glia.Kernels.Activations;

namespace Glia.Kernels.Rows;

/// <summary>y = a·b·Φ(b), Φ the normal distribution, with a the first and b the second half of the row: one half times the other by its own distribution, the erf form of GELU. Outputs are half as many as units.</summary>
/// <remarks>The second half is the gate, as in PyTorch, Keras and JAX. Infinity times 0 is NaN.</remarks>
internal readonly record struct Geglu : IRowActivation<Geglu>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "geglu",
        Aliases = ["ge_glu"],
        Formula = "a·b·normal_cdf(b) for halves a, b",
        SlopeFormula = "b·normal_cdf(b) for a, a·(normal_cdf(b) + b·normal_pdf(b)) for b",
        Source = "Shazeer, GLU Variants Improve Transformer, 2020.",
        Family = ActivationFamily.Row,
        Elsewhere = [],
        Range = Interval.All,
        SlopeRange = Interval.All,
        IsMonotone = false,
        Gain = NormalGain.Of(default(Gelu)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp; fast is the same.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [0], axis=1), [1]), Mul(Mul(Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1]), Add(Erf(Div(Squeeze(Gather(Reshape(x, [0, 2, -1]), [1], axis=1), [1]), 1.4142135)), 1.0)), 0.5))"),
    };

    /// <inheritdoc/>
    public static Geglu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public int OutputUnits(int units) => Gate.Half(units);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast) => Gate.Forward(default(Gelu), z, units, y, false);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => Gate.Forward(default(Gelu), z, units, y);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        Gate.Backward(default(Gelu), z, dy, units, dz);

    TracedRows ITracedRows.Trace() => Gate.Trace(default(Gelu), false);
}
