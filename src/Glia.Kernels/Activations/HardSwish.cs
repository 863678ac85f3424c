using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>y = x · hard_sigmoid(x): x times the line x/6 + 1/2, limited to [0, 1].</summary>
/// <remarks>
/// x·(x + 3)/6 between −3 and 3, 0 below and x above. f(−0) = −0; the limit at −∞ is 0 (PyTorch gives NaN). Slope (2x + 3)/6 in between: no digit is lost at its zero, −3/2.
/// </remarks>
internal readonly record struct HardSwish : IActivation<HardSwish>
{
    /// <summary>1/6 to the next float below, and the rest.</summary>
    private const double Sixth = 0.1666666567325592;
    private const double SixthRest = 9.934107462565104e-09;

    /// <inheritdoc/>
    public static ActivationInfo Info { get; } = new()
    {
        Name = "hard_swish",
        Aliases = ["hard_silu"],
        Formula = "x·clamp(x/6 + 1/2, 0, 1)",
        SlopeFormula = "0 for x ≤ -3, 1 for x ≥ 3, else x/3 + 1/2",
        Source = "Howard et al., Searching for MobileNetV3, ICCV 2019.",
        Family = ActivationFamily.PiecewiseLinear,
        Elsewhere =
        [
            new("PyTorch", "Hardswish", "Gives NaN at −∞."),
            new("Keras", "hard_silu, hard_swish"),
            new("JAX", "hard_silu, hard_swish"),
            new("ONNX", "HardSwish"),
        ],
        Range = new(-0.375, double.PositiveInfinity),
        SlopeRange = new(-0.5, 1.5),
        IsMonotone = false,
        Kinks =
        [
            new(-3, 0, "The left side, as PyTorch."),
            new(3, 1, "The right side, as PyTorch."),
        ],
        Saturation = new(-3, double.PositiveInfinity),
        Gain = NormalGain.Of(default(HardSwish)),
        Initialization = "he",
        Roles = ActivationRoles.Hidden,
        KnownFailure = "Dying: a unit whose pre-activation is below -3 for all data has slope 0 and never moves again.",
        Accuracy = "Correctly rounded.",
        Onnx = new(14, "HardSwish(x)"),
    };

    /// <inheritdoc/>
    public static HardSwish Create(ActivationArguments arguments) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Forward<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision is LanePrecision.Double or LanePrecision.Single)
        {
            // In double the reciprocal's rounding is far below what the check allows for; in float it is put back. The gate is −0 at −3, so that the product is 0.
            TLane x = TLane.AtLeast(z, -3.0);
            TLane fall = TLane.Of(-3.0) - x;
            TLane gate = TLane.Precision == LanePrecision.Double ? fall * (-1.0 / 6) : TLane.FusedMultiplyAdd(fall, -Sixth, fall * -SixthRest);
            return x * TLane.AtMost(gate, 1.0);
        }

        TLane three = TLane.Of(3.0);
        TLane bent = z * (z + three) / TLane.Of(6.0);
        TLane right = TLane.WhereLess(z, three, bent, z);
        return Lane.KeepNaN(z, TLane.WhereLess(-three, z, right, TLane.Of(0.0)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Slope<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        TLane three = TLane.Of(3.0);
        TLane twice = z + z;
        TLane sum = twice + three;
        TLane six = TLane.Of(6.0);
        TLane bent;
        if (TLane.Precision == LanePrecision.Single)
        {
            // What rounding the sum lost (Knuth).
            TLane part = sum - twice;
            TLane rest = (twice - (sum - part)) + (three - part);
            bent = Lane.RoundedQuotient(sum, rest, six, TLane.Of(1.0 / 6));
        }
        else if (TLane.Precision == LanePrecision.Double)
        {
            // The quotient to the last bit without a division (Markstein).
            TLane quotient = sum * (1.0 / 6);
            bent = TLane.FusedMultiplyAdd(TLane.FusedSubtract(six, quotient, sum), 1.0 / 6, quotient);
        }
        else
        {
            bent = sum / six;
        }

        TLane right = TLane.WhereLess(z, three, bent, TLane.Of(1.0));
        return Lane.KeepNaN(z, TLane.WhereLess(-three, z, right, TLane.Of(0.0)));
    }

    /// <inheritdoc/>
    public static bool KnowsForwardExcess => true;

    /// <inheritdoc/>
    public static double ForwardExcessUnit => 1.0 / 6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane ForwardWithExcess<TLane>(HardSwish function, TLane z, out TLane excess)
        where TLane : struct, ILane<TLane>
    {
        // x·(fall + lost) = product + its rest is −6 times the value. Six times the quotient is off the product by an exact float.
        TLane x = TLane.AtLeast(z, -3.0);
        TLane fall = TLane.Of(-3.0) - x;
        TLane lost = (TLane.Of(-3.0) - fall) - x;
        TLane product = x * fall;
        TLane quotient = product * (-1.0 / 6);
        TLane rest = TLane.FusedSubtract(x, lost, TLane.FusedSubtract(x, fall, product));
        TLane tooMuch = TLane.FusedMultiplyAdd(quotient, 6.0, product) - rest;
        TLane three = TLane.Of(3.0);
        excess = TLane.WhereLess(z, three, tooMuch, TLane.Of(0.0));
        return TLane.WhereLess(z, three, quotient, z);
    }

    /// <inheritdoc/>
    public static bool IsSlopeExactInSingle(HardSwish function) => true;

    /// <summary>
    /// Every third quotient is a binary fraction, many of them half-way between floats. No check is needed: (2x + 3)/6 and such a
    /// fraction are equal or at least 2⁻⁵⁰ apart, so that rounding to double first does not mislead.
    /// </summary>
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SlopeScale<TLane>(HardSwish function, TLane z, TLane slope)
        where TLane : struct, ILane<TLane> => TLane.Of(0.0);
}
