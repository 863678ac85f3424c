namespace Glia.Verification.Numbers;

/// <summary>A real number known to lie within <see cref="Rad"/> of <see cref="Mid"/>: arithmetic whose results hold the true value.</summary>
/// <remarks>
/// Two kinds stand for what no exponent can hold. <em>Huge</em> (radius infinite, middle ±2^L) is a number of that sign beyond 2^L, and
/// where it is <em>bounded</em>, below e^(2^2048); <em>tiny</em> is one between 0 and 2^−(2^30), an <em>open</em> ball with 0 at its edge.
/// A tiny number may be <em>vanishing</em>: below e^−(2^4096), so that the product with any bounded number is as small. Born are they from e^t
/// with |t| &gt; 2^40, so that some hundred factors of ordinary size do not bring them back.
/// </remarks>
internal readonly partial struct Ball(BigFloat mid, Radius rad, bool isBounded = false, bool isOpen = false)
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

    public static Ball Of(BigFloat value) => new(value, Radius.Zero);

    public static Ball Of(double value) => Of(BigFloat.Of(value));

    /// <summary>A number beyond 2^power.</summary>
    public static Ball Huge(int sign, bool isBounded = false, long power = Far) => new(new(sign, Math.Min(power, Far)), Radius.Infinite, isBounded);

    /// <summary>Whether a number of this exponent is so large that e to its negative is vanishing.</summary>
    public static bool IsBeyondAll(long exponent) => exponent >= 4096;

    public static Ball Tiny(int sign, bool isVanishing = false) => Between(sign, isVanishing ? -Vanished : -Far);

    public static Ball Of(Rational value, int bits) => Divide(Of(new BigFloat(value.Numerator, 0)), Of(new BigFloat(value.Denominator, 0)), bits);

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
}
