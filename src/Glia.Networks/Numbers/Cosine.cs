namespace Glia.Networks.Numbers;

/// <summary>The cosine that schedules need, from additions and multiplications only: System.Math's differs from machine to machine.</summary>
internal static class Cosine
{
    /// <summary>cos(π·t) for t in [0, 1], within 1e-15.</summary>
    /// <remarks>
    /// cos(π·t) = −sin(π·(t − ½)) with an argument of at most π/2; Taylor series of the sine to degree 21, whose remainder
    /// (π/2)²³/23! is below 2e-18.
    /// </remarks>
    public static double OfHalfTurns(double t)
    {
        double x = Math.PI * (t - 0.5);
        double square = x * x;
        double series = 1;
        for (int degree = 20; degree >= 2; degree -= 2)
        {
            // sin x = x·(1 − x²/(2·3)·(1 − x²/(4·5)·(1 − …)))
            series = 1 - (square * series / (degree * (degree + 1)));
        }

        return -x * series;
    }
}
