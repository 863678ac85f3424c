using System.Globalization;

namespace Glia.Verification.Tests;

/// <summary>C99 hexadecimal notation of doubles, as Python writes it.</summary>
internal static class HexFloat
{
    public static double ParseDouble(string text)
    {
        bool negative = text.StartsWith('-');
        string[] parts = text.TrimStart('-')["0x".Length..].Split('p');
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        int places = parts[0].Contains('.', StringComparison.Ordinal) ? parts[0].Length - parts[0].IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        double value = Math.ScaleB(ulong.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture) - (4 * places));
        return negative ? -value : value;
    }
}
