using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = cos x.</summary>
/// <remarks>Right for every float, however large: see <see cref="HalfTurns"/>. Slope −sin x. There is no limit at ±∞: NaN.</remarks>
internal readonly record struct CosineWave : IActivation<CosineWave>
{
    private const double QuarterTurn = 0.5;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "cosine",
        Aliases = ["cos"],
        Formula = "cos(x)",
        SlopeFormula = "-sin(x)",
        Source = "Gallant and White, There Exists a Neural Network That Does Not Make Avoidable Mistakes, 1988.",
        Family = ActivationFamily.RadialOrPeriodic,
        Elsewhere = [new("ONNX", "Cos"), new("PyTorch", "cos", "A function, not a layer."), new("FANN", "FANN_COS", "Has a steepness.")],
        Range = new(-1, 1),
        SlopeRange = new(-1, 1),
        IsMonotone = false,
        Gain = NormalGain.Of(default(CosineWave)),
        Initialization = "lecun",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Many minima: outputs repeat every 2π, so large weights find no way back.",
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Cos(x)"),
    };

    /// <inheritdoc/>
    public static bool FastForward => false;

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public static bool ForwardSideBySide => true;

    /// <inheritdoc/>
    public static bool SlopeSideBySide => true;

    /// <inheritdoc/>
    public static CosineWave Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Sine.Of(z, QuarterTurn);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => -Sine.Of(z);
}
