using System.Globalization;

namespace Glia.Kernels.Tests;

/// <summary>C99 hexadecimal floating-point notation, as in the vector files.</summary>
internal static class HexFloat
{
    public static float Parse(string text)
    {
        string rest = text.StartsWith('-') ? text[1..] : text;
        float magnitude = rest switch
        {
            "nan" => float.NaN,
            "inf" => float.PositiveInfinity,
            _ => ParseFinite(rest),
        };
        return rest.Length == text.Length ? magnitude : -magnitude;
    }

    /// <summary>A finite double.</summary>
    public static double ParseDouble(string text) => text.StartsWith('-') ? -ParseMagnitude(text[1..]) : ParseMagnitude(text);

    private static float ParseFinite(string text)
    {
        double value = ParseMagnitude(text);
        float single = (float)value;
        Assert.Equal(value, (double)single);
        return single;
    }

    private static double ParseMagnitude(string text)
    {
        string[] parts = text[2..].Split('p');
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        int fraction = 4 * (digits.Length - 1);
        return Math.ScaleB(long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture) - fraction);
    }
}
