using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = ln σ(x) = −ln(1 + e⁻ˣ): a log-probability.</summary>
/// <remarks>
/// As min(x, 0) − log1p(e^−|x|): two terms of one sign, so that nothing overflows or cancels. Slope σ(−x). f(−∞) = −∞, f(∞) = −0.
/// </remarks>
internal readonly record struct LogSigmoid : IActivation<LogSigmoid>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "log_sigmoid",
        Formula = "-ln(1 + exp(-x))",
        SlopeFormula = "sigmoid(-x)",
        Source = "The logarithm of the logistic function: Cox, The Regression Analysis of Binary Sequences, 1958.",
        Family = ActivationFamily.SShaped,
        Elsewhere =
        [
            new("PyTorch", "LogSigmoid"),
            new("Keras", "log_sigmoid"),
            new("JAX", "log_sigmoid"),
        ],
        Range = new(double.NegativeInfinity, 0),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where σ(−x) is 0.01.
        Saturation = new(double.NegativeInfinity, 4.595119850134590),
        Gain = NormalGain.Of(default(LogSigmoid)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden | ActivationRoles.Output,
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Neg(Softplus(Neg(x)))"),
    };

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static LogSigmoid Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        return TLane.WhereLess(z, zero, z, zero) - Log1p.OfUnit(Exp.OfMagnitude(z));
    }

    /// <summary>The logarithm in pairs of floats is off by up to four times what other functions are.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(LogSigmoid function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Pair ? TLane.Of(4.0) * y : y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane e = Exp.OfMagnitude(z);
        return Logistic.Of(TLane.LessThan(TLane.Of(0.0), z), e);
    }
}
