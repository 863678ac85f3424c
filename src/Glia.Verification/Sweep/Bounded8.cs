using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Glia.Verification.Numbers;

namespace Glia.Verification.Sweep;

/// <summary>Eight real numbers, each known to lie within an error of a pair of doubles: <see cref="High"/> is the pair's sum rounded.</summary>
internal readonly struct Bounded8(Vector512<double> high, Vector512<double> low, Vector512<double> error) : IReal8<Bounded8>
{
    /// <summary>A bound of what a few roundings of lower halves lose, relative to these.</summary>
    private const double Roundings = 1.0 / (1L << 50);

    /// <summary>A bound of the product of two lower halves and of all roundings of a product's, relative to the product: 2⁻⁹⁸.</summary>
    private const double Pairs = Roundings / (1L << 48);

    public Vector512<double> High { get; } = high;

    public Vector512<double> Low { get; } = low;

    public Vector512<double> Error { get; } = error;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded8 operator +(Bounded8 a, Bounded8 b)
    {
        Vector512<double> sum = Sum(a.High, b.High, out Vector512<double> rest);
        Vector512<double> low = a.Low + b.Low + rest;
        Vector512<double> error = ((a.Error + b.Error) * Vector512.Create(1 + Roundings))
            + (Vector512.Create(Roundings) * (Vector512.Abs(a.Low) + Vector512.Abs(b.Low) + Vector512.Abs(rest)));
        Vector512<double> high = Sum(sum, low, out low);
        return new(high, low, error);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded8 operator -(Bounded8 a) => new(-a.High, -a.Low, a.Error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded8 operator *(Bounded8 a, Bounded8 b)
    {
        Vector512<double> product = a.High * b.High;
        Vector512<double> rest = Vector512.FusedMultiplyAdd(a.High, b.High, -product);
        Vector512<double> low = rest + Vector512.FusedMultiplyAdd(a.High, b.Low, a.Low * b.High);

        // The second error may be as large as the number itself, so that its product with the first counts.
        Vector512<double> error = (Vector512.Create(Pairs) * Vector512.Abs(product))
            + ((((Vector512.Abs(a.High) + a.Error) * b.Error) + (Vector512.Abs(b.High) * a.Error)) * Vector512.Create(1 + Roundings));
        Vector512<double> high = Sum(product, low, out low);
        return new(high, low, error);
    }

    /// <summary>One number eight times: from its ball, of some hundred bits.</summary>
    public static Bounded8 Of(Ball ball)
    {
        double high = ball.Mid.ToDouble();
        BigFloat rest = ball.Mid - BigFloat.Of(high);
        double low = rest.ToDouble();
        Radius error = Radius.Above(rest - BigFloat.Of(low)) + ball.Rad;
        return new(Vector512.Create(high), Vector512.Create(low), Vector512.Create(error.IsZero ? 0 : error.ToDouble()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded8 Of(Vector512<double> value) => new(value, Vector512<double>.Zero, Vector512<double>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bounded8 Of(Bounded8 constant) => constant;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SinCos(Wave wave, Vector512<double> x, out Bounded8 sine, out Bounded8 cosine) => wave.SinCos(x, out sine, out cosine);

    /// <summary>a + b = sum + rest exactly (Knuth).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sum(Vector512<double> a, Vector512<double> b, out Vector512<double> rest)
    {
        Vector512<double> sum = a + b;
        Vector512<double> part = sum - a;
        rest = (a - (sum - part)) + (b - part);
        return sum;
    }
}
