using Glia.Verification.Numbers;

namespace Glia.Verification.Sweep;

/// <summary>Turns the power series of a function at a point, and over an interval around it, into a curve.</summary>
internal static class CurveBuilder
{
    /// <summary>
    /// What a polynomial may miss, relative to its size: among 2³² floats some hundred lie so near to a rounding boundary that
    /// they have to be settled by more bits.
    /// </summary>
    private static readonly Radius Target = Radius.PowerOfTwo(-57);

    /// <summary>Coefficients beyond this are left to smaller intervals: products with x³ must not overflow.</summary>
    private const double Largest = 1e180;

    /// <summary>Smaller than any half of a double's last place that occurs.</summary>
    private const double LeastRest = 1e-290;

    /// <summary>Times a float's 24 bits those of an exact slope are to be no more than a double's.</summary>
    private const int MostBits = 29;

    /// <summary>What coefficients may miss.</summary>
    private static readonly Radius Precise = Radius.PowerOfTwo(-80);

    /// <summary>Makes a curve, or says why not.</summary>
    /// <param name="centre">The point.</param>
    /// <param name="scale">The power of two s; coefficients are those of t = (x − centre)·2⁻ˢ.</param>
    /// <param name="point">The series at the point.</param>
    /// <param name="range">The series over all |t| ≤ 1 that occur; one of its coefficients bounds the remainder.</param>
    /// <param name="wantsBits">Whether more bits might help.</param>
    public static Curve? Make(double centre, int scale, ReadOnlySpan<Ball> point, ReadOnlySpan<Ball> range, out bool wantsBits)
    {
        wantsBits = false;
        int power = 0;
        while (power < point.Length && point[power].IsExactZero)
        {
            power++;
        }

        if (power == point.Length)
        {
            return range[^1].IsExactZero ? new ConstantCurve(0, isExactZero: true) : null;
        }

        // Away from 0 there is no factor x to take out.
        power = centre == 0 ? power : 0;
        ReadOnlySpan<Ball> c = point[power..];
        Radius size = c[0].Magnitude + (power == 0 && c.Length > 1 ? c[1].Magnitude : Radius.Zero);
        if (c[0].Rad.IsInfinite || size.IsInfinite)
        {
            return null;
        }

        for (int degree = 1; degree + power + 1 < point.Length + (range[^1].IsExactZero ? 1 : 0); degree++)
        {
            int next = degree + power + 1;
            Radius remainder = next < range.Length ? range[next].Magnitude : Radius.Zero;
            if (remainder > size * Target)
            {
                continue;
            }

            if (ConstantOf(c, degree, remainder, power) is { } constant)
            {
                return constant;
            }

            if (power == 1 && degree == 1 && next < range.Length && Tangent(Ball.Scale(c[0], -scale), c[1], Ball.Scale(range[next], -scale)) is { } tangent)
            {
                return tangent;
            }

            return Polynomial(centre, scale, power, c[..Math.Min(c.Length, degree + 1)], remainder, size, out wantsBits);
        }

        return null;
    }

    /// <summary>A line exactly and what lies beside it, if that is so small and its sign so certain that ties are decided by it.</summary>
    public static PolynomialCurve? Line(Rational slope, Rational constant, Ball rest, double lowest)
    {
        (double Value, bool IsExact) a = Exact(slope, MostBits), b = Exact(constant, 53);
        Radius size = Radius.Of(Math.Abs(a.Value) * lowest);
        if (!a.IsExact || !b.IsExact || rest.Rad.IsInfinite || rest.Sign is not { } side || !(rest.Rad < size * Target) || !(rest.Magnitude < size))
        {
            return null;
        }

        // Of a rest below all doubles only the side counts, and any small number on that side stands for it.
        bool isTiny = rest.Magnitude < Radius.Of(LeastRest);
        double beside = isTiny ? 2 * side * LeastRest : rest.Mid.ToDouble();
        return new PolynomialCurve
        {
            Centre = 0,
            Scale = 1,
            Power = 0,
            Constant = b.Value,
            ConstantLow = beside,
            Linear = a.Value,
            LinearLow = 0,
            Higher = [],
            Error = isTiny ? side * side * LeastRest : Above(rest.Rad + Radius.Above(rest.Mid - BigFloat.Of(beside))),
            ErrorSlope = 0,
        };
    }

