using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x for x ≥ 0, else a·x with a small constant a.</summary>
/// <remarks>
/// f(±0) = ±0, f(−∞) = −∞ for a &gt; 0. Written with a branch, not as max(x, a·x), which is wrong for a &lt; 0 and a &gt; 1.
/// The default 0.01 is PyTorch's; Keras has 0.2 or 0.3 under the same name.
/// </remarks>
/// <param name="NegativeSlope">The slope a for x ≤ 0.</param>
internal readonly record struct LeakyRelu(float NegativeSlope) : IActivation<LeakyRelu>
{
    private const string SlopeName = "slope";

    private readonly float _lowest = Rectifier.Lowest(NegativeSlope);

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = At(0.01f);

    /// <inheritdoc/>
    public ActivationArguments Arguments => ActivationArguments.Of((SlopeName, NegativeSlope));

    /// <inheritdoc/>
    public static LeakyRelu Create(ActivationArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return new(arguments[SlopeName]);
    }

    /// <inheritdoc/>
    public ActivationInfo Describe() => At(NegativeSlope);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Rectifier.Forward(z, NegativeSlope, _lowest);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => Rectifier.Slope(z, TLane.Of(NegativeSlope));

    private static ActivationInfo At(float slope) => new()
    {
        Name = "leaky_relu",
        Aliases = ["lrelu"],
        Parameters = [new(SlopeName, 0.01f, Interval.Finite, "slope for x ≤ 0")],
        Formula = "x for x ≥ 0, else slope·x",
        SlopeFormula = "1 for x > 0, else slope",
        Source = "Maas, Hannun and Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML 2013.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "LeakyReLU"),
            new("Keras", "leaky_relu", "The default slope is 0.2, of the layer LeakyReLU 0.3."),
            new("JAX", "leaky_relu", "The slope taken at 0 is 1."),
            new("ONNX", "LeakyRelu"),
            new("Darknet", "leaky", "The slope is 0.1."),
        ],
        Range = Rectifier.Range(slope),
        SlopeRange = Rectifier.SlopeRange(slope),
        IsMonotone = slope >= 0,
        IsStraightBetweenKinks = true,
        Kinks = Rectifier.Kinks(slope),
        Saturation = Rectifier.Saturation(slope),
        IsRectifier = slope == 0,
        Gain = Rectifier.Gain(slope),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = slope == 0 ? "Dying, as relu: slope 0 lets no gradient through for x ≤ 0." : "",
        Accuracy = "Correctly rounded.",
        ExactInSingle = true,
        Onnx = new(6, "LeakyRelu(x, alpha={slope})"),
    };
}
