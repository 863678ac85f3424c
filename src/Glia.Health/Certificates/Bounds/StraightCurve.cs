using Glia.Kernels.Activations;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// A function of straight pieces: bounds are exact but for rounding. Where one kink lies inside the interval, the line on the kink's side
/// may turn about it (the adaptive slope of CROWN: Zhang et al., arXiv:1811.00866; chosen by optimisation: Xu et al., arXiv:2011.13824).
/// </summary>
internal sealed class StraightCurve : Curve
{
    private readonly double[] _kinks;
    private readonly double[] _values;
    private readonly double[] _slopes;

    public StraightCurve(Activation activation)
        : base(activation)
    {
        _kinks = [.. activation.Info.Kinks.Select(kink => kink.At).Distinct().Order()];
        double[] anchors = _kinks.Length > 0 ? _kinks : [0];
        _values = new double[anchors.Length];
        activation.Forward(anchors, _values);
        double[] inside = _kinks.Length == 0
            ? [1]
            : [_kinks[0] - 1, .. _kinks.Zip(_kinks.Skip(1), (a, b) => a + ((b - a) / 2)), _kinks[^1] + 1];
        _slopes = new double[inside.Length];
        activation.Slope(inside, _slopes);
    }

    /// <summary>Whether a kink lies inside an interval.</summary>
    public bool Bends(double low, double high) => Array.Exists(_kinks, kink => kink > low && kink < high);

    protected override Envelope AroundCore(double low, double high)
    {
        int first = Array.FindLastIndex(_kinks, kink => kink <= low) + 1;
        int last = Math.Max(first, Array.FindLastIndex(_kinks, kink => kink < high) + 1);
        Span<double> z = stackalloc double[last - first + 2];
        Span<double> y = stackalloc double[z.Length];
        (z[0], y[0]) = (low, Value(low, first));
        (z[^1], y[^1]) = (high, Value(high, last));
        for (int i = first; i < last; i++)
        {
            (z[i - first + 1], y[i - first + 1]) = (_kinks[i], _values[i]);
        }

        double slack = Slack(z, y, _slopes.AsSpan(first, last - first + 1));
        return last == first ? One(z, y, _slopes[first], slack) : Many(z, y, first, last, slack);
    }

    private double Value(double z, int piece)
    {
        int anchor = Math.Max(0, piece - 1);
        return _values[anchor] + (_slopes[piece] * (z - (_kinks.Length > 0 ? _kinks[anchor] : 0)));
    }

    private double Slack(ReadOnlySpan<double> z, ReadOnlySpan<double> y, ReadOnlySpan<double> slopes)
    {
        double largest = 0, steepest = 0;
        foreach (double value in y)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        foreach (double slope in slopes)
        {
            steepest = Math.Max(steepest, Math.Abs(slope));
        }

        // A constant 0 is one for the engine too: units that are dead are exactly so.
        double own = 16 * Rounding.Double * steepest * Math.Max(Math.Abs(z[0]), Math.Abs(z[^1]));
        return largest == 0 && steepest == 0 ? 0 : (largest * Relative) + own + (16 * Rounding.Double * largest) + Rounding.Tiny;
    }

    private static Envelope One(ReadOnlySpan<double> z, ReadOnlySpan<double> y, double slope, double slack)
    {
        double at = slope == 0 ? y[0] : y[0] - (slope * z[0]);
        return new Envelope
        {
            LowerSlope = slope,
            LowerAt = at - slack,
            UpperSlope = slope,
            UpperAt = at + slack,
            Low = Math.Min(y[0], y[^1]) - slack,
            High = Math.Max(y[0], y[^1]) + slack,
            Kink = double.NaN,
        };
    }

    private Envelope Many(ReadOnlySpan<double> z, ReadOnlySpan<double> y, int first, int last, double slack)
    {
        Envelope envelope = new() { Kink = _kinks[first], KinkY = _values[first], Slack = slack, Low = y[0], High = y[0] };
        foreach (double value in y)
        {
            envelope.Low = Math.Min(envelope.Low, value);
            envelope.High = Math.Max(envelope.High, value);
        }

        (envelope.Low, envelope.High) = (envelope.Low - slack, envelope.High + slack);
        double width = z[^1] - z[0];
        double chord = width > 1e-30 ? (y[^1] - y[0]) / width : 0;
        (envelope.LowerSlope, envelope.LowerAt) = (chord, Intercept(z, y, chord, -1) - slack);
        (envelope.UpperSlope, envelope.UpperAt) = (chord, Intercept(z, y, chord, 1) + slack);
        double middle = z[0] + (width / 2);
        for (int i = first; i <= last; i++)
        {
            double slope = _slopes[i];
            double below = Intercept(z, y, slope, -1) - slack, above = Intercept(z, y, slope, 1) + slack;
            if (below + (slope * middle) > envelope.LowerAt + (envelope.LowerSlope * middle))
            {
                (envelope.LowerSlope, envelope.LowerAt) = (slope, below);
            }

            if (above + (slope * middle) < envelope.UpperAt + (envelope.UpperSlope * middle))
            {
                (envelope.UpperSlope, envelope.UpperAt) = (slope, above);
            }
        }

        if (last == first + 1)
        {
            (double left, double right) = (_slopes[first], _slopes[last]);
            envelope.Free = right > left ? -1 : right < left ? 1 : 0;
            (envelope.FreeFrom, envelope.FreeTo) = (Math.Min(left, right), Math.Max(left, right));
        }

        return envelope;
    }

    /// <summary>Largest (side 1) or smallest (−1) of y − slope·z over the corners, where it is for straight pieces.</summary>
    private static double Intercept(ReadOnlySpan<double> z, ReadOnlySpan<double> y, double slope, int side)
    {
        double most = double.NegativeInfinity;
        for (int i = 0; i < z.Length; i++)
        {
            most = Math.Max(most, side * (y[i] - (slope * z[i])));
        }

        return side * most;
    }
}
