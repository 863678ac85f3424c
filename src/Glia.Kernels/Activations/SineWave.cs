using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = sin(ω·x).</summary>
/// <remarks>
/// The product is not rounded, and the sine is right for every one, however large: see <see cref="HalfTurns"/>. Slope ω·cos(ω·x). There is no limit
/// at ±∞: NaN.
/// </remarks>
/// <param name="Omega">The frequency.</param>
internal readonly record struct SineWave(float Omega) : IActivation<SineWave>
{
    private const string OmegaName = "omega";
    private const double QuarterTurn = 0.5;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(30);

    /// <inheritdoc/>
    public static bool FastForward => false;

    /// <inheritdoc/>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((OmegaName, Omega));

    /// <inheritdoc/>
    public static bool ForwardSideBySide => true;

    /// <inheritdoc/>
    public static bool SlopeSideBySide => true;

    /// <inheritdoc/>
    public static SineWave Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[OmegaName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Omega);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Sine.Of(TLane.Of(Omega) * z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane omega = TLane.Of(Omega);
        return omega * Sine.Of(omega * z, QuarterTurn);
    }

    private static ActivationInfo At(float omega) => new()
    {
        Name = "sine",
        Aliases = ["siren"],
        Parameters = [new(OmegaName, 30, Interval.Positive, "frequency: 30 for implicit fields, 1 for the plain sine")],
        Formula = "sin(omega·x)",
        SlopeFormula = "omega·cos(omega·x)",
        Source = "Sitzmann and others, Implicit Neural Representations with Periodic Activation Functions, NeurIPS 2020.",
        Family = ActivationFamily.RadialOrPeriodic,
        Elsewhere = [new("ONNX", "Sin", "Has no omega."), new("PyTorch", "sin", "A function, not a layer; has no omega."), new("FANN", "FANN_SIN", "Has a steepness."), new("Encog", "ActivationSIN", "Has no omega.")],
        Range = new(-1, 1),
        SlopeRange = new(-omega, omega),
        IsMonotone = false,
        Gain = NormalGain.Of(new SineWave(omega)),
        Initialization = "lecun",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Needs starting weights of its own: ±√(6/n)/omega, in the first layer ±1/n.",
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Sin(Mul(x, {omega}))"),
    };
}
