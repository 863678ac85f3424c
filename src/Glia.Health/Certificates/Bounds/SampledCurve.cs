using Glia.Kernels.Activations;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Any other function: two lines parallel to the chord. Between points where it is evaluated a function that never falls stays between its
/// values there, and one whose slopes are bounded cannot leave the line between them by more than (M − m)·h/4.
/// </summary>
/// <remarks>
/// g(z) = f(z) − a·z on a piece of length h has slopes from m − a to M − a. From the ends it can rise at most at M − a and has to come
/// back at m − a: its top is at most h·(M − a)(a − m)/(M − m) ≤ h·(M − m)/4 above the higher end; where a is outside m … M it is
/// monotone and not above at all.
/// </remarks>
internal sealed class SampledCurve(Activation activation, bool slopesBound) : Curve(activation)
{
    /// <summary>Pieces of the interval: at 64 the sampling costs at most a 64th of the rise of a monotone function.</summary>
    private const int Pieces = 64;

    private readonly bool _monotone = activation.Info.IsMonotone;
    private readonly double _spread = slopesBound ? (activation.Info.SlopeRange.High - activation.Info.SlopeRange.Low) * (1 + 1e-6) : double.PositiveInfinity;
    private readonly double _steepest = slopesBound
        ? Math.Max(Math.Abs(activation.Info.SlopeRange.Low), Math.Abs(activation.Info.SlopeRange.High)) * (1 + 1e-6)
        : double.PositiveInfinity;

    /// <summary>How much y can move where a point is rounded.</summary>
    private readonly double _scale = slopesBound
        ? 1 + Math.Abs(activation.Info.SlopeRange.Low) + Math.Abs(activation.Info.SlopeRange.High)
        : 1;

    protected override Envelope AroundCore(double low, double high)
    {
        Span<double> z = stackalloc double[Pieces + 1];
        Span<double> y = stackalloc double[Pieces + 1];
        double step = (high - low) / Pieces;
        for (int i = 0; i < Pieces; i++)
        {
            z[i] = Math.Min(high, low + (i * step));
        }

        z[Pieces] = high;
        Activation.Forward(z, y);
        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in y)
        {
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }

        double largest = Math.Max(Math.Abs(least), Math.Abs(most));
        if (!(largest < Rounding.Largest))
        {
            return Envelope.Unknown;
        }

        double wave = _monotone ? 0 : _steepest * step;
        double slack = ((largest + wave) * Relative) + Rounding.Trace + (16 * Rounding.Double * (_scale * (Math.Abs(low) + Math.Abs(high)) + largest));
        Envelope envelope = Lines(z, y, step * (1 + 1e-6), slack);
        (envelope.Low, envelope.High) = (least - wave - slack, most + wave + slack);
        return envelope;
    }

    private Envelope Lines(ReadOnlySpan<double> z, ReadOnlySpan<double> y, double step, double slack)
    {
        double width = z[^1] - z[0];
        double slope = width > 1e-30 ? (y[^1] - y[0]) / width : 0;
        (double below, double above) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < z.Length - 1; i++)
        {
            (double left, double right) = (y[i] - (slope * z[i]), y[i + 1] - (slope * z[i + 1]));
            double wave = _spread * step / 4;
            double top = Math.Max(left, right) + wave, bottom = Math.Min(left, right) - wave;
            if (_monotone)
            {
                // A chord of a function that never falls does not fall either.
                top = Math.Min(top, y[i + 1] - (slope * z[i]));
                bottom = Math.Max(bottom, y[i] - (slope * z[i + 1]));
            }

            (below, above) = (Math.Min(below, bottom), Math.Max(above, top));
        }

        double own = slack + (16 * Rounding.Double * Math.Abs(slope) * Math.Max(Math.Abs(z[0]), Math.Abs(z[^1])));
        return new Envelope { LowerSlope = slope, UpperSlope = slope, LowerAt = below - own, UpperAt = above + own, Kink = double.NaN };
    }
}
