using System.Runtime.CompilerServices;
using Glia.Kernels.Activations;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>yᵢ = e^(−xᵢ) / Σⱼ e^(−xⱼ): shares that are larger where x is smaller, as for distances.</summary>
/// <remarks>Safe at any size, as softmax; ∞ gives 0. A row with NaN or −∞, or of ∞ only, gives NaN throughout.</remarks>
internal readonly record struct Softmin : IRowActivation<Softmin>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "softmin",
        Formula = "exp(-xᵢ) / Σⱼ exp(-xⱼ)",
        SlopeFormula = "-yᵢ·(1 - yᵢ) on the diagonal, yᵢ·yⱼ off it",
        Source = "Softmax of −x; used where the smallest counts, as for distances.",
        Family = ActivationFamily.Row,
        Elsewhere = [new("PyTorch", "Softmin", "The axis has to be named; here it is the last one.")],
        Range = new(0, 1),
        SlopeRange = new(-0.25, 0),
        IsMonotone = false,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp; fast 2 ulp.",
        IsRowwise = true,
        Onnx = new(13, "Softmax(Neg(x), axis=-1)"),
    };

    /// <inheritdoc/>
    public static Softmin Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast)
    {
        if (fast && units >= FloatRows.Shortest)
        {
            FloatBlocks.Map<FloatSoftmax<Values>>(z, units, y);
        }
        else
        {
            RowExponentials.Map<Values>(fast, z, [], units, y);
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => RowExponentials.Map<Values>(z, units, y);

    /// <inheritdoc/>
    public void Slope(ReadOnlySpan<float> z, int units, Span<float> slope) => RowExponentials.Map<Slopes>(false, z, [], units, slope);

    /// <inheritdoc/>
    public void Slope(ReadOnlySpan<double> z, int units, Span<double> slope) => RowExponentials.Map<Slopes>(z, units, slope);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        RowExponentials.Map<Gradients>(false, z, dy, units, dz);

    TracedRows ITracedRows.Trace() => RowExponentials.Trace<Values>();

    private readonly struct Values : IRowEnd
    {
        public static bool Shares => true;

        public static bool Negates => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => row.Share(term);
    }

    private readonly struct Slopes : IRowEnd
    {
        public static bool Negates => true;

        public static bool LeavesOneOut => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => TLane.Of(0.0) - (row.Share(term) * (row.Without(difference, term) * row.Inverse));
    }

    private readonly struct Gradients : IRowEnd
    {
        public static bool Negates => true;

        public static bool TakesGradient => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Summand<TLane>(TLane term, TLane gradient)
            where TLane : struct, ILane<TLane> => term * gradient;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => row.Share(term) * ((row.Gradients * row.Inverse) - gradient);
    }
}
