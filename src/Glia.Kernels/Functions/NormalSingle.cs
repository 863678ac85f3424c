using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The standard normal distribution in float lanes, within 2 ulp down to the smallest subnormal.</summary>
/// <remarks>
/// Φ(−a) = e^(−a²/2)·G(v)/(a + 4), v = (a − 4)/(a + 4), G a minimax polynomial of degree 9 from tools/coefficients.py. Plain float would be 5 ulp off, for the
/// roundings of all factors add up. So each is kept with what its rounding left (of the division, by a multiplication back), and the exponent's power
/// of two comes last.
/// </remarks>
internal static class NormalSingle
{
    /// <summary>15·Φ(−15) is 0 in float.</summary>
    public const double Highest = 15;

    private const double Shift = 4;
    private const double Constant = 0.7552851438522339;

    /// <summary>Φ(x).</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>Φ(x), from 0 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Distribution<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane one = TLane.Of(1.0);
        TLane a = TLane.AtMost(TLane.Abs(x), Highest);
        TLane sum = a + Shift;
        TLane t = one / sum;
        TLane rest = Left(a, one, sum, t) * t;
        TLane v = TLane.FusedMultiplyAdd(t, -2 * Shift, one);
        TLane tail = Tail(a, v, rest * TLane.Of(-2 * Shift), t, rest);
        return TLane.Select(TLane.LessThan(x, TLane.Of(0.0)), tail, one - tail);
    }

    /// <summary>x·Φ(x) = max(x, 0) − a·Φ(−a), a = |x|: the factor a goes into the quotient.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>x·Φ(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TimesDistribution<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.AtMost(TLane.Abs(x), Highest);
        TLane sum = a + Shift;
        TLane u = a / sum;

        // 1/(a + 4), near enough for a small correction.
        TLane inverse = TLane.FusedMultiplyAdd(u, -1 / Shift, 1 / Shift);
        TLane rest = Left(a, a, sum, u) * inverse;
        TLane v = TLane.FusedMultiplyAdd(u, 2.0, -1.0);
        TLane tail = Tail(a, v, rest + rest, u, rest);
        return TLane.AtLeast(x, -0.0) - tail;
    }

    /// <summary>numerator − quotient·(a + 4), the sum given as rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Left<TLane>(TLane a, TLane numerator, TLane sum, TLane quotient)
        where TLane : struct, ILane<TLane>
    {
        TLane excess = (sum + -Shift) - a;
        return TLane.FusedMultiplyAdd(excess, quotient, TLane.FusedMultiplyAdd(-sum, quotient, numerator));
    }

    /// <summary>e^(−a²/2)·G(v + vRest)·(factor + factorRest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Tail<TLane>(TLane a, TLane v, TLane vRest, TLane factor, TLane factorRest)
        where TLane : struct, ILane<TLane>
    {
        TLane series = TLane.FusedMultiplyAdd(v, -0.00012571863771881908, 0.00019059483020100743);
        series = TLane.FusedMultiplyAdd(series, v, 0.0015702920500189066);
        series = TLane.FusedMultiplyAdd(series, v, -0.003520298982039094);
        series = TLane.FusedMultiplyAdd(series, v, -0.007527166046202183);
        series = TLane.FusedMultiplyAdd(series, v, 0.06040558964014053);
        series = TLane.FusedMultiplyAdd(series, v, -0.18652303516864777);
        series = TLane.FusedMultiplyAdd(series, v, 0.3871367573738098);
        TLane linear = TLane.FusedMultiplyAdd(series, v, -0.607896625995636);
        TLane g = TLane.FusedMultiplyAdd(linear, v, Constant);

        // What g's last rounding and v's left; the slope of G to one digit.
        TLane gRest = TLane.FusedMultiplyAdd(linear, v, TLane.Of(Constant) - g);
        gRest = TLane.FusedMultiplyAdd(vRest, TLane.FusedMultiplyAdd(series, v, linear), gRest);
        TLane half = a * -0.5;
        TLane exponent = half * a;
        TLane q = Exp.Single(exponent, TLane.FusedMultiplyAdd(half, a, -exponent), out TLane n);
        TLane product = TLane.FusedMultiplyAdd(g, q, g);
        TLane productRest = TLane.FusedMultiplyAdd(g, q, g - product) + gRest;
        TLane y = product * factor;
        TLane rest = TLane.FusedMultiplyAdd(product, factorRest, TLane.FusedMultiplyAdd(product, factor, -y));
        return Lane.ScaleDown(y + TLane.FusedMultiplyAdd(productRest, factor, rest), n);
    }
}
