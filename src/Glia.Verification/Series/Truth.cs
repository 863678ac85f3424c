using Glia.Verification.Numbers;

namespace Glia.Verification.Series;

/// <summary>What a result has to be.</summary>
/// <param name="Rounded">The correctly rounded real value; NaN where there is none.</param>
/// <param name="Real">The real value, far closer than the numbers of any format.</param>
/// <param name="IsExactZero">Whether the real value is 0, so that a zero of either sign is right.</param>
/// <param name="IsKnown">Whether the oracle could tell.</param>
internal readonly record struct Truth(double Rounded, BigFloat Real, bool IsExactZero = false, bool IsKnown = true)
{
    public static Truth None => new(double.NaN, BigFloat.Zero);

    public static Truth Untold => new(double.NaN, BigFloat.Zero, IsKnown: false);

    public static Truth Of(double value) => new(value, double.IsFinite(value) ? BigFloat.Of(value) : BigFloat.Zero, value == 0);

    /// <summary>Whether a result is the right one; any NaN is one.</summary>
    public bool Allows(double result) =>
        double.IsNaN(Rounded) ? double.IsNaN(result)
        : BitConverter.DoubleToInt64Bits(result) == BitConverter.DoubleToInt64Bits(Rounded) || (IsExactZero && result == 0);

    /// <summary>|result − real| in units of the last place of a number near the real value.</summary>
    public double ErrorOf(double result, NumberFormat format)
    {
        if (Allows(result))
        {
            return 0.5;
        }

        if (double.IsNaN(result) || double.IsNaN(Rounded) || (!double.IsFinite(result) && !double.IsFinite(Rounded)))
        {
            return double.PositiveInfinity;
        }

        // Beyond the largest number, as if exponents went on.
        BigFloat seen = double.IsInfinity(result) ? BigFloat.PowerOfTwo(format.Beyond) * BigFloat.Of(Math.Sign(result)) : BigFloat.Of(result);
        Ball difference = Ball.Subtract(Ball.Of(seen), Ball.Of(Real), 64);
        return Math.Abs(difference.Mid.Scale(-format.LastOf(Real)).ToDouble());
    }
}
