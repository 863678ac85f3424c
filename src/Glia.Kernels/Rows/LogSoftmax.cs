using System.Runtime.CompilerServices;
using Glia.Kernels.Activations;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>yᵢ = xᵢ − m − ln Σⱼ e^(xⱼ − m) with m = max x: logarithms of class probabilities.</summary>
/// <remarks>
/// Never the logarithm of softmax, which is −∞ where softmax underflows; the largest element gives −ln(1 + others), exact
/// also where the others are tiny. Backward: gᵢ − softmaxᵢ·Σⱼ gⱼ. −∞ gives −∞; a row with NaN or +∞, or of −∞ only, gives NaN throughout.
/// </remarks>
internal readonly record struct LogSoftmax : IRowActivation<LogSoftmax>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "log_softmax",
        Formula = "xᵢ - ln Σⱼ exp(xⱼ)",
        SlopeFormula = "1 - softmaxᵢ on the diagonal, -softmaxⱼ off it",
        Source = "The logarithm of softmax; used with the negative log-likelihood.",
        Family = ActivationFamily.Row,
        Elsewhere =
        [
            new("PyTorch", "LogSoftmax", "The axis has to be named; here it is the last one."),
            new("Keras", "log_softmax"),
            new("JAX", "log_softmax"),
            new("ONNX", "LogSoftmax", "Before opset 13 the default axis is 1, and it and all axes after it make one row."),
        ],
        Range = new(double.NegativeInfinity, 0),
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp; fast 2 ulp.",
        IsRowwise = true,
        Onnx = new(13, "LogSoftmax(x, axis=-1)"),
    };

    /// <inheritdoc/>
    public static LogSoftmax Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast)
    {
        if (fast && units >= FloatRows.Shortest)
        {
            FloatBlocks.Map<FloatLogSoftmax>(z, units, y);
        }
        else
        {
            RowExponentials.Map<Values>(false, z, [], units, y);
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
        public static bool LeavesOneOut => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Constant<TLane>(in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => Log1p.OfSum(row.Others);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => difference - row.Constant;
    }

    private readonly struct Slopes : IRowEnd
    {
        public static bool LeavesOneOut => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => row.Without(difference, term) * row.Constant;
    }

    private readonly struct Gradients : IRowEnd
    {
        public static bool TakesGradient => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Constant<TLane>(in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => row.Gradients * row.Inverse;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => gradient - (term * row.Constant);
    }
}
