using System.Globalization;

namespace Glia.HealthBoard.Results;

/// <summary>k of n, with the interval that holds the true share with 95 % confidence.</summary>
internal readonly record struct Share(long Count, long Of)
{
    /// <summary>The 97.5 % point of the standard normal distribution.</summary>
    private const double Normal = 1.959963984540054;

    public double Value => Of == 0 ? double.NaN : (double)Count / Of;

    /// <summary>
    /// Wilson's score interval (JASA 22, 1927): the shares p with |k/n − p| ≤ 1.96 √(p(1 − p)/n). Holds its level also at 0 and n of n.
    /// </summary>
    public (double Low, double High) Interval()
    {
        if (Of == 0)
        {
            return (0, 1);
        }

        double n = Of, p = Value, square = Normal * Normal;
        double middle = (p + (square / (2 * n))) / (1 + (square / n));
        double half = Normal / (1 + (square / n)) * Math.Sqrt((p * (1 - p) / n) + (square / (4 * n * n)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>"29/30 (83–99 %)"; "–" for none.</summary>
    public override string ToString()
    {
        (double low, double high) = Interval();
        return Of == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{Count}/{Of} ({Digits(low)}–{Digits(high)} %)");
    }

    private static string Digits(double share) => (100 * share).ToString(share is > 0.001 and < 0.1 or > 0.9 and < 0.999 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
