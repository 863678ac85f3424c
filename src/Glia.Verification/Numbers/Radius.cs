namespace Glia.Verification.Numbers;

/// <summary>An upper bound m·2ᵉ of an error: every operation rounds up. Exponents are wide, for functions that leave a double's range.</summary>
internal readonly struct Radius
{
    private const double Up = 1 + 1e-15;

    private Radius(double mantissa, long exponent)
    {
        Mantissa = mantissa;
        Exponent = exponent;
    }

    public static Radius Zero => default;

    public static Radius Infinite => new(double.PositiveInfinity, 0);

    /// <summary>Gets m: 0, infinity, or 1 ≤ m &lt; 2.</summary>
    public double Mantissa { get; }

    public long Exponent { get; }

    public bool IsZero => Mantissa == 0;

    public bool IsInfinite => double.IsPositiveInfinity(Mantissa);

    public static Radius operator +(Radius a, Radius b)
    {
        if (a.IsZero || b.IsInfinite)
        {
            return b;
        }

        if (b.IsZero || a.IsInfinite)
        {
            return a;
        }

        (Radius large, Radius small) = a.Exponent >= b.Exponent ? (a, b) : (b, a);
        return Normal((large.Mantissa + Math.ScaleB(small.Mantissa, (int)Math.Max(small.Exponent - large.Exponent, -200))) * Up, large.Exponent);
    }

    public static Radius operator *(Radius a, Radius b) =>
        a.IsZero || b.IsZero ? Zero : a.IsInfinite || b.IsInfinite ? Infinite : Normal(a.Mantissa * b.Mantissa * Up, a.Exponent + b.Exponent);

    public static Radius operator /(Radius a, Radius b) =>
        a.IsZero ? Zero : b.IsZero || a.IsInfinite ? Infinite : Normal(a.Mantissa / b.Mantissa * Up, a.Exponent - b.Exponent);

    public static bool operator <(Radius a, Radius b) => b.IsZero ? false : a.IsZero || (b.IsInfinite ? !a.IsInfinite
        : !a.IsInfinite && (a.Exponent < b.Exponent || (a.Exponent == b.Exponent && a.Mantissa < b.Mantissa)));

    public static bool operator >(Radius a, Radius b) => b < a;

    public static Radius PowerOfTwo(long exponent) => new(1, exponent);

    /// <summary>The value itself, not rounded.</summary>
    public static Radius Of(double value) => Normal(value, 0);

    /// <summary>An upper bound of |value|.</summary>
    public static Radius Above(BigFloat value)
    {
        if (value.IsZero)
        {
            return Zero;
        }

        BigFloat cut = value.Abs().Cut(50);
        return Normal((double)(long)cut.Mantissa * (1 + 4e-15), cut.Exponent);
    }

    /// <summary>A lower bound of |value|.</summary>
    public static Radius Below(BigFloat value)
    {
        BigFloat cut = value.Abs().Cut(50);
        return cut.IsZero ? Zero : Normal((double)(long)cut.Mantissa, cut.Exponent);
    }

    public static Radius Max(Radius a, Radius b) => a < b ? b : a;

    public static Radius Min(Radius a, Radius b) => a < b ? a : b;

    /// <summary>An upper bound of e^this − 1.</summary>
    public Radius Expm1() =>
        IsZero ? Zero
        : IsInfinite || Exponent > 8 ? Infinite
        : Exponent < -30 ? this * Of(1 + 1e-8)
        : Of((Math.Exp(ToDouble()) - 1) * (1 + 1e-6));

    /// <summary>A lower bound of this − other, at least 0.</summary>
    public Radius Minus(Radius other)
    {
        if (other.IsInfinite || !(other < this))
        {
            return Zero;
        }

        double difference = Mantissa - Math.ScaleB(other.Mantissa, (int)Math.Max(other.Exponent - Exponent, -200));
        return difference <= 4e-15 ? Zero : Normal(difference - 4e-15, Exponent);
    }

    public BigFloat ToBigFloat() => BigFloat.Of(Mantissa).Scale(Exponent);

    /// <summary>The double above; infinity where too large, the smallest where too small.</summary>
    public double ToDouble() =>
        IsZero ? 0 : Exponent > 1000 ? double.PositiveInfinity : Exponent < -1000 ? 1e-300 : Math.ScaleB(Mantissa, (int)Exponent);

    public override string ToString() => $"{Mantissa:R}·2^{Exponent}";

    private static Radius Normal(double mantissa, long exponent)
    {
        if (mantissa == 0 || double.IsPositiveInfinity(mantissa))
        {
            return new(mantissa, 0);
        }

        int shift = Math.ILogB(mantissa);
        return new(Math.ScaleB(mantissa, -shift), exponent + shift);
    }
}
