using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = eˣ: a positive output on a logarithmic scale.</summary>
/// <remarks>
/// f(−∞) = 0, f(∞) = ∞; beyond x = 88.72 the float is infinite. Slope eˣ.
/// </remarks>
internal readonly record struct Exponential : IActivation<Exponential>
{
    /// <summary>ln of the largest double, where <see cref="Exp"/> stops short of infinity.</summary>
    private const double HighestDouble = 709.782712893384;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "exponential",
        Aliases = ["exp"],
        Formula = "exp(x)",
        SlopeFormula = "exp(x)",
        Source = "As the inverse of the logarithmic link: Nelder and Wedderburn, Generalized Linear Models, 1972.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere =
        [
            new("PyTorch", "exp"),
            new("Keras", "exponential"),
            new("JAX", "exp"),
            new("ONNX", "Exp"),
        ],
        Range = Interval.NotNegative,
        SlopeRange = Interval.NotNegative,
        IsMonotone = true,

        // Where eˣ is 0.01.
        Saturation = new(-4.605170185988091, double.PositiveInfinity),
        Gain = NormalGain.Of(default(Exponential)),
        Initialization = "glorot",
        Roles = ActivationRoles.Output,
        KnownFailure = "Exploding: one large pre-activation gives a huge value and slope; infinite from 88.73 on.",
        Accuracy = "Correctly rounded.",
        Onnx = new(6, "Exp(x)"),
    };

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static bool BackwardInPairs => true;

    /// <inheritdoc/>
    public static Exponential Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane finite = Exp.Of(z);
        return TLane.Precision is LanePrecision.Single or LanePrecision.Pair ? finite : TLane.WhereLess(TLane.Of(HighestDouble), z, TLane.Of(double.PositiveInfinity), finite);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Forward(z);
}
