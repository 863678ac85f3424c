namespace Glia.Kernels.Lanes;

/// <summary>
/// Pairs of doubles, high + low with |low| at most half a unit in the last place of high: some 104 bits, over double lanes of any width.
/// </summary>
/// <remarks>
/// Sums and products as in Joldeş, Muller and Popescu, Tight and Rigorous Error Bounds for Basic Building Blocks of
/// Double-Word Arithmetic, ACM TOMS 2017: relative error at most 3·2⁻¹⁰⁶ (sum), 5·2⁻¹⁰⁶ (product), 10·2⁻¹⁰⁶ (quotient). Where the
/// plain operation on the high parts is infinite or NaN, or a product too small for its error to be a number, it alone is the result.
/// Slow, and therefore only for the few values that double leaves undecided.
/// </remarks>
/// <typeparam name="T">The double lane.</typeparam>
internal readonly struct Wide<T> : ILane<Wide<T>>
    where T : struct, IDoubleLane<T>
{
    private Wide(T high, T low)
    {
        High = high;
        Low = low;
    }

    public static int Width => T.Width;

    public static LanePrecision Precision => LanePrecision.Wide;

    /// <summary>Gets the value to nearest.</summary>
    public T High { get; }

    /// <summary>Gets the rest.</summary>
    public T Low { get; }

    /// <summary>Gets the value rounded to odd: rounding that to a float is rounding the value itself.</summary>
    public T Odd => T.RoundToOdd(High, Low);

    /// <summary>A pair of its parts, which are in normal form.</summary>
    public static Wide<T> Parts(T high, T low) => new(high, low);

    public static Wide<T> Of(T value) => new(value, T.Of(0.0));

    public static Wide<T> Of(double value) => Of(T.Of(value));

    public static Wide<T> Of(double high, double low) => new(T.Of(high), T.Of(low));

    public static Wide<T> Of(float value) => Of(T.Of(value));

    public static Wide<T> Load(ref readonly float source) => Of(T.Load(in source));

    public void Store(ref float target) => Odd.Store(ref target);

    public static Wide<T> operator +(Wide<T> a, Wide<T> b)
    {
        T sum = a.High + b.High;
        T error = SumError(a.High, b.High, sum);
        T lowSum = a.Low + b.Low;
        T lowError = SumError(a.Low, b.Low, lowSum);
        T high = Renormalize(sum, error + lowSum, out T low);
        return Finish(sum, high, lowError + low);
    }

    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => a + -b;

    public static Wide<T> operator *(Wide<T> a, Wide<T> b)
    {
        T product = a.High * b.High;
        T error = T.FusedMultiplyAdd(a.High, b.High, -product);
        T cross = T.FusedMultiplyAdd(a.High, b.Low, T.FusedMultiplyAdd(a.Low, b.High, a.Low * b.Low));
        return Finish(product, product, error + cross);
    }

    public static Wide<T> operator /(Wide<T> a, Wide<T> b)
    {
        // Long division: each quotient takes away all but its own rounding error of what is left.
        T lead = a.High / b.High;
        Wide<T> rest = a - (b * Of(lead));
        T second = rest.High / b.High;
        rest -= b * Of(second);
        T third = rest.High / b.High;
        T high = Renormalize(lead, second, out T low);
        return Finish(lead, high, low + third);
    }

    public static Wide<T> operator -(Wide<T> a) => new(-a.High, -a.Low);

    public static Wide<T> FusedMultiplyAdd(Wide<T> a, Wide<T> b, Wide<T> c) => (a * b) + c;

    public static Wide<T> Abs(Wide<T> a) => Select(LessThan(a, Of(0.0)), -a, new(T.Abs(a.High), a.Low));

    public static Wide<T> Sqrt(Wide<T> a)
    {
        T root = T.Sqrt(a.High);
        T rest = T.FusedMultiplyAdd(-root, root, a.High) + a.Low;
        T correction = T.Select(T.Equal(root, T.Of(0.0)), T.Of(0.0), rest / (root + root));
        return Finish(root, root, correction);
    }

    /// <summary>To nearest, of ties either neighbour.</summary>
    /// <param name="a">The value.</param>
    /// <returns>An integer within ½ of it.</returns>
    public static Wide<T> Round(Wide<T> a)
    {
        T high = T.Round(a.High);
        return Finish(high, high, T.Round(a.High - high + a.Low));
    }

    public static Wide<T> PowerOfTwo(Wide<T> n) => Of(T.PowerOfTwo(n.High));

    public static Wide<T> PowerOfTwoSixteenths(Wide<T> shifted) =>
        new(T.PowerOfTwoSixteenths(shifted.High), T.PowerOfTwoSixteenthsRest(shifted.High));

    public static Wide<T> Scale(Wide<T> x, Wide<T> n)
    {
        // The rest may be 0, which Scale does not take: it follows the factor that the high part got.
        T scaled = T.Scale(x.High, n.High);
        return Finish(scaled, scaled, x.Low * (scaled / x.High));
    }

    public static Wide<T> AtLeast(Wide<T> x, Wide<T> bound) => Select(LessThan(x, bound), bound, x);

    public static Wide<T> AtMost(Wide<T> x, Wide<T> bound) => Select(LessThan(bound, x), bound, x);

    public static Wide<T> LessThan(Wide<T> a, Wide<T> b)
    {
        T mask = T.Select(T.Equal(a.High, b.High), T.LessThan(a.Low, b.Low), T.LessThan(a.High, b.High));
        return new(mask, mask);
    }

    public static Wide<T> Equal(Wide<T> a, Wide<T> b)
    {
        T high = T.Equal(a.High, b.High);
        T mask = T.Select(high, T.Equal(a.Low, b.Low), high);
        return new(mask, mask);
    }

    public static Wide<T> Select(Wide<T> mask, Wide<T> whenTrue, Wide<T> whenFalse) =>
        new(T.Select(mask.High, whenTrue.High, whenFalse.High), T.Select(mask.High, whenTrue.Low, whenFalse.Low));

    public static bool Any(Wide<T> mask) => T.Any(mask.High);

    public static Wide<T> CopySign(Wide<T> magnitude, Wide<T> sign)
    {
        T negative = T.LessThan(T.CopySign(T.Of(1.0), sign.High), T.Of(0.0));
        return new(T.CopySign(magnitude.High, sign.High), T.Select(negative, -magnitude.Low, magnitude.Low));
    }

    /// <summary>What the rounded sum of a and b lost, exactly (Knuth).</summary>
    private static T SumError(T a, T b, T sum)
    {
        T bPart = sum - a;
        return (a - (sum - bPart)) + (b - bPart);
    }

    private static T Renormalize(T high, T low, out T rest)
    {
        T sum = high + low;
        rest = low - (sum - high);
        return sum;
    }

    /// <summary>high + low in normal form, or the plain result of the leading operation where the sum is no number; zeros have its sign.</summary>
    private static Wide<T> Finish(T lead, T high, T low)
    {
        T sum = Renormalize(high, low, out T rest);
        T zero = T.Of(0.0);
        T ordinary = T.LessThan(T.Abs(sum - sum), T.Of(1.0));
        T keepsSign = T.Select(T.Equal(sum, zero), T.CopySign(zero, lead), sum);
        return new(T.Select(ordinary, keepsSign, lead), T.Select(ordinary, rest, zero));
    }
}