    /// <summary>
    /// x·(c₀ + rest·t²) with the rest's sign known, where c₀·x is exact and the rest below any bit of it: sin 30x is 30x less (30x)³/6, and so half-way between
    /// floats nowhere, though 30x often is.
    /// </summary>
    /// <param name="slope">c₀.</param>
    /// <param name="next">The coefficient of x·t, which has to be 0.</param>
    /// <param name="rest">Bounds the coefficient of x·t².</param>
    private static PolynomialCurve? Tangent(Ball slope, Ball next, Ball rest)
    {
        double exact = slope.Mid.ToDouble();
        if (rest.Sign is not (1 or -1) || !slope.Rad.IsZero || !next.IsExactZero || !(BigFloat.Of(exact) - slope.Mid).IsZero
            || BigFloat.Of(exact).Mantissa.GetBitLength() > MostBits)
        {
            return null;
        }

        // Of all floats of a binade |t| is at least 2⁻²³ (the smallest subnormal one), so that t² times a rest known to a factor of 2 is neither 0 nor more than this.
        // Of a rest below all doubles any small number tells the side.
        double most = Math.Max(rest.Magnitude.ToDouble(), 1e-200);
        if (!(rest.Rad * Radius.Of(4) < rest.Magnitude))
        {
            return null;
        }

        double beside = rest.Sign.Value * most * (1 + (1.0 / (1L << 40))) / 2;
        return new PolynomialCurve
        {
            Centre = 0,
            Scale = 1,
            Power = 1,
            Constant = exact,
            ConstantLow = beside,
            Linear = 0,
            LinearLow = 0,
            Higher = [],
            Error = Math.Abs(beside) * (1 - (1.0 / (1L << 48))),
            ErrorSlope = 0,
        };
    }

    private static (double Value, bool IsExact) Exact(Rational value, int bits)
    {
        double near = Ball.Of(value, 64).Mid.ToDouble();
        return (near, Rational.Of(near) == value && BigFloat.Of(near).Mantissa.GetBitLength() <= bits);
    }

    /// <summary>The one float that all values round to, if there is one.</summary>
    private static ConstantCurve? ConstantOf(ReadOnlySpan<Ball> c, int degree, Radius remainder, int power)
    {
        if (power > 0)
        {
            return null;
        }

        Radius reach = c[0].Rad + remainder;
        for (int k = 1; k <= degree && k < c.Length; k++)
        {
            reach += c[k].Magnitude;
        }

        var all = new Ball(c[0].Mid, reach);
        return all.ToSingle() is { } value ? new ConstantCurve(value, all.IsExactZero) : null;
    }

    private static PolynomialCurve? Polynomial(double centre, int scale, int power, ReadOnlySpan<Ball> c, Radius remainder, Radius size, out bool wantsBits)
    {
        wantsBits = false;

        // xᵐ is multiplied on unscaled.
        long back = -(long)scale * power;
        double[] doubles = new double[c.Length];
        Radius missing = remainder * Radius.PowerOfTwo(back);
        Radius higher = Radius.Zero;
        for (int k = 0; k < c.Length; k++)
        {
            Ball coefficient = Ball.Scale(c[k], back);
            doubles[k] = coefficient.Mid.ToDouble();
            wantsBits |= c[k].Rad > size * Precise;
            if (!(Math.Abs(doubles[k]) < Largest))
            {
                return null;
            }

            if (k >= 2)
            {
                higher += coefficient.Magnitude;
                missing += coefficient.Rad + Radius.Above(coefficient.Mid - BigFloat.Of(doubles[k]));
            }
        }

        Pair constant = Split(Ball.Scale(c[0], back));
        Pair linear = c.Length > 1 ? Split(Ball.Scale(c[1], back)) : default;

        // Horner's rule rounds each of its c.Length − 2 steps by 2⁻⁵³ of the sum so far; one step more is allowed. The rest is carried in pairs,
        // and nothing is lost of a line of two doubles: where that is half-way between floats, it is known to be.
        Radius horner = higher * Radius.Of(c.Length - 1) * Radius.PowerOfTwo(-53);
        bool isLine = c.Length == 2 && linear.Low == 0 && constant.Low == 0;
        Radius pairs = linear.Error + (isLine ? Radius.Zero : (linear.Size + higher) * Radius.PowerOfTwo(-102));
        return new PolynomialCurve
        {
            Centre = centre,
            Scale = Math.ScaleB(1, -scale),
            Power = power,
            Constant = constant.High,
            ConstantLow = constant.Low,
            Linear = linear.High,
            LinearLow = linear.Low,
            Higher = c.Length > 2 ? doubles[2..] : [],
            Error = Above(constant.Error),
            ErrorSlope = Above(horner + pairs + missing),
        };
    }

    /// <summary>A double above, also of what is smaller than any.</summary>
    private static double Above(Radius radius) => radius.IsZero ? 0 : Math.Max(radius.ToDouble(), 1e-300);

    private static Pair Split(Ball ball)
    {
        double high = ball.Mid.ToDouble();
        BigFloat rest = ball.Mid - BigFloat.Of(high);
        double low = rest.ToDouble();
        return new(high, low, Radius.Above(rest - BigFloat.Of(low)) + ball.Rad, ball.Magnitude);
    }

    private readonly record struct Pair(double High, double Low, Radius Error, Radius Size);
}
