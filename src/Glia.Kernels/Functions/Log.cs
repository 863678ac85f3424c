using System.Numerics;
using System.Runtime.CompilerServices;

namespace Glia.Kernels.Functions;

/// <summary>Natural logarithms of doubles, from basic operations only: System.Math's differ from machine to machine.</summary>
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

        bool isNormal = double.IsNormal(x);
        return OfNormal(new Vector<double>(isNormal ? x : x * TwoTo54), isNormal ? 0 : -54)[0];
    }

    /// <summary>ln x of several normal positive numbers; of others, something.</summary>
    /// <param name="x">The values.</param>
    /// <param name="more">An integer that is added to their exponents.</param>
    /// <returns>ln x + <paramref name="more"/>·ln 2.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> OfNormal(Vector<double> x, double more = 0)
    {
        Vector<long> bits = Vector.AsVectorInt64(x);
        Vector<double> one = Vector<double>.One;
        Vector<double> exponent = Vector.ConvertToDouble((bits >>> 52) - new Vector<long>(1023)) + new Vector<double>(more);
        Vector<double> m = Vector.AsVectorDouble((bits & new Vector<long>(0x000FFFFFFFFFFFFF)) | new Vector<long>(0x3FF0000000000000));
        Vector<long> large = Vector.GreaterThan(m, new Vector<double>(RootOfTwo));
        m = Vector.ConditionalSelect(large, m * new Vector<double>(0.5), m);
        exponent = Vector.ConditionalSelect(large, exponent + one, exponent);

        Vector<double> f = (m - one) / (m + one);
        Vector<double> s = f * f;
        Vector<double> series = new(1.0 / 21);
        series = (series * s) + new Vector<double>(1.0 / 19);
        series = (series * s) + new Vector<double>(1.0 / 17);
        series = (series * s) + new Vector<double>(1.0 / 15);
        series = (series * s) + new Vector<double>(1.0 / 13);
        series = (series * s) + new Vector<double>(1.0 / 11);
        series = (series * s) + new Vector<double>(1.0 / 9);
        series = (series * s) + new Vector<double>(1.0 / 7);
        series = (series * s) + new Vector<double>(1.0 / 5);
        series = (series * s) + new Vector<double>(1.0 / 3);

        Vector<double> twice = new Vector<double>(2.0) * f;
        return (exponent * new Vector<double>(Ln2High)) + ((exponent * new Vector<double>(Ln2Low)) + ((twice * s * series) + twice));
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
