using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Glia.Verification.Numbers;

namespace Glia.Verification.Sweep;

/// <summary>
/// Sine and cosine of c·x for the floats of one binade, however large. x is m·2^q with m of 24 bits; the part of c·2^q/2π that is left without whole
/// turns is cut into pieces of 29 bits, so that m times a piece is exact, and whole turns drop out of the first product.
/// </summary>
/// <remarks>What is left after the nearest 256th of a turn, 0.0123 at most, goes into Taylor's series.</remarks>
internal sealed class Wave
{
    private const int PieceBits = 29;
    private const int Pieces = 4;
    private const int Steps = 256;
    private const int Bits = 192;

    /// <summary>What the cut fraction of a turn, times m, may miss: 2²⁴·2·2⁻¹¹⁶.</summary>
    private const double TurnError = 1.0 / (1L << 60) / (1L << 31);

    private static readonly Lazy<Bounded8[]> Sines = new(() => [.. Enumerable.Range(0, Steps).Select(k => AtStep(k, Elementary.Sin, 0))]);
    private static readonly Lazy<Bounded8[]> Cosines = new(() => [.. Enumerable.Range(0, Steps).Select(k => AtStep(k, Elementary.Cos, 1))]);
    private static readonly Bounded8 Circle = Bounded8.Of(Ball.Scale(Constants.PiBall(Bits), 1));
    private static readonly Bounded8 Half = Of(-1, 2);
    private static readonly Bounded8 Sixth = Of(-1, 6);
    private static readonly Bounded8 TwentyFourth = Of(1, 24);
    private static readonly Bounded8 HundredTwentieth = Of(1, 120);

    /// <summary>Twice what the error of z, 2⁻⁵¹·⁵ after three roundings, and those of the series come to.</summary>
    private const double RoughError = 1.0 / (1L << 50);

    /// <summary>±1/(2k + 1)! and ±1/(2k)!, up to z¹⁷ and z¹⁶: with |z| ≤ π/4 the next terms are below 2⁻⁵⁸.</summary>
    private static readonly double[] SineSeries = [.. Enumerable.Range(0, 9).Select(k => Alternating(k) / Factorial((2 * k) + 1))];
    private static readonly double[] CosineSeries = [.. Enumerable.Range(0, 9).Select(k => Alternating(k) / Factorial(2 * k))];

    private readonly Vector512<double>[] _pieces = new Vector512<double>[Pieces];
    private readonly Vector512<double> _toInteger;
    private readonly double[] _sines = Flat(Sines.Value);
    private readonly double[] _cosines = Flat(Cosines.Value);

