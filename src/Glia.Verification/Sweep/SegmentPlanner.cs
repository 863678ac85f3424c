using Glia.Kernels.Activations;
using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Sweep;

/// <summary>
/// Cuts a range of floats into segments on each of which value and slope are a short polynomial with a proven remainder: a Taylor
/// polynomial around the middle, or around 0 for small inputs, whose last coefficient is bounded over the whole segment.
/// </summary>
/// <param name="oracle">The formula.</param>
/// <param name="kinks">Where segments have to end.</param>
/// <param name="stride">Of so many floats one is tried.</param>
internal sealed class SegmentPlanner(Oracle oracle, IReadOnlyList<Kink> kinks, long stride = 1)
{
    /// <summary>The degrees tried. More cost more in each of 2³² inputs, fewer make more segments.</summary>
    private static readonly int[] Degrees = [3, 7, 12];

    private const int FirstBits = 128;
    private const int LastBits = 2048;

    /// <summary>For fewer inputs than these a segment is not worth a polynomial.</summary>
    private const int Few = 12;

    /// <summary>Inputs below this are served by the series at 0.</summary>
    private const double Small = 1.0 / 64;

    /// <summary>Segments of one binade after which the function is no smooth one there.</summary>
    private const int MostSegments = 6000;

    /// <summary>Half of the smallest float; what is smaller rounds to 0.</summary>
    private static readonly Radius Underflow = Radius.PowerOfTwo(-150);

    private int _bits = FirstBits;

    /// <summary>Plans a range within one sign and binade.</summary>
    public List<Segment> Plan(bool isNegative, int first, int last)
    {
        var segments = new List<Segment>();
        _bits = FirstBits;
        if (Waves(isNegative, first, last) is { } waves)
        {
            return [waves];
        }

        foreach (int kink in kinks.Select(k => (float)k.At).Where(at => float.IsNegative(at) == isNegative && at != 0)
            .Select(at => BitConverter.SingleToInt32Bits(Math.Abs(at))).Where(at => at >= first && at <= last).Order())
        {
            Add(segments, isNegative, first, kink - 1);
            segments.Add(new(kink, kink, null, null));
            first = kink + 1;
        }

        Add(segments, isNegative, first, last);
        return segments;
    }

    /// <summary>One segment for the whole range, where sines and cosines turn over too quickly for polynomials.</summary>
    public Segment? Waves(bool isNegative, int first, int last)
    {
        double lowest = BitConverter.Int32BitsToSingle(first);
        return WaveCurve.TryMake(oracle.For(isNegative ? -lowest : lowest), Math.ScaleB(1, Math.ILogB(lowest))) is { } waves
            ? new(first, last, waves.Value, waves.Slope) : null;
    }

    private void Add(List<Segment> segments, bool isNegative, int first, int last)
    {
        if (first > last)
        {
            return;
        }

        if ((last - first) / stride < Few || segments.Count > MostSegments)
        {
            segments.Add(new(first, last, null, null));
            return;
        }

        if (Try(isNegative, first, last) is { } segment)
        {
            segments.Add(segment);
            return;
        }

        int middle = first + ((last - first) / 2);
        Add(segments, isNegative, first, middle);
        Add(segments, isNegative, middle + 1, last);
    }

    private Segment? Try(bool isNegative, int first, int last)
    {
        double low = BitConverter.Int32BitsToSingle(first);
        double high = BitConverter.Int32BitsToSingle(last);
        if (high <= Small && Around(0, high, isNegative, first, last) is { } atZero)
        {
            return atZero;
        }

        return Around((low + high) / 2, (high - low) / 2, isNegative, first, last);
    }

