using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = e^(−x²): a bell, 1 at 0 and 0 far away.</summary>
/// <remarks>The square is exact, so the tails are right down to the smallest subnormal float, at ±10.2. Slope −2x·e^(−x²). f(±∞) = 0.</remarks>
internal readonly record struct Gaussian : IActivation<Gaussian>
{
    // Where the bell has long been 0, and 0 times twice this still is.
    private const double Far = 1e6;

    /// <summary>24·e^(−144) is 0 in float.</summary>
    private const double FarSingle = 12;

    // √2·e^(−½), at ±√½.
    private const double Steepest = 0.8577638849607068;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "gaussian",
        Formula = "exp(-x²)",
        SlopeFormula = "-2·x·exp(-x²)",
        Source = "Broomhead and Lowe, Multivariable Functional Interpolation and Adaptive Networks, Complex Systems 1988.",
        Family = ActivationFamily.RadialOrPeriodic,
        Elsewhere = [new("FANN", "FANN_GAUSSIAN", "Has a steepness."), new("Encog", "ActivationGaussian", "Has centre, width and height.")],
        Range = new(0, 1),
        SlopeRange = new(-Steepest, Steepest),
        IsMonotone = false,

        // Where |slope| is 0.0085776, beyond its maximum.
        Saturation = new(-2.5255070008312606, 2.5255070008312606),
        IsSigmoidal = true,
        Gain = NormalGain.Of(default(Gaussian)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "A unit whose inputs all lie beyond |x| = 3 gets hardly any gradient.",
        Accuracy = "Correctly rounded.",
        Onnx = new(13, "Exp(Neg(Mul(x, x)))"),
    };

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static Gaussian Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Exp.OfProduct(-z, z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        double far = TLane.Precision == LanePrecision.Single ? FarSingle : Far;
        TLane x = Lane.Clamp(z, -far, far);
        TLane exponent = -x * x;
        return Exp.Times(TLane.Of(-2.0) * x, exponent, -TLane.FusedMultiplyAdd(x, x, exponent));
    }
}
