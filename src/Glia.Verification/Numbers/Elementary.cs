using System.Numerics;

namespace Glia.Verification.Numbers;

/// <summary>
/// Elementary functions of balls: the exponential, its inverse and its kin. Each takes the middle to the bits asked for, by series in fixed point, and widens the result by the
/// ball's radius times a bound of the slope over it. Nothing here is shared with the kernels.
/// </summary>
/// <remarks>Fixed-point series carry <see cref="Guard"/> bits beyond those asked for: more than their few hundred roundings can spoil.</remarks>
internal static partial class Elementary
{
    private const int Guard = 64;

    /// <summary>Beyond this, e^t has no exponent that a number here can hold.</summary>
    private const int ExponentReach = 40;

    /// <summary>Below this, e^t is a bounded huge number.</summary>
    private const long BoundedReach = 2048;

    /// <summary>Where e^t of a wide ball is beyond all floats and doubles, that much is enough to know.</summary>
    private const double Overflow = 1000;

    /// <summary>In balls wider than this e^t changes so much that only its upper end is taken.</summary>
    private const double Wide = 0.5;

    public static Ball Exp(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsExactZero)
        {
            return a.IsUnknown ? Ball.Unknown : Ball.One;
        }

        if (a.IsHuge || a.Mid.Top > ExponentReach)
        {
            // Of wide balls the nearer end has to be as far.
            long least = a.Least.Exponent;
            return a.Least.IsZero || least < ExponentReach - 4 ? Ball.Unknown
                : a.Mid.Sign > 0 ? Ball.Huge(1, !a.IsHuge && a.Mid.Top < BoundedReach)
                : Ball.Tiny(1, a.IsHuge && Ball.IsBeyondAll(least));
        }

        if (a.Mid.Top < -(2 * bits))
        {
            return Ball.Rounded(BigFloat.One, a.Magnitude.Expm1(), bits);
        }

        if (a.Rad > Radius.Of(Wide))
        {
            double least = a.Low.ToDouble();
            if (least > Overflow)
            {
                return Ball.Huge(1, isBounded: true, (long)(least * 1.44));
            }

            Radius half = Radius.Of(0.5) * ExpOfEnd(a);
            return Ball.Rounded(half.ToBigFloat(), half, bits);
        }

