using System.Globalization;

namespace Glia.Health.Probes;

/// <summary>Numbers and counts as sentences write them.</summary>
internal static class Words
{
    /// <summary>Three significant digits, thousands apart; powers of ten only outside 1e-4 … 1e6.</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        return size == 0 || !double.IsFinite(size) ? value.ToString(CultureInfo.InvariantCulture)
            : size is < 1e-4 or >= 1e6 ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : size >= 1000 ? Rounded(value).ToString("#,0", CultureInfo.InvariantCulture)
            : value.ToString("G3", CultureInfo.InvariantCulture);
    }

    /// <summary>A share in percent, two significant digits; from 10 % on whole ones, and only all is 100 %.</summary>
    public static string Percent(double share) => (100 * share) switch
    {
        > 99.5 and < 100 => "over 99 %",
        >= 10 and var percent => percent.ToString("#,0", CultureInfo.InvariantCulture) + " %",
        > 0 and < 0.01 => "under 0.01 %",
        var percent => percent.ToString("G2", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>"0.25", or "0.25 to 0.5" where the two read differently.</summary>
    public static string Range(double low, double high) => Number(low) == Number(high) ? Number(low) : Number(low) + " to " + Number(high);

    /// <summary>"1 unit", "3 units".</summary>
    public static string Count(long count, string one) => Invariant($"{count} {one}{(count == 1 ? "" : "s")}");

    private static double Rounded(double value)
    {
        double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 2);
        return Math.Round(value / unit) * unit;
    }
}
