using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = γ·x for x &gt; 0, else γ·α·(eˣ − 1), with the γ and α that keep mean 0 and variance 1 from layer to layer.</summary>
/// <remarks>
/// The real numbers γ = 1.0507009873554804934193349852946 and α = 1.6732632423543772848170429916717, the paper's values to 32 digits as in PyTorch's source
/// (ONNX has both rounded to float, some 3e-8 away). The negative half through expm1. f(−0) = −0, f(−∞) = −γα, slope γ for x &gt; 0, else γα·eˣ.
/// </remarks>
internal readonly record struct Selu : IActivation<Selu>
{
    /// <summary>γ and γα, each to nearest and what that leaves.</summary>
    private const double Gamma = 1.0507009873554805;
    private const double GammaRest = 3.9874847667154144e-17;
    private const double GammaAlpha = 1.7580993408473768;
    private const double GammaAlphaRest = 1.41535193800845e-17;

    /// <summary>The logarithm of γα over the float nearest to it: with it in the exponent, the factor costs no accuracy.</summary>
    private const double GammaAlphaSingle = 1.3251081596574568e-08;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "selu",
        Formula = "g·x for x > 0, else g·a·(exp(x) - 1) with g = 1.0507009873554804934193349852946 and a = 1.6732632423543772848170429916717",
        SlopeFormula = "g for x > 0, else g·a·exp(x) with g = 1.0507009873554804934193349852946 and a = 1.6732632423543772848170429916717",
        Source = "Klambauer, Unterthiner, Mayr and Hochreiter, Self-Normalizing Neural Networks, NIPS 2017.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere =
        [
            new("PyTorch", "SELU"),
            new("Keras", "selu"),
            new("JAX", "selu"),
            new("ONNX", "Selu", "Both constants are rounded to float."),
        ],
        Range = new(-GammaAlpha, double.PositiveInfinity),
        SlopeRange = new(0, GammaAlpha),
        IsMonotone = true,
        Kinks = [new(0, GammaAlpha, "The left side, as PyTorch.")],

        // Where eˣ is 0.01.
        Saturation = new(-4.605170185988091, double.PositiveInfinity),
        Gain = 1,
        Initialization = "lecun",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Keeps mean and variance only with LeCun's initialisation, standardised inputs and plain dense layers.",
        Accuracy = "Correctly rounded.",
        FastUlps = 2.1,
        Onnx = new(6, "Selu(x)"),
    };

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static Selu Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane positive = TLane.Of(Gamma, GammaRest) * z;
        return TLane.WhereLess(TLane.Of(0.0), z, positive, TLane.Of(GammaAlpha, GammaAlphaRest) * Expm1.Of(z));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane factor = TLane.Of(GammaAlpha, GammaAlphaRest);
        TLane negative = TLane.Precision == LanePrecision.Single ? Exp.Times(factor, z, TLane.Of(GammaAlphaSingle)) : factor * Exp.Of(z);
        return TLane.WhereLess(TLane.Of(0.0), z, TLane.Of(Gamma, GammaRest), negative);
    }
}
