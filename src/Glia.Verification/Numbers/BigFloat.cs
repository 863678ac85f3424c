using System.Numerics;

namespace Glia.Verification.Numbers;

/// <summary>A binary number of any size, m·2ᵉ; sums and products are exact.</summary>
internal readonly struct BigFloat
{
    public BigFloat(BigInteger mantissa, long exponent)
    {
        Mantissa = mantissa;
        Exponent = mantissa.IsZero ? 0 : exponent;
    }

    public static BigFloat Zero => default;

    public static BigFloat One => new(BigInteger.One, 0);

    public BigInteger Mantissa { get; }

    public long Exponent { get; }

    public bool IsZero => Mantissa.IsZero;

    public int Sign => Mantissa.Sign;

    /// <summary>Gets t with 2ᵗ⁻¹ ≤ |this| &lt; 2ᵗ; the least number for 0.</summary>
    public long Top => IsZero ? long.MinValue / 4 : Exponent + Bits(Mantissa);

    public static BigFloat operator -(BigFloat a) => new(-a.Mantissa, a.Exponent);

    public static BigFloat operator +(BigFloat a, BigFloat b)
    {
        if (a.IsZero)
        {
            return b;
        }

        if (b.IsZero)
        {
            return a;
        }

        long e = Math.Min(a.Exponent, b.Exponent);
        return new((a.Mantissa << (int)(a.Exponent - e)) + (b.Mantissa << (int)(b.Exponent - e)), e);
    }

    public static BigFloat operator -(BigFloat a, BigFloat b) => a + -b;

    public static BigFloat operator *(BigFloat a, BigFloat b) => new(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    public static BigFloat PowerOfTwo(long exponent) => new(BigInteger.One, exponent);

    public static BigFloat Of(double value)
    {
        if (value == 0)
        {
            return Zero;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xFFFFFFFFFFFFF;
        long mantissa = exponent == 0 ? fraction : fraction | (1L << 52);
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        return new((value < 0 ? -mantissa : mantissa) >> zeros, Math.Max(exponent, 1) - 1075 + zeros);
    }

    public BigFloat Scale(long power) => new(Mantissa, Exponent + power);

    public BigFloat Abs() => new(BigInteger.Abs(Mantissa), Exponent);

    /// <summary>The number cut to so many bits; off by less than 2^(Top − bits).</summary>
    public BigFloat Cut(int bits)
    {
        long excess = IsZero ? 0 : Bits(Mantissa) - bits;
        return excess <= 0 ? this : new(Mantissa >> (int)excess, Exponent + excess);
    }

    /// <summary>⌊this · 2^bits⌋.</summary>
    public BigInteger Fixed(int bits)
    {
        long shift = Exponent + bits;
        return shift >= 0 ? Mantissa << (int)shift : -shift > Bits(Mantissa) + 1 ? (Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero) : Mantissa >> (int)-shift;
    }

    /// <summary>A double at most 2⁻⁵² relative from it; 0 or infinity beyond its exponents.</summary>
    public double ToDouble()
    {
        if (IsZero)
        {
            return 0;
        }

        BigFloat cut = Cut(63);
        return Math.ScaleB((double)(long)cut.Mantissa, (int)Math.Clamp(cut.Exponent, -5000, 5000));
    }

    /// <summary>The nearest float, ties to even; a number that underflows keeps its sign.</summary>
    public float ToSingle() => (float)NumberFormat.Single.Round(this);

    private static long Bits(BigInteger value) => BigInteger.Abs(value).GetBitLength();
}
