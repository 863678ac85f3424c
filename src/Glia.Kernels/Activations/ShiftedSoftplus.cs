using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = ln(1 + eˣ) − ln 2: softplus through the origin.</summary>
/// <remarks>
/// As max(x, 0) − ln(1 + tanh(|x|/2)), the same number without cancellation near 0. f(−0) = −0, f(−∞) = −ln 2, f(∞) = ∞. Slope σ(x).
/// </remarks>
internal readonly record struct ShiftedSoftplus : IActivation<ShiftedSoftplus>
{
    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "shifted_softplus",
        Formula = "softplus(x) - ln(2)",
        SlopeFormula = "sigmoid(x)",
        Source = "Schütt et al., SchNet: A Continuous-Filter Convolutional Neural Network for Modeling Quantum Interactions, NIPS 2017.",
        Family = ActivationFamily.SmoothRectifier,
        Elsewhere = [],
        Range = new(-0.6931471805599453, double.PositiveInfinity),
        SlopeRange = new(0, 1),
        IsMonotone = true,

        // Where σ(x) is 0.01.
        Saturation = new(-4.595119850134590, double.PositiveInfinity),
        Gain = NormalGain.Of(default(ShiftedSoftplus)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        FastUlps = 3,
        Accuracy = "Correctly rounded.",
        Onnx = new(7, "Sub(Softplus(x), 0.6931471805599453)"),
    };

    /// <inheritdoc/>
    public static bool ForwardInPairs => true;

    /// <summary>In pairs of floats the power less 1 is off by 2⁻³⁷·¹, the quotient by up to twice that, the logarithm by 2⁻³⁴·⁸: within 2⁻³⁴·³.</summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardScale<TLane>(ShiftedSoftplus function, TLane z, TLane y)
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Pair ? TLane.Of(5.0) * y : y;

    /// <inheritdoc/>
    public static ShiftedSoftplus Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane m = -Expm1.Of(-TLane.Abs(z));
        TLane fall = Log1p.OfUnit(m / (TLane.Of(2.0) - m));
        TLane zero = TLane.Of(0.0);
        return TLane.WhereLess(zero, z, z - fall, TLane.CopySign(fall, z));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane e = Exp.OfNegative(-TLane.Abs(z));
        return Logistic.Of(TLane.LessThan(z, TLane.Of(0.0)), e);
    }
}
