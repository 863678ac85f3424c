using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for x ≥ 0, else x/√(1 + αx²): a rectifier whose negative half saturates, without exponentials.</summary>
/// <remarks>
/// f(−0) = −0, f(−∞) = −1/√α, f(∞) = ∞. Slope 1 for x ≥ 0, else (1 + αx²)^(−3/2); continuous up to the second derivative. Infinite inputs are taken as the largest floats.
/// </remarks>
/// <param name="Alpha">How early it saturates.</param>
internal readonly record struct Isrlu(float Alpha) : IActivation<Isrlu>
{
    private const string AlphaName = "alpha";

    private readonly float _far = Isru.Far(Alpha);

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(1);

    /// <summary>The square overflows in float.</summary>
    public static bool FastSlope => false;

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((AlphaName, Alpha));

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <inheritdoc/>
    public static bool SlopeInPairs => true;

    /// <inheritdoc/>
    public static bool BackwardInPairs => true;

    /// <inheritdoc/>
    public static Isrlu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[AlphaName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(Alpha);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.WhereLess(z, TLane.Of(0.0), Isru.Forward(z, Alpha, _far), z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.WhereLess(TLane.Of(0.0), z, TLane.Of(1.0), Isru.Slope(z, Alpha));

    private static ActivationInfo At(float alpha) => new()
    {
        Name = "isrlu",
        Parameters = [new(AlphaName, 1, Interval.Positive, "how early it saturates: at -1/√alpha")],
        Formula = "x for x ≥ 0, else x/√(1 + alpha·x²)",
        SlopeFormula = "1 for x ≥ 0, else (1 + alpha·x²)^(-3/2)",
        Source = "Carlile, Delamarter, Kinney, Marti and Whitney, Improving Deep Learning by Inverse Square Root Linear Units (ISRLUs), 2017.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere = [],
        Range = new(-1 / Math.Sqrt(alpha), double.PositiveInfinity),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where 1 + αx² is 100^(2/3).
        Saturation = new(-4.532587219273208 / Math.Sqrt(alpha), double.PositiveInfinity),
        Gain = NormalGain.Of(new Isrlu(alpha)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        Accuracy = "Correctly rounded.",
        Onnx = new(9, "Where(Less(x, 0.0), Div(x, Sqrt(Add(Mul(Mul(x, x), {alpha}), 1.0))), x)"),
    };
}
