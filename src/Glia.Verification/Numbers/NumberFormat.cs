using System.Numerics;

namespace Glia.Verification.Numbers;

/// <summary>A format of binary numbers, none wider than a double, so that each of its numbers is one.</summary>
/// <param name="Name">As it is reported.</param>
/// <param name="Precision">The bits of a mantissa, the first included.</param>
/// <param name="Last">The exponent of the smallest number's last bit.</param>
/// <param name="Beyond">The least power of two that is too large.</param>
internal sealed record NumberFormat(string Name, int Precision, int Last, int Beyond)
{
    public static NumberFormat Single { get; } = new("float32", 24, -149, 128);

    public static NumberFormat Double { get; } = new("float64", 53, -1074, 1024);

    public static NumberFormat Half { get; } = new("float16", 11, -24, 16);

    public static NumberFormat Brain { get; } = new("bfloat16", 8, -133, 128);

    /// <summary>The exponent of the last bit of numbers near a real one.</summary>
    public long LastOf(BigFloat value) => Math.Max(value.IsZero ? Last : value.Top - Precision, Last);

    /// <summary>The nearest number, ties to even; one that underflows keeps its sign.</summary>
    public double Round(BigFloat value)
    {
        if (value.IsZero)
        {
            return 0;
        }

        double sign = value.Sign < 0 ? -1 : 1;
        if (value.Top > Beyond + 1)
        {
            return sign * double.PositiveInfinity;
        }

        if (value.Top < Last - 2)
        {
            return sign * 0.0;
        }

        // The number in units of the last place.
        long last = LastOf(value);
        var m = BigInteger.Abs(value.Mantissa);
        long shift = last - value.Exponent;
        BigInteger whole = shift > 0 ? m >> (int)shift : m << (int)-shift;
        if (shift > 0)
        {
            BigInteger rest = m - (whole << (int)shift);
            int half = rest.CompareTo(BigInteger.One << (int)(shift - 1));
            if (half > 0 || (half == 0 && !whole.IsEven))
            {
                whole += 1;
            }
        }

        double result = Math.ScaleB((double)whole, (int)last);
        return sign * (result >= Math.ScaleB(1, Beyond - 1) * 2 ? double.PositiveInfinity : result);
    }
}
