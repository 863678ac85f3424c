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

    private static float ParseFinite(string text)
    {
        string[] parts = text[2..].Split('p');
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        int fraction = 4 * (digits.Length - 1);
        double value = Math.ScaleB(long.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture) - fraction);
        float single = (float)value;
        Assert.Equal(value, (double)single);
        return single;
    }
}
