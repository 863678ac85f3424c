using Glia.Verification.Numbers;

namespace Glia.Verification.Series;

/// <summary>What a float32 result has to be.</summary>
/// <param name="Rounded">The correctly rounded real value; NaN where there is none.</param>
/// <param name="Real">The real value, far closer than a float.</param>
/// <param name="IsExactZero">Whether the real value is 0, so that a zero of either sign is right.</param>
/// <param name="IsKnown">Whether the oracle could tell.</param>
internal readonly record struct Truth(float Rounded, BigFloat Real, bool IsExactZero = false, bool IsKnown = true)
{
    public static Truth None => new(float.NaN, BigFloat.Zero);

    public static Truth Untold => new(float.NaN, BigFloat.Zero, IsKnown: false);

    public static Truth Of(float value) => new(value, float.IsFinite(value) ? BigFloat.Of(value) : BigFloat.Zero, value == 0);

    /// <summary>Whether a float is the right one; any NaN is one.</summary>
    public bool Allows(float result) =>
        float.IsNaN(Rounded) ? float.IsNaN(result)
        : BitConverter.SingleToInt32Bits(result) == BitConverter.SingleToInt32Bits(Rounded) || (IsExactZero && result == 0);

    /// <summary>|result − real| in units of the last place of a float near the real value.</summary>
    public double ErrorOf(float result)
    {
        if (Allows(result))
        {
            return 0.5;
        }

        if (!float.IsFinite(result) && !float.IsFinite(Rounded))
        {
            return double.PositiveInfinity;
        }

        // Beyond the largest float, as if exponents went on.
        BigFloat seen = float.IsInfinity(result) ? BigFloat.PowerOfTwo(128) * BigFloat.Of(Math.Sign(result)) : BigFloat.Of(result);
        if (float.IsNaN(result) || float.IsNaN(Rounded))
        {
            return double.PositiveInfinity;
        }

        long last = Math.Max(Real.IsZero ? -149 : Real.Top - 24, -149);
        Ball difference = Ball.Subtract(Ball.Of(seen), Ball.Of(Real), 64);
        return Math.Abs(difference.Mid.Scale(-last).ToDouble());
    }
}
