using System.Globalization;

namespace Glia.Health.Probes;

/// <summary>Numbers and counts as sentences write them.</summary>
internal static class Words
{
    /// <summary>Three significant digits.</summary>
    public static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A share in percent, two significant digits.</summary>
    public static string Percent(double share) => (100 * share).ToString("G2", CultureInfo.InvariantCulture) + " %";

    /// <summary>"1 unit", "3 units".</summary>
    public static string Count(long count, string one) => Invariant($"{count} {one}{(count == 1 ? "" : "s")}");
}
