using System.Numerics;

namespace Glia.Verification.Numbers;

/// <summary>A real number known to lie within <see cref="Rad"/> of <see cref="Mid"/>: arithmetic whose results hold the true value.</summary>
/// <remarks>
/// Two kinds stand for what no exponent can hold. <em>Huge</em> (radius infinite, middle ±1) is a number of that sign beyond 2^(2^30);
/// <em>tiny</em> is one between 0 and 2^−(2^30), and of it only the sign and the smallness are used. Both are born from e^t with
/// |t| &gt; 2^40, so that some hundred factors of ordinary size do not bring them back.
/// </remarks>
internal readonly struct Ball(BigFloat mid, Radius rad)
{
    private const long Far = 1L << 30;

    public static Ball Zero => default;

    public static Ball One => new(BigFloat.One, Radius.Zero);

    public static Ball Unknown => new(BigFloat.Zero, Radius.Infinite);

    public BigFloat Mid { get; } = mid;

    public Radius Rad { get; } = rad;

    public bool IsExactZero => Mid.IsZero && Rad.IsZero;

    public bool IsUnknown => Rad.IsInfinite && Mid.IsZero;

    public bool IsHuge => Rad.IsInfinite && !Mid.IsZero;

    public bool IsTiny => !Rad.IsInfinite && !Mid.IsZero && Mid.Top < -(Far / 4);

    /// <summary>Gets +1, −1, 0 for exactly 0, or null where the sign is not known.</summary>
    public int? Sign => IsExactZero ? 0 : IsHuge || Rad < Radius.Below(Mid) ? Mid.Sign : null;

    /// <summary>Gets an upper bound of the magnitude.</summary>
    public Radius Magnitude => Radius.Above(Mid) + Rad;

    /// <summary>Gets a lower bound of the magnitude.</summary>
    public Radius Least => Rad.IsInfinite ? Radius.Zero : Radius.Below(Mid).Minus(Rad);

    public static Ball operator -(Ball a) => new(-a.Mid, a.Rad);

    public static Ball Of(BigFloat value) => new(value, Radius.Zero);

    public static Ball Of(double value) => Of(BigFloat.Of(value));

    public static Ball Huge(int sign) => new(new(sign, 0), Radius.Infinite);

    public static Ball Tiny(int sign)
    {
        var size = BigFloat.PowerOfTwo(-Far);
        return new(sign < 0 ? -size : size, Radius.Of(0.999) * Radius.PowerOfTwo(-Far));
    }

    public static Ball Of(Rational value, int bits) => Divide(Of(new BigFloat(value.Numerator, 0)), Of(new BigFloat(value.Denominator, 0)), bits);

    public static Ball Add(Ball a, Ball b, int bits)
    {
        if (a.Rad.IsInfinite || b.Rad.IsInfinite)
        {
            return a.IsHuge && (!b.Rad.IsInfinite || (b.IsHuge && b.Mid.Sign == a.Mid.Sign)) ? a : b.IsHuge && !a.Rad.IsInfinite ? b : Unknown;
        }

        Radius rad = a.Rad + b.Rad;
        if (a.Mid.IsZero || b.Mid.IsZero)
        {
            return Rounded(a.Mid.IsZero ? b.Mid : a.Mid, rad, bits);
        }

        (Ball large, Ball small) = a.Mid.Top >= b.Mid.Top ? (a, b) : (b, a);

        // A term far below the last bit kept becomes error instead of a mantissa of millions of bits.
        return large.Mid.Top - small.Mid.Top > (2L * bits) + 2000
            ? Rounded(large.Mid, rad + Radius.Above(small.Mid), bits)
            : Rounded(large.Mid + small.Mid, rad, bits);
    }

    public static Ball Subtract(Ball a, Ball b, int bits) => Add(a, -b, bits);

    public static Ball Multiply(Ball a, Ball b, int bits)
    {
        if (a.IsExactZero || b.IsExactZero)
        {
            return Zero;
        }

        if (a.Rad.IsInfinite || b.Rad.IsInfinite)
        {
            Ball other = a.IsHuge ? b : a;
            return (a.IsHuge || b.IsHuge) && other.Sign is { } sign && !other.IsTiny && !other.IsUnknown
                ? Huge(sign * (a.IsHuge ? a : b).Mid.Sign) : Unknown;
        }

        Radius rad = a.Rad.IsZero && b.Rad.IsZero ? Radius.Zero : (Radius.Above(a.Mid) * b.Rad) + (b.Magnitude * a.Rad);
        return Rounded(a.Mid * b.Mid, rad, bits);
    }

    public static Ball Divide(Ball a, Ball b, int bits)
    {
        if (a.IsExactZero && b.Sign is not (null or 0))
        {
            return Zero;
        }

        if (b.IsHuge)
        {
            return a.Rad.IsInfinite || a.Sign is not { } signOfA ? a.Rad.IsInfinite ? Unknown : new(BigFloat.Zero, Radius.PowerOfTwo(-Far)) : Tiny(signOfA * b.Mid.Sign);
        }

        if (b.Sign is null or 0 || a.IsUnknown)
        {
            return Unknown;
        }

        if (b.IsTiny || a.IsHuge)
        {
            return a.IsTiny ? Unknown : a.Sign is { } sign ? Huge(sign * b.Mid.Sign) : Unknown;
        }

        // Enough bits that the quotient has `bits` of them, and exact where it is.
        int shift = (int)Math.Max(0, bits + 2 - (a.Mid.Mantissa.GetBitLength() - b.Mid.Mantissa.GetBitLength()));
        var quotient = new BigFloat(BigInteger.DivRem(a.Mid.Mantissa << shift, b.Mid.Mantissa, out BigInteger rest), a.Mid.Exponent - shift - b.Mid.Exponent);
        Radius rad = rest.IsZero ? Radius.Zero : Radius.PowerOfTwo(a.Mid.Exponent - shift - b.Mid.Exponent);
        if (!a.Rad.IsZero || !b.Rad.IsZero)
        {
            rad += (a.Rad + (Radius.Above(quotient) * b.Rad)) / b.Least;
        }

        return Rounded(quotient, rad, bits);
    }

    public static Ball Sqrt(Ball a, int bits)
    {
        if (a.IsExactZero || a.IsUnknown || a.Sign is null or < 0)
        {
            return a.IsExactZero ? Zero : Unknown;
        }

        if (a.IsHuge || a.IsTiny)
        {
            return a;
        }

        long shift = Math.Max(0, (2L * bits) + 2 - (a.Mid.Top - a.Mid.Exponent));
        shift += (a.Mid.Exponent - shift) & 1;
        BigInteger scaled = a.Mid.Mantissa << (int)shift;
        BigInteger root = IntegerRoot(scaled);
        long exponent = (a.Mid.Exponent - shift) / 2;
        Radius rad = root * root == scaled ? Radius.Zero : Radius.PowerOfTwo(exponent);
        if (!a.Rad.IsZero)
        {
            // |√a − √m| ≤ rad/√m, the other root being at least 0.
            rad += a.Rad / Radius.Below(new BigFloat(root, exponent));
        }

        return Rounded(new BigFloat(root, exponent), rad, bits);
    }

    public static Ball Scale(Ball a, long power) => a.Rad.IsInfinite ? a : new(a.Mid.Scale(power), a.Rad * Radius.PowerOfTwo(power));

    /// <summary>A number with an error, cut to the working precision.</summary>
    public static Ball Rounded(BigFloat mid, Radius rad, int bits)
    {
        BigFloat cut = mid.Cut(bits);
        if (cut.Exponent != mid.Exponent && !(mid - cut).IsZero)
        {
            rad += Radius.PowerOfTwo(cut.Exponent);
        }

        if (!cut.IsZero && Math.Abs(cut.Top) > Far)
        {
            return cut.Top < 0 ? rad < Radius.Below(cut) ? Tiny(cut.Sign) : new(BigFloat.Zero, Radius.PowerOfTwo(-Far)) : rad < Radius.Below(cut) ? Huge(cut.Sign) : Unknown;
        }

        return new(cut, rad);
    }

    /// <summary>The float that every number of the ball rounds to, or null.</summary>
    public float? ToSingle()
    {
        if (IsUnknown)
        {
            return null;
        }

        if (IsHuge)
        {
            return Mid.Sign * float.PositiveInfinity;
        }

        if (Rad.IsZero)
        {
            return Mid.ToSingle();
        }

        float low = Low.ToSingle();
        return BitConverter.SingleToInt32Bits(low) == BitConverter.SingleToInt32Bits(High.ToSingle()) && Sign is not null ? low : null;
    }

    /// <summary>Gets a number below all of the ball, near its end.</summary>
    public BigFloat Low => Mid - End;

    /// <summary>Gets a number above all of the ball, near its end.</summary>
    public BigFloat High => Mid + End;

    private BigFloat End => (Mid.IsZero || Rad.IsZero ? Rad : Radius.Max(Rad, Radius.PowerOfTwo(Mid.Top - 10000))).ToBigFloat();

    /// <summary>⌊√n⌋ by Newton's iteration from above.</summary>
    private static BigInteger IntegerRoot(BigInteger n)
    {
        BigInteger x = BigInteger.One << (int)((n.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (x + (n / x)) >> 1;
            if (next >= x)
            {
                return x;
            }

            x = next;
        }
    }
}