    /// <param name="factor">c.</param>
    /// <param name="exponent">q.</param>
    public Wave(Rational factor, int exponent)
    {
        _toInteger = Vector512.Create(Math.ScaleB(1, -exponent));
        Factor = Bounded8.Of(Ball.Of(factor, Bits));
        const int All = PieceBits * Pieces;
        const int Work = 900;
        Ball perStep = Ball.Scale(Ball.Divide(Ball.Of(factor, Work), Ball.Scale(Constants.PiBall(Work), 1), Work), exponent);
        if (!(perStep.Rad < Radius.PowerOfTwo(-All)))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), "A turn is not known to so many bits.");
        }

        BigInteger fraction = perStep.Mid.Fixed(All) & ((BigInteger.One << All) - 1);
        for (int i = 0; i < Pieces; i++)
        {
            BigInteger piece = (fraction >> (All - (PieceBits * (i + 1)))) & ((BigInteger.One << PieceBits) - 1);
            _pieces[i] = Vector512.Create(Math.ScaleB((double)piece, -PieceBits * (i + 1)));
        }
    }

    /// <summary>Gets c.</summary>
    public Bounded8 Factor { get; }

    public void SinCos(Vector512<double> x, out Bounded8 sine, out Bounded8 cosine)
    {
        // All products are exact, and so are the differences: multiples of 2⁻²⁹ below 1, then of 2⁻⁵⁸ below 2⁻⁸.
        Vector512<double> m = x * _toInteger;
        Vector512<double> first = m * _pieces[0];
        first -= Vector512.Round(first);
        Vector512<double> second = m * _pieces[1];
        Vector512<double> step = Vector512.Round((first + second) * Vector512.Create((double)Steps));
        Vector512<double> turn = first - (step * Vector512.Create(1.0 / Steps)) + second;
        turn = Bounded8.Sum(turn, m * _pieces[2], out Vector512<double> rest);
        turn = Bounded8.Sum(turn, rest + (m * _pieces[3]), out rest);
        Bounded8 z = new Bounded8(turn, rest, Vector512.Create(TurnError)) * Circle;
        Bounded8 square = z * z;

        // The terms after the second are so small that doubles do; the ends of the series are below 2⁻⁵⁰ of the terms kept.
        Vector512<double> s = square.High;
        Bounded8 sineTail = Tail(s * Vector512.FusedMultiplyAdd(s, Vector512.Create(1.0 / 362880), Vector512.Create(-1.0 / 5040)));
        Bounded8 cosineTail = Tail(s * Vector512.FusedMultiplyAdd(s, Vector512.Create(1.0 / 40320), Vector512.Create(-1.0 / 720)));
        Bounded8 sineOfRest = z + (z * (square * (Sixth + (square * (HundredTwentieth + sineTail)))));
        Bounded8 cosineLess = square * (Half + (square * (TwentyFourth + cosineTail)));

        Vector512<long> k = Vector512.ConvertToInt64(step) & Vector512.Create((long)(Steps - 1));
        Bounded8 sineOfStep = Gather(_sines, k);
        Bounded8 cosineOfStep = Gather(_cosines, k);
        sine = sineOfStep + ((sineOfStep * cosineLess) + (cosineOfStep * sineOfRest));
        cosine = cosineOfStep + ((cosineOfStep * cosineLess) + -(sineOfStep * sineOfRest));
    }

    /// <summary>The same roughly, after whole quarter turns: no tables, and Taylor's series to the ends below 2⁻⁵⁸.</summary>
    public void SinCos(Vector512<double> x, out Rough8 sine, out Rough8 cosine)
    {
        // What is left of a turn is at most an eighth and rounded twice to 2⁻⁵⁷; the last piece is below 2⁻⁶³.
        Vector512<double> m = x * _toInteger;
        Vector512<double> first = m * _pieces[0];
        first -= Vector512.Round(first);
        Vector512<double> second = m * _pieces[1];
        Vector512<double> quarter = Vector512.Round((first + second) * Vector512.Create(4.0));
        Vector512<double> turn = Vector512.FusedMultiplyAdd(m, _pieces[2], Vector512.FusedMultiplyAdd(quarter, Vector512.Create(-0.25), first) + second);
        Vector512<double> z = turn * Vector512.Create(Math.Tau);
        Vector512<double> square = z * z;
        Vector512<double> s = Vector512.Create(SineSeries[^1]);
        Vector512<double> c = Vector512.Create(CosineSeries[^1]);
        for (int k = SineSeries.Length - 2; k >= 0; k--)
        {
            s = Vector512.FusedMultiplyAdd(s, square, Vector512.Create(SineSeries[k]));
            c = Vector512.FusedMultiplyAdd(c, square, Vector512.Create(CosineSeries[k]));
        }

        s *= z;

        // A quarter more: sine becomes cosine, cosine becomes −sine.
        Vector512<long> k4 = Vector512.ConvertToInt64(quarter);
        Vector512<double> isOdd = Vector512.Equals(k4 & Vector512<long>.One, Vector512<long>.One).AsDouble();
        Vector512<long> signOfSine = (k4 & Vector512.Create(2L)) << 62;
        Vector512<long> signOfCosine = ((k4 + Vector512<long>.One) & Vector512.Create(2L)) << 62;
        var error = Vector512.Create(RoughError);
        sine = new((Vector512.ConditionalSelect(isOdd, c, s).AsInt64() ^ signOfSine).AsDouble(), error);
        cosine = new((Vector512.ConditionalSelect(isOdd, s, c).AsInt64() ^ signOfCosine).AsDouble(), error);
    }

    /// <summary>Terms that were rounded some few times, and of which the series' next, below z⁶/11! or z⁶/10!, is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bounded8 Tail(Vector512<double> value) =>
        new(value, Vector512<double>.Zero, (Vector512.Abs(value) * Vector512.Create(1.0 / (1L << 48))) + Vector512.Create(Math.Pow(0.0124, 6) / 3628800));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bounded8 Gather(double[] table, Vector512<long> k)
    {
        Span<double> found = stackalloc double[3 * Vector512<double>.Count];
        for (int i = 0; i < Vector512<double>.Count; i++)
        {
            int at = 3 * (int)k[i];
            found[i] = table[at];
            found[8 + i] = table[at + 1];
            found[16 + i] = table[at + 2];
        }

        return new(Vector512.Create<double>(found), Vector512.Create<double>(found[8..]), Vector512.Create<double>(found[16..]));
    }

    private static double Alternating(int k) => k % 2 == 0 ? 1 : -1;

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private static double[] Flat(Bounded8[] table) => [.. table.SelectMany(each => new[] { each.High[0], each.Low[0], each.Error[0] })];

    private static Bounded8 Of(int numerator, int denominator) => Bounded8.Of(Ball.Of(new Rational(numerator, denominator), Bits));

    /// <summary>The function at k 256ths of a turn; exactly 0 where it is.</summary>
    private static Bounded8 AtStep(int k, Func<Ball, int, Ball> function, int quarters)
    {
        const int Quarter = Steps / 4;
        if (k % Quarter == 0)
        {
            int[] sines = [0, 1, 0, -1];
            return Bounded8.Of(Ball.Of(sines[((k / Quarter) + quarters) % 4]));
        }

        return Bounded8.Of(function(Ball.Divide(Ball.Multiply(Constants.PiBall(Bits), Ball.Of(k), Bits), Ball.Of(Steps / 2), Bits), Bits));
    }
}
