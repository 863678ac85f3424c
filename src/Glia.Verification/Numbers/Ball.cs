using System.Numerics;

namespace Glia.Verification.Numbers;

/// <summary>A real number known to lie within <see cref="Rad"/> of <see cref="Mid"/>: arithmetic whose results hold the true value.</summary>
/// <remarks>
/// Two kinds stand for what no exponent can hold. <em>Huge</em> (radius infinite, middle ±2^L) is a number of that sign beyond 2^L, and
/// where it is <em>bounded</em>, below e^(2^2048); <em>tiny</em> is one between 0 and 2^−(2^30), an <em>open</em> ball with 0 at its edge.
/// A tiny number may be <em>vanishing</em>: below e^−(2^4096), so that the product with any bounded number is as small. Born are they from e^t
/// with |t| &gt; 2^40, so that some hundred factors of ordinary size do not bring them back.
/// </remarks>
internal readonly struct Ball(BigFloat mid, Radius rad, bool isBounded = false, bool isOpen = false)
{
    private const long Far = 1L << 30;

    /// <summary>The exponent that stands for a vanishing number; that of other tiny ones is at most a quarter of it.</summary>
    private const long Vanished = 16 * Far;

    public static Ball Zero => default;

    public static Ball One => new(BigFloat.One, Radius.Zero);

    public static Ball Unknown => new(BigFloat.Zero, Radius.Infinite);

    public BigFloat Mid { get; } = mid;

    public Radius Rad { get; } = rad;

    public bool IsExactZero => Mid.IsZero && Rad.IsZero;

    public bool IsUnknown => Rad.IsInfinite && Mid.IsZero;

    public bool IsHuge => Rad.IsInfinite && !Mid.IsZero;

    /// <summary>Gets a value indicating whether a huge number has an upper bound.</summary>
    public bool IsBounded { get; } = isBounded;

    /// <summary>Gets a value indicating whether the ends are left out: a number just above a tie is not the tie.</summary>
    public bool IsOpen { get; } = isOpen;

    /// <summary>Gets a value indicating whether it is open and 0 its end: nothing is known but the sign, and a bound.</summary>
    public bool IsEdge => IsOpen && !(Rad < Radius.Below(Mid)) && !(Radius.Below(Mid) < Rad);

    public bool IsVanishing => !Rad.IsInfinite && !Mid.IsZero && Mid.Top < -(Vanished / 2);

    public bool IsTiny => !Rad.IsInfinite && !Mid.IsZero && Mid.Top < -(Far / 4);

    /// <summary>Gets +1, −1, 0 for exactly 0, or null where the sign is not known.</summary>
    public int? Sign => IsExactZero ? 0 : IsHuge || IsEdge || Rad < Radius.Below(Mid) ? Mid.Sign : null;

    /// <summary>Gets an upper bound of the magnitude.</summary>
    public Radius Magnitude => Radius.Above(Mid) + Rad;

    /// <summary>Gets a lower bound of the magnitude.</summary>
    public Radius Least => IsHuge ? Radius.Below(Mid) : Rad.IsInfinite ? Radius.Zero : Radius.Below(Mid).Minus(Rad);

    public static Ball operator -(Ball a) => new(-a.Mid, a.Rad, a.IsBounded, a.IsOpen);

    public static Ball Of(BigFloat value) => new(value, Radius.Zero);

    public static Ball Of(double value) => Of(BigFloat.Of(value));

    /// <summary>A number beyond 2^power.</summary>
    public static Ball Huge(int sign, bool isBounded = false, long power = Far) => new(new(sign, Math.Min(power, Far)), Radius.Infinite, isBounded);

    /// <summary>Whether a number of this exponent is so large that e to its negative is vanishing.</summary>
    public static bool IsBeyondAll(long exponent) => exponent >= 4096;

    public static Ball Tiny(int sign, bool isVanishing = false) => Between(sign, isVanishing ? -Vanished : -Far);

    public static Ball Of(Rational value, int bits) => Divide(Of(new BigFloat(value.Numerator, 0)), Of(new BigFloat(value.Denominator, 0)), bits);

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

    /// <summary>A number with an error, cut to the working precision.</summary>
    public static Ball Rounded(BigFloat mid, Radius rad, int bits)
    {
        if (rad.IsInfinite)
        {
            return Unknown;
        }

        BigFloat cut = mid.Cut(bits);
        if (cut.Exponent != mid.Exponent && !(mid - cut).IsZero)
        {
            rad += Radius.PowerOfTwo(cut.Exponent);
        }

        if (!cut.IsZero && Math.Abs(cut.Top) > Far)
        {
            Radius least = Radius.Below(cut).Minus(rad);
            return cut.Top < 0
                ? rad < Radius.Below(cut) ? Tiny(cut.Sign) : new(BigFloat.Zero, Radius.PowerOfTwo(1 - Far) + rad)
                : least.IsZero ? Unknown : Huge(cut.Sign, isBounded: true, least.Exponent);
        }

        return new(cut, rad);
    }

    /// <summary>The float that every number of the ball rounds to, or null.</summary>
    public float? ToSingle() => (float?)Round(NumberFormat.Single);

    /// <summary>The number of a format that every number of the ball rounds to, or null.</summary>
    public double? Round(NumberFormat format)
    {
        if (IsUnknown)
        {
            return null;
        }

        if (IsHuge)
        {
            return Mid.Exponent > format.Beyond ? Mid.Sign * double.PositiveInfinity : null;
        }

        if (Rad.IsZero)
        {
            return format.Round(Mid);
        }

        double low = format.Round(IsOpen ? Beside(Low, 1) : Low);
        double high = format.Round(IsOpen ? Beside(High, -1) : High);
        return BitConverter.DoubleToInt64Bits(low) == BitConverter.DoubleToInt64Bits(high) && Sign is not null ? low : null;
    }

    /// <summary>Gets a number below all of the ball, near its end.</summary>
    public BigFloat Low => IsCentred ? -End : Mid - End;

    /// <summary>Gets a number above all of the ball, near its end.</summary>
    public BigFloat High => IsCentred ? End : Mid + End;

    /// <summary>Gets a value indicating whether the middle is so small beside the radius that sums with it would be as long as its exponent.</summary>
    private bool IsCentred => !Mid.IsZero && !Rad.IsZero && !Rad.IsInfinite && Rad.Exponent - Mid.Top > 10000;

    private BigFloat End => (Mid.IsZero || Rad.IsZero ? Rad : IsCentred ? Magnitude : Radius.Max(Rad, Radius.PowerOfTwo(Mid.Top - 10000))).ToBigFloat();

    /// <summary>A number so near above or below an end that no rounding boundary, being one of at most 55 bits, lies between.</summary>
    private static BigFloat Beside(BigFloat end, int side) =>
        end + (BigFloat.PowerOfTwo(end.IsZero ? -Vanished : Math.Min(end.Exponent, end.Top - 60) - 1) * new BigFloat(side, 0));

    /// <summary>A number of this sign with a magnitude above 0 and below 2^power.</summary>
    public static Ball Between(int sign, long power)
    {
        var half = BigFloat.PowerOfTwo(power - 1);
        return sign == 0 ? Zero : new(sign < 0 ? -half : half, Radius.PowerOfTwo(power - 1), isOpen: true);
    }

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
