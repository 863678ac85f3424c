using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = erf x: 2Φ(√2·x) − 1, from −1 to 1.</summary>
/// <remarks>
/// Odd, and with all digits near 0. Slope 2/√π·e^(−x²). f(±∞) = ±1.
/// </remarks>
internal readonly record struct ErrorFunction : IActivation<ErrorFunction>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "erf",
        Formula = "erf(x)",
        SlopeFormula = "2/√(pi)·exp(-x²)",
        Source = "Glaisher, On a Class of Definite Integrals, Philosophical Magazine 1871.",
        Family = ActivationFamily.SShaped,
        Elsewhere = [new("ONNX", "Erf")],
        Range = new(-1, 1),

        // 2/√π
        SlopeRange = new(0, 1.1283791670955126),
        IsMonotone = true,

        // Where the slope is 1 % of that: ±√(ln 100).
        Saturation = new(-2.145966026289347, 2.145966026289347),
        IsSigmoidal = true,
        Gain = CriticalGain.Of(2 / Math.Sqrt(Math.PI)),
        Initialization = "glorot",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Vanishing gradients where units saturate: beyond |x| = 2.15 the slope is below 1 % of its largest.",
        Onnx = new(13, "Erf(x)"),
        Accuracy = "Correctly rounded.",
    };

    /// <inheritdoc/>
    public static bool ForwardSideBySide => true;

    /// <inheritdoc/>
    public static ErrorFunction Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Erf.Of(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Erf.Slope(z);
}
