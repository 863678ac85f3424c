namespace Glia.Kernels.Functions;

/// <summary>Natural logarithms of one double, from basic operations only: System.Math's differ from machine to machine.</summary>
/// <remarks>
/// x = 2ᵉ·m with √½ ≤ m &lt; √2, f = (m − 1)/(m + 1), ln m = 2·artanh f = 2(f + f³/3 + f⁵/5 + …). |f| ≤ 0.1716, so the first
/// term left out, f²³/23, is below 3e-19 of f. Error within 2 units in the last place.
/// </remarks>
internal static class Log
{
    private const double RootOfTwo = 1.4142135623730951;
    /// <summary>The upper 32 bits of ln 2's significand: an exponent times it is exact.</summary>
    private const double Ln2High = 0.6931471803691238;

    /// <summary>ln 2 − <see cref="Ln2High"/>, to nearest.</summary>
    private const double Ln2Low = 1.9082149292705877e-10;

    private const double TwoTo54 = 18014398509481984.0;

    /// <summary>ln x; −∞ for 0, NaN below 0, NaN and +∞ stay.</summary>
    /// <param name="x">The value.</param>
    /// <returns>ln x.</returns>
    public static double Of(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x < 0 ? double.NaN : x;
        }

        int exponent = 0;
        if (!double.IsNormal(x))
        {
            x *= TwoTo54;
            exponent = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > RootOfTwo)
        {
            m *= 0.5;
            exponent++;
        }

        double f = (m - 1) / (m + 1);
        double s = f * f;
        double series = 0;
        for (int odd = 21; odd >= 3; odd -= 2)
        {
            series = (series * s) + (1.0 / odd);
        }

        return (exponent * Ln2High) + ((exponent * Ln2Low) + ((2 * f * s * series) + (2 * f)));
    }

    /// <summary>ln(1 + x), also where x is so small that 1 + x rounds to 1.</summary>
    /// <param name="x">The value, at least −1.</param>
    /// <returns>ln(1 + x).</returns>
    public static double OfOnePlus(double x)
    {
        double sum = 1 + x;
        if (double.IsInfinity(sum) || double.IsNaN(sum) || sum == 0)
        {
            return Of(sum);
        }

        // What the sum lost by rounding, to first order.
        double lost = x - (sum - 1);
        return Of(sum) + (lost / sum);
    }
}
