using System.Runtime.InteropServices;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Two lines that hold an activation between them for z in an interval, as the float32 engine computes it:
/// LowerSlope·z + LowerAt ≤ y ≤ UpperSlope·z + UpperAt; and the range of y.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct Envelope
{
    public double LowerSlope;
    public double LowerAt;
    public double UpperSlope;
    public double UpperAt;

    /// <summary>Smallest and largest y.</summary>
    public double Low;
    public double High;

    /// <summary>−1, +1: the lower (upper) line may have any slope between <see cref="FreeFrom"/> and <see cref="FreeTo"/> as long as it
    /// runs through the kink; 0: both are fixed.</summary>
    public int Free;
    public double FreeFrom;
    public double FreeTo;

    /// <summary>The kink inside the interval that is worth splitting at; NaN for none.</summary>
    public double Kink;

    /// <summary>y at the kink, and what the free line has to keep off it for rounding.</summary>
    public double KinkY;
    public double Slack;

    /// <summary>The line below (above), at a slope of one's choice.</summary>
    public readonly double FreeAt(double slope) => KinkY - (slope * Kink) + (Free * Slack);

    /// <summary>Nothing is known.</summary>
    public static Envelope Unknown => new() { Low = double.NegativeInfinity, High = double.PositiveInfinity, Kink = double.NaN };

    public readonly bool IsKnown => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>The same y everywhere between two bounds.</summary>
    public static Envelope Between(double low, double high) => new() { LowerAt = low, UpperAt = high, Low = low, High = high, Kink = double.NaN };
}
