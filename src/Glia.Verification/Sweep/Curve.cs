using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Glia.Verification.Sweep;

/// <summary>Value or slope over a run of neighbouring floats, in a form that a processor evaluates quickly and with a known error.</summary>
internal abstract class Curve;

/// <summary>A curve's evaluation, as a struct of its own for each kind, so that loops over it are compiled for that kind.</summary>
internal interface ICurveEvaluation
{
    /// <summary>Evaluates at eight inputs: the real value lies within <paramref name="error"/> of <paramref name="high"/> + <paramref name="low"/>, the first being that sum rounded.</summary>
    void Evaluate(Vector512<double> x, out Vector512<double> high, out Vector512<double> low, out Vector512<double> error);

    /// <summary>Whether a quick look is enough to be certain of all sixteen results.</summary>
    bool IsRoughly(Vector512<float> x, Vector512<float> results);
}

/// <summary>That of a polynomial.</summary>
internal readonly struct PolynomialEvaluation(PolynomialCurve curve) : ICurveEvaluation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate(Vector512<double> x, out Vector512<double> high, out Vector512<double> low, out Vector512<double> error) =>
        curve.Evaluate(x, out high, out low, out error);

    /// <summary>The evaluation is as quick as any look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsRoughly(Vector512<float> x, Vector512<float> results) => false;
}

/// <summary>That of waves.</summary>
internal readonly struct WaveEvaluation(WaveCurve curve) : ICurveEvaluation
{
    public void Evaluate(Vector512<double> x, out Vector512<double> high, out Vector512<double> low, out Vector512<double> error) =>
        curve.Evaluate(x, out high, out low, out error);

    /// <summary>Whether both ends of what each value may be, roughly, round to the result.</summary>
    public bool IsRoughly(Vector512<float> x, Vector512<float> results)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(x);
        Rough8 a = curve.Evaluate<Rough8>(lower);
        Rough8 b = curve.Evaluate<Rough8>(upper);
        Vector512<double> aError = a.Error + (Vector512.Abs(a.Value) * Vector512.Create(Rounding));
        Vector512<double> bError = b.Error + (Vector512.Abs(b.Value) * Vector512.Create(Rounding));
        Vector512<int> bits = results.AsInt32();
        return Vector512.EqualsAll(Vector512.Narrow(a.Value - aError, b.Value - bError).AsInt32(), bits)
            && Vector512.EqualsAll(Vector512.Narrow(a.Value + aError, b.Value + bError).AsInt32(), bits);
    }

    /// <summary>What rounding the ends themselves may lose.</summary>
    private const double Rounding = 1.0 / (1L << 51);
}

/// <summary>Every real value rounds to one float.</summary>
/// <param name="value">The float.</param>
/// <param name="isExactZero">Whether the real value is 0 itself, so that both zeros are right.</param>
internal sealed class ConstantCurve(float value, bool isExactZero) : Curve
{
    public float Value { get; } = value;

    public bool IsExactZero { get; } = isExactZero;
}

/// <summary>
/// xᵐ·(c₀ + c₁t + … + c_n tⁿ) with t = (x − centre)·scale, |t| ≤ 1. The first two coefficients are pairs of doubles, so that the sum is a
/// double-double whose error is a small part of its lower half; the others are doubles.
/// </summary>
internal sealed class PolynomialCurve : Curve
{
    public required double Centre { get; init; }

    public required double Scale { get; init; }

    /// <summary>Gets m: above 0 only where the centre is 0.</summary>
    public required int Power { get; init; }

    public required double Constant { get; init; }

    public required double ConstantLow { get; init; }

    public required double Linear { get; init; }

    public required double LinearLow { get; init; }

    /// <summary>Gets c₂, c₃, ….</summary>
    public required double[] Higher { get; init; }

    /// <summary>Gets a bound of the error at t = 0.</summary>
    public required double Error { get; init; }

    /// <summary>Gets a bound of how much the error grows with |t|.</summary>
    public required double ErrorSlope { get; init; }

    /// <summary>
    /// Evaluates at eight inputs: the real value lies within <paramref name="error"/> of <paramref name="high"/> + <paramref name="low"/>,
    /// and <paramref name="high"/> is that sum rounded.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate(Vector512<double> x, out Vector512<double> high, out Vector512<double> low, out Vector512<double> error)
    {
        // x − centre and its product with a power of two are exact.
        Vector512<double> t = (x - Vector512.Create(Centre)) * Vector512.Create(Scale);
        double[] higher = Higher;
        Vector512<double> q = Vector512<double>.Zero;
        for (int k = higher.Length - 1; k >= 0; k--)
        {
            q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(higher[k]));
        }

        // c₁ + t·q, then t times that, then c₀ more; what each rounding loses is kept.
        Vector512<double> w = q * t;
        Sum(Vector512.Create(Linear), w, out Vector512<double> a, out Vector512<double> aLow);
        aLow += Vector512.Create(LinearLow);
        Vector512<double> p = t * a;
        Vector512<double> pLow = Vector512.FusedMultiplyAdd(t, a, -p);
        pLow = Vector512.FusedMultiplyAdd(t, aLow, pLow);
        Sum(Vector512.Create(Constant), p, out high, out low);
        low += pLow + Vector512.Create(ConstantLow);
        var rounding = Vector512.Create(Roundings);
        error = Vector512.FusedMultiplyAdd(Vector512.Abs(t), Vector512.Create(ErrorSlope), Vector512.Create(Error))
            + (rounding * (Vector512.Abs(low) + Vector512.Abs(pLow)));
        for (int k = 0; k < Power; k++)
        {
            Vector512<double> product = high * x;
            Vector512<double> lost = Vector512.FusedMultiplyAdd(high, x, -product);
            Vector512<double> carried = low * x;
            error = Vector512.FusedMultiplyAdd(error, Vector512.Abs(x), rounding * (Vector512.Abs(lost) + Vector512.Abs(carried)));
            high = product;
            low = lost + carried;
        }

        Sum(high, low, out high, out low);
    }

    /// <summary>A bound of the relative error of a few roundings of the lower half.</summary>
    private const double Roundings = 1.0 / (1L << 50);

    /// <summary>a + b = sum + rest exactly (Knuth).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(Vector512<double> a, Vector512<double> b, out Vector512<double> sum, out Vector512<double> rest)
    {
        Vector512<double> s = a + b;
        Vector512<double> part = s - a;
        rest = (a - (s - part)) + (b - part);
        sum = s;
    }
}
