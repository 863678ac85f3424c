using System.Globalization;

namespace Glia.Tabular;

/// <summary>Decimal fractions as the nearest double, so that a number is the same whether it was written as text or as a decimal.</summary>
public static class ExactNumbers
{
    internal const long MostExact = 1L << 53;

    /// <summary>All powers of ten that a double holds exactly.</summary>
    internal static readonly double[] Powers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>The double nearest to a decimal. (The conversion of the platform may be the one beside it.)</summary>
    /// <param name="value">A decimal.</param>
    /// <returns>Correctly rounded, ties to even.</returns>
    public static double OfDecimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        int scale = (bits[3] >> 16) & 0xFF;
        ulong low = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        if (bits[2] == 0 && low <= MostExact && scale < Powers.Length)
        {
            double exact = low / Powers[scale];
            return bits[3] < 0 ? -exact : exact;
        }

        return double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The double nearest to a whole number divided by a power of ten.</summary>
    /// <param name="unscaled">The whole number.</param>
    /// <param name="scale">The decimal places.</param>
    /// <returns>Correctly rounded, ties to even.</returns>
    public static double OfScaled(long unscaled, int scale) => unscaled is >= -MostExact and <= MostExact && (uint)scale < (uint)Powers.Length
        ? unscaled / Powers[scale]
        : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{unscaled}e{-scale}"), CultureInfo.InvariantCulture);
}
