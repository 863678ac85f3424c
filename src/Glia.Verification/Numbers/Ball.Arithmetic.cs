using System.Numerics;

namespace Glia.Verification.Numbers;

/// <summary>Sums, products, quotients and roots of balls.</summary>
internal readonly partial struct Ball
{
    public static Ball operator -(Ball a) => new(-a.Mid, a.Rad, a.IsBounded, a.IsOpen);

    public static Ball Add(Ball a, Ball b, int bits)
    {
        if (a.Rad.IsInfinite || b.Rad.IsInfinite)
        {
            if (a.IsHuge && b.IsHuge)
            {
                return b.Mid.Sign == a.Mid.Sign ? new(a.Mid, a.Rad, a.IsBounded && b.IsBounded) : Unknown;
            }

            (Ball huge, Ball other) = a.IsHuge ? (a, b) : (b, a);
            return huge.IsHuge && !other.IsUnknown && other.Magnitude < Radius.PowerOfTwo(huge.Mid.Exponent - 1)
                ? Huge(huge.Mid.Sign, huge.IsBounded, huge.Mid.Exponent - 1) : Unknown;
        }

        if (a.IsExactZero || b.IsExactZero)
        {
            Ball only = a.IsExactZero ? b : a;
            return only.IsOpen ? only : Rounded(only.Mid, only.Rad, bits);
        }

        if (a.IsEdge && b.IsEdge && a.Mid.Sign == b.Mid.Sign)
        {
            return Between(a.Mid.Sign, Above(a.Magnitude + b.Magnitude));
        }

        Radius rad = a.Rad + b.Rad;
        if (a.Mid.IsZero || b.Mid.IsZero)
        {
            return Rounded(a.Mid.IsZero ? b.Mid : a.Mid, rad, bits);
        }

        (Ball large, Ball small) = a.Mid.Top >= b.Mid.Top ? (a, b) : (b, a);

        if (large.Mid.Top - small.Mid.Top <= (2L * bits) + 2000)
        {
            return Rounded(large.Mid + small.Mid, rad, bits);
        }

        // A term far below the last bit kept becomes error instead of a mantissa of millions of bits; beside an exact number, error to
        // the side where it is: x − 1 + e^(−3.5e7) lies above the tie that x − 1 is.
        if (small.Sign is not { } side || !large.Rad.IsZero)
        {
            return Rounded(large.Mid, rad + Radius.Above(small.Mid), bits);
        }

        Ball beside = Between(side, large.Mid.Top - bits - 64);
        return new(large.Mid + beside.Mid, beside.Rad, isOpen: true);
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
            (Ball huge, Ball other) = a.IsHuge ? (a, b) : (b, a);
            if (!huge.IsHuge || other.Sign is not { } sign || other.IsUnknown)
            {
                return Unknown;
            }

            sign *= huge.Mid.Sign;
            long power = huge.Mid.Exponent + other.Least.Exponent;
            return other.IsTiny ? other.IsVanishing && huge.IsBounded ? Tiny(sign, isVanishing: true) : Unknown
                : other.Least.IsZero ? Unknown
                : Huge(sign, huge.IsBounded && (!other.IsHuge || other.IsBounded), power);
        }

        if ((a.IsVanishing || b.IsVanishing) && a.Sign is { } signOfA && b.Sign is { } signOfB)
        {
            return Tiny(signOfA * signOfB, isVanishing: true);
        }

        if ((a.IsEdge || b.IsEdge) && a.Sign is { } sideOfA && b.Sign is { } sideOfB)
        {
            return Between(sideOfA * sideOfB, Above(a.Magnitude * b.Magnitude));
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
            if (a.Rad.IsInfinite)
            {
                return Unknown;
            }

            Radius size = a.Magnitude / b.Least;
            return a.Sign is { } signOfA ? Between(signOfA * b.Mid.Sign, Above(size)) : new(BigFloat.Zero, size);
        }

        if (b.Sign is null or 0 || a.IsUnknown)
        {
            return Unknown;
        }

        if (b.IsTiny || b.IsEdge || a.IsHuge)
        {
            Radius least = a.Least / b.Magnitude;
            return a.IsTiny || a.Least.IsZero || a.Sign is not { } sign ? Unknown
                : Huge(sign * b.Mid.Sign, a.IsBounded && !b.IsEdge, least.Exponent - 1);
        }

        if (a.IsEdge)
        {
            return Between(a.Mid.Sign * b.Mid.Sign, Above(a.Magnitude / b.Least));
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

        if (a.IsHuge)
        {
            return Huge(1, a.IsBounded, a.Mid.Exponent / 2);
        }

        if (a.IsTiny)
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

    public static Ball Scale(Ball a, long power) => a.Rad.IsInfinite ? a : new(a.Mid.Scale(power), a.Rad * Radius.PowerOfTwo(power), isOpen: a.IsOpen);

    /// <summary>The exponent of a power of two above; not below that of a tiny number.</summary>
    private static long Above(Radius size) => Math.Max(size.Exponent + 1, -Far);

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
