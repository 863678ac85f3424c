using System.Runtime.CompilerServices;
using Glia.Kernels.Activations;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>y = ln Σⱼ e^(xⱼ) = m + ln Σⱼ e^(xⱼ − m) with m = max x: a smooth maximum, one output a row.</summary>
/// <remarks>Backward: softmax times the row's gradient. A row of −∞ only gives −∞, one with ∞ gives ∞, and their gradients are NaN.</remarks>
internal readonly record struct LogSumExp : IRowActivation<LogSumExp>, ITracedRows
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "log_sum_exp",
        Aliases = ["logsumexp"],
        Formula = "ln Σⱼ exp(xⱼ), one for the row",
        SlopeFormula = "exp(xᵢ) / Σⱼ exp(xⱼ)",
        Source = "The normaliser of softmax in logarithms; a smooth maximum.",
        Family = ActivationFamily.Row,
        Elsewhere =
        [
            new("PyTorch", "logsumexp", "A function, not a layer."),
            new("Keras", "logsumexp", "A function of keras.ops."),
            new("JAX", "logsumexp"),
            new("ONNX", "ReduceLogSumExp"),
        ],
        Range = Interval.All,
        SlopeRange = new(0, 1),
        IsMonotone = true,
        Gain = 1,
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Evaluated in double and rounded once: at most 0.5001 ulp, near 0 of the largest element; fast is the same.",
        IsRowwise = true,
        ChangesWidth = true,
        Onnx = new(13, "ReduceSum(Mul(Softmax(x, axis=-1), Sub(x, LogSoftmax(x, axis=-1))), [1], keepdims=1)"),
    };

    /// <inheritdoc/>
    public static LogSumExp Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    public int OutputUnits(int units) => 1;

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> z, int units, Span<float> y, bool fast) => RowExponentials.Map<Values>(false, z, [], units, y);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<double> z, int units, Span<double> y) => RowExponentials.Map<Values>(z, units, y);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> z, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int units, Span<float> dz) =>
        RowExponentials.Map<Gradients>(false, z, dy, units, dz);

    TracedRows ITracedRows.Trace() => RowExponentials.Trace<Values>();

    private readonly struct Values : IRowEnd
    {
        public static bool Reduces => true;

        public static bool LeavesOneOut => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Constant<TLane>(in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => row.Maximum + Log1p.OfSum(row.Others);
    }

    private readonly struct Gradients : IRowEnd
    {
        public static bool TakesGradient => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Value<TLane>(TLane difference, TLane term, TLane gradient, in RowState<TLane> row)
            where TLane : struct, ILane<TLane> => row.Share(term) * gradient;
    }
}