        (long k, BigInteger y, int work) = ExpParts(a.Mid, bits);
        var mid = new BigFloat(y + (BigInteger.One << work), k - work);
        return Ball.Rounded(mid, Radius.Above(mid) * (Radius.PowerOfTwo(-bits - 8) + Widening(a.Rad)), bits);
    }

    public static Ball Expm1(Ball a, int bits)
    {
        if (a.IsExactZero || a.IsUnknown)
        {
            return a;
        }

        if (a.Mid.Top < -bits - 8)
        {
            // t ≤ eᵗ − 1 ≤ t + t² for |t| ≤ 1.
            return Ball.Rounded(a.Mid, a.Rad + (a.Magnitude * a.Magnitude), bits);
        }

        if (a.IsHuge || a.Mid.Top > 12)
        {
            return Ball.Subtract(Exp(a, bits), Ball.One, bits);
        }

        (long k, BigInteger y, int work) = ExpParts(a.Mid, bits);
        BigFloat value = new BigFloat(y, k - work) + (BigFloat.PowerOfTwo(k) - BigFloat.One);
        Radius size = k == 0 ? Radius.Above(value) : Radius.Of(8) * Radius.Max(Radius.PowerOfTwo(k), Radius.Of(1));
        Radius steepest = a.Rad > Radius.Of(Wide) ? ExpOfEnd(a) : Radius.Of(2) * Radius.PowerOfTwo(k) * Widening(a.Rad);
        return Ball.Rounded(value, (size * Radius.PowerOfTwo(-bits - 8)) + steepest, bits);
    }

    public static Ball Log(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsTiny || a.IsHuge || a.Sign is not 1)
        {
            return Ball.Unknown;
        }

        // m·2ᵏ with ¾ ≤ m < 1½.
        long k = a.Mid.Top;
        BigFloat m = a.Mid.Scale(-k);
        if ((m - new BigFloat(3, -2)).Sign < 0)
        {
            m = m.Scale(1);
            k--;
        }

        Ball result = LogNearOne(m - BigFloat.One, bits + 8);
        if (k != 0)
        {
            int work = bits + 72;
            var ln2 = new Ball(new BigFloat(Constants.Ln2(work), -work), Radius.PowerOfTwo(1 - work));
            result = Ball.Add(result, Ball.Multiply(ln2, Ball.Of(new BigFloat(k, 0)), work), bits + 8);
        }

        return Ball.Rounded(result.Mid, result.Rad + (a.Rad.IsZero ? Radius.Zero : a.Rad / a.Least), bits);
    }

    public static Ball Log1p(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsHuge)
        {
            return Ball.Unknown;
        }

        if (a.Mid.Top > 2 * bits)
        {
            Ball large = Log(a, bits);
            return new(large.Mid, large.Rad + (Radius.Of(1) / a.Least));
        }

        Radius widening = a.Rad.IsZero ? Radius.Zero : a.Rad / Ball.Add(Ball.One, a, bits).Least;
        if (a.Mid.Top <= -2)
        {
            Ball small = LogNearOne(a.Mid, bits);
            return Ball.Rounded(small.Mid, small.Rad + widening, bits);
        }

        Ball result = Log(Ball.Of(BigFloat.One + a.Mid), bits);
        return new(result.Mid, result.Rad + widening);
    }

    public static Ball Sigmoid(Ball a, int bits)
    {
        if (a.IsUnknown)
        {
            return Ball.Unknown;
        }

        Ball e = Exp(Negative(a), bits + 8);
        Ball d = Ball.Add(Ball.One, e, bits + 8);
        Ball value = Ball.Divide(a.Mid.Sign > 0 ? Ball.One : e, d, bits + 8);
        return Widened(value, a, Radius.Of(0.25), ExpAbove(a, 1), bits);
    }

    public static Ball Softplus(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsHuge)
        {
            return a.IsUnknown ? a : a.Mid.Sign > 0 ? a : Ball.Tiny(1);
        }

        Ball tail = Log1p(Exp(Negative(a), bits + 8), bits + 8);
        Ball value = a.Mid.Sign > 0 ? Ball.Add(Ball.Of(a.Mid), tail, bits + 8) : tail;
        return Widened(value, a, Radius.Of(1), a.Mid.Sign > 0 ? Radius.Of(1) : ExpAbove(a, 1), bits);
    }

    public static Ball Tanh(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsExactZero)
        {
            return a;
        }

        Ball m = Expm1(Ball.Scale(Negative(a), 1), bits + 8);
        Ball value = Ball.Divide(-m, Ball.Add(Ball.Of(2), m, bits + 8), bits + 8);
        return Widened(a.Mid.Sign < 0 ? -value : value, a, Radius.Of(1), Radius.Of(4) * ExpAbove(a, 2), bits);
    }

    public static Ball Sech(Ball a, int bits)
    {
        if (a.IsUnknown)
        {
            return a;
        }

        Ball e = Exp(Negative(a), bits + 8);
        Ball value = Ball.Divide(Ball.Scale(e, 1), Ball.Add(Ball.One, Ball.Multiply(e, e, bits + 8), bits + 8), bits + 8);
        return Widened(value, a, Radius.Of(0.51), Radius.Of(2) * ExpAbove(a, 1), bits);
    }

    /// <summary>
    /// e^t = (1 + y/2^work)·2ᵏ with |ln(1 + y)| ≤ ½ ln 2, the error of y below 2^−(bits + 8) of 1 + y, and of y itself where k = 0.
    /// </summary>
    private static (long K, BigInteger Y, int Work) ExpParts(BigFloat t, int bits)
    {
        int halvings = (int)Math.Sqrt(bits);
        int work = bits + Guard + halvings + (int)Math.Max(0, t.Top) + (int)Math.Max(0, -t.Top);
        BigInteger ln2 = Constants.Ln2(work);
        BigInteger fixedT = t.Fixed(work);
        BigInteger k = Floor(fixedT + (ln2 >> 1), ln2);
        BigInteger r = (fixedT - (k * ln2)) >> halvings;
        BigInteger y = BigInteger.Zero;
        BigInteger term = r;
        for (int n = 2; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            y += term;
            term = ((term * r) >> work) / n;
        }

        for (int i = 0; i < halvings; i++)
        {
            y = (y << 1) + ((y * y) >> work);
        }

        return ((long)k, y, work);
    }

    /// <summary>ln(1 + u) for −¼ ≤ u ≤ ½, as 2·artanh(u / (2 + u)).</summary>
    private static Ball LogNearOne(BigFloat u, int bits)
    {
        if (u.IsZero)
        {
            return Ball.Zero;
        }

        if (u.Top < -bits - 8)
        {
            return Ball.Rounded(u, Radius.Above(u) * Radius.Above(u), bits);
        }

        int work = bits + 16;
        Ball z = Ball.Divide(Ball.Of(u), Ball.Of(u + BigFloat.PowerOfTwo(1)), work);
        return Ball.Scale(OddSeries(z, work, static (term, square, n, shift) => (term * square) >> shift, static n => (2 * n) + 1), 1);
    }

    /// <summary>t·Σ termₙ/divisorₙ with term₀ = 1, in fixed point, relative error below 2^−bits for |t| ≤ 1.</summary>
    private static Ball OddSeries(Ball t, int bits, Func<BigInteger, BigInteger, int, int, BigInteger> next, Func<int, int> divisor)
    {
        int work = bits + Guard;
        BigInteger square = (t.Mid * t.Mid).Fixed(work);
        BigInteger term = BigInteger.One << work;
        BigInteger sum = BigInteger.Zero;
        for (int n = 0; !term.IsZero && term != BigInteger.MinusOne; n++)
        {
            sum += term / divisor(n);
            term = next(term, square, n + 1, work);
        }

        return Ball.Multiply(t, new(new BigFloat(sum, -work), Radius.PowerOfTwo(-bits - 16)), bits);
    }

    /// <summary>−|middle|, exactly.</summary>
    private static Ball Negative(Ball a) => a.IsHuge ? a.Mid.Sign < 0 ? a : -a : Ball.Of(-a.Mid.Abs());

    /// <summary>A bound of e^(−times·|t|) over the ball.</summary>
    private static Radius ExpAbove(Ball a, int times) => ExpAbove(-times * a.Least.ToDouble());

    private static Radius ExpAbove(double t)
    {
        // Rounded up; −10¹² is as good as −∞, whose products are no numbers.
        double limited = Math.Max(t, -1e12);
        double power = (limited + (Math.Abs(limited) * 1e-14)) / 0.6931471805599453;
        double whole = Math.Floor(power);
        return Radius.Of(Math.Pow(2, power - whole) * 1.001) * Radius.PowerOfTwo((long)whole);
    }

    /// <summary>A bound of e^t over the ball.</summary>
    private static Radius ExpOfEnd(Ball a)
    {
        BigFloat end = a.High;
        return end.Top > ExponentReach ? end.Sign > 0 ? Radius.Infinite : ExpAbove(-1e12) : ExpAbove(end.ToDouble());
    }

    private static Radius Widening(Radius rad) => rad.Expm1();

    private static Ball Widened(Ball value, Ball a, Radius steepest, Radius here, int bits) =>
        value.IsOpen && a.Rad.IsZero ? value

        // Only functions that keep their sign have values at the edge of 0.
        : value.IsEdge && !a.Rad.IsInfinite ? Ball.Between(value.Mid.Sign, (value.Magnitude + (a.Rad * Radius.Min(steepest, here))).Exponent + 1)
        : a.Rad.IsZero || a.Rad.IsInfinite || value.Rad.IsInfinite ? value.Rad.IsInfinite ? value : Ball.Rounded(value.Mid, value.Rad, bits)
        : Ball.Rounded(value.Mid, value.Rad + (a.Rad * Radius.Min(steepest, here)), bits);

    private static BigInteger Floor(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