    /// <summary>The series around a point, for inputs up to a distance; around 0 for those of one sign only.</summary>
    private Segment? Around(double centre, double reach, bool isNegative, int first, int last)
    {
        Expression formula = oracle.For(isNegative ? -Math.Max(centre, reach) : Math.Max(centre, reach));
        bool isAtZero = centre == 0;
        double sign = isNegative ? -1 : 1;
        int scale = Math.ILogB(reach) + 1;
        Ball interval = isAtZero
            ? new Ball(BigFloat.Of(sign * reach / 2), Radius.Of(reach / 2))
            : new Ball(BigFloat.Of(sign * centre), Radius.Of(reach));
        Curve? value = Line(isNegative ? -reach : reach, interval, isAtZero ? 0 : centre - reach);
        Curve? slope = null;
        foreach (int degree in Degrees)
        {
            Evaluation over = Evaluate(formula, interval, scale, degree, _bits, null, isAtZero, out Ball[] range);
            Ball[] slopes = Derivative(range, scale);
            if (degree == Degrees[0])
            {
                value ??= Constant(range[0], bits => oracle.Value(bits), isNegative, first, last);
                slope ??= Constant(slopes[0], bits => oracle.Slope(bits), isNegative, first, last);
            }

            if (range[^1].IsUnknown && (value is null || slope is null))
            {
                return null;
            }

            while (value is null || slope is null)
            {
                Evaluate(formula, Ball.Of(sign * centre), scale, degree, _bits, over, isAtZero, out Ball[] point);
                bool more = false;
                value ??= Use(CurveBuilder.Make(sign * centre, scale, Known(point), range, out bool moreForValue), moreForValue, ref more);
                slope ??= Use(CurveBuilder.Make(sign * centre, scale, Known(Derivative(point, scale)), slopes, out bool moreForSlope), moreForSlope, ref more);
                if (!more || _bits >= LastBits)
                {
                    break;
                }

                _bits *= 2;
            }

            if (value is not null && slope is not null)
            {
                return new(first, last, value, slope);
            }
        }

        return null;
    }

    /// <summary>The value where it is a line and next to nothing; null elsewhere.</summary>
    private PolynomialCurve? Line(double side, Ball interval, double lowest)
    {
        if (lowest < 2 || oracle.LineFor(Math.CopySign(lowest, side)) is not { } part)
        {
            return null;
        }

        Evaluate(part.Rest!, interval, scale: 0, degree: 0, _bits, null, isOpen: false, out Ball[] rest);
        return CurveBuilder.Line(part.Slope, part.Constant, rest[0], lowest);
    }

    private Curve? Use(Curve? curve, bool wantsBits, ref bool more)
    {
        more |= wantsBits;
        return wantsBits && _bits < LastBits ? null : curve;
    }

    /// <summary>With all bits spent, a coefficient that is 0 as far as anybody can see is 0.</summary>
    private Ball[] Known(Ball[] series)
    {
        if (_bits >= LastBits)
        {
            for (int k = 0; k < series.Length; k++)
            {
                if (series[k].Sign is null && series[k].Magnitude < Radius.PowerOfTwo(-LastBits / 2))
                {
                    series[k] = Ball.Zero;
                }
            }
        }

        return series;
    }

    /// <summary>
    /// One float for all, if the interval says so. Where everything underflows but the interval does not know the sign of that zero,
    /// the ends of the segment tell it.
    /// </summary>
    private static ConstantCurve? Constant(Ball range, Func<float, Truth> truth, bool isNegative, int first, int last)
    {
        if (range.ToSingle() is { } value)
        {
            return new(value, range.IsExactZero);
        }

        if (!(range.Magnitude < Underflow))
        {
            return null;
        }

        int sign = isNegative ? int.MinValue : 0;
        Truth start = truth(BitConverter.Int32BitsToSingle(first | sign));
        Truth end = truth(BitConverter.Int32BitsToSingle(last | sign));
        return start.IsKnown && end.IsKnown && start.IsExactZero == end.IsExactZero && start.Allows(end.Rounded) ? new((float)start.Rounded, start.IsExactZero) : null;
    }

    private static Evaluation Evaluate(Expression formula, Ball x, int scale, int degree, int bits, Evaluation? decided, bool isOpen, out Ball[] series)
    {
        var taylor = new Taylor(degree, bits);
        var variables = new Dictionary<string, Ball[]>(StringComparer.Ordinal) { ["x"] = taylor.Linear(x, Ball.Of(BigFloat.PowerOfTwo(scale))) };
        var evaluation = new Evaluation(taylor, variables, decided, isOpen);
        series = evaluation.Of(formula);
        return evaluation;
    }

    /// <summary>The series of d/dx, from that in t = (x − centre)·2⁻ˢ.</summary>
    private static Ball[] Derivative(Ball[] series, int scale)
    {
        var result = new Ball[series.Length - 1];
        for (int k = 0; k < result.Length; k++)
        {
            result[k] = Ball.Scale(Ball.Multiply(series[k + 1], Ball.Of(k + 1), 4096), -scale);
        }

        return result;
    }
}
