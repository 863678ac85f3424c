using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = ln(1 + e^(βx)) / β: a rectifier with a soft knee, sharper for larger β.</summary>
/// <remarks>
/// As max(x, 0) + log1p(e^(−β|x|))/β: nothing overflows, and the lower tail lives down to the smallest subnormal float; there is no threshold beyond which y = x
/// (PyTorch has one at βx = 20, where it steps). Slope σ(βx). f(−∞) = 0, f(∞) = ∞.
/// </remarks>
/// <param name="Beta">The sharpness β.</param>
internal readonly record struct Softplus(float Beta) : IActivation<Softplus>
{
    private const string BetaName = "beta";

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((BetaName, Beta));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static Softplus Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[BetaName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Beta);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane straight = TLane.WhereLess(zero, z, z, zero);
        if (Beta == 1)
        {
            // The usual case, without product and quotient.
            return straight + Log1p.OfUnit(Exp.OfMagnitude(z));
        }

        TLane beta = TLane.Of(Beta);
        return straight + (Log1p.OfUnit(Exp.OfProduct(-beta, TLane.Abs(z))) / beta);
    }

    /// <summary>The logarithm in pairs of floats is off by up to four times what other functions are.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(Softplus function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Pair ? TLane.Of(4.0) * y : y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane e = Exp.OfProduct(-TLane.Of(Beta), TLane.Abs(z));
        return Logistic.Of(TLane.LessThan(z, TLane.Of(0.0)), e);
    }

    private static ActivationInfo At(float beta) => new()
    {
        Name = "softplus",
        Parameters = [new(BetaName, 1, Interval.Positive, "sharpness of the knee: large values approach relu")],
        Formula = "ln(1 + exp(beta·x))/beta",
        SlopeFormula = "sigmoid(beta·x)",
        Source = "Dugas, Bengio, Bélisle, Nadeau and Garcia, Incorporating Second-Order Functional Knowledge for Better Option Pricing, NIPS 2000.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere =
        [
            new("PyTorch", "Softplus", "Gives x itself where beta·x is above 20."),
            new("Keras", "softplus", "Has no beta."),
            new("JAX", "softplus", "Has no beta."),
            new("ONNX", "Softplus", "Has no beta."),
        ],
        Range = Interval.NotNegative,
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where σ(βx) is 0.01.
        Saturation = new(-4.595119850134590 / beta, double.PositiveInfinity),
        Gain = NormalGain.Of(new Softplus(beta)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden | ActivationRoles.Output,
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Div(Softplus(Mul(x, {beta})), {beta})"),
    };
}
