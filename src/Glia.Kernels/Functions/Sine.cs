using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>sin(x + s·π) in double lanes and pairs of doubles, for every float and for products of two, with small relative error also at its zeros.</summary>
/// <remarks>
/// sin(n·π + r) = ±sin r after <see cref="HalfTurns"/>, and sin r a minimax polynomial of degree 15 from tools/coefficients.py: error within 2⁻⁴⁵ in double. In
/// pairs of doubles Taylor's series to r⁴¹, within 2⁻⁹⁵. Float lanes cannot hold an angle: there is no such precision here.
/// </remarks>
public static class Sine
{
    private const int WideTerms = 20;

    /// <summary>sin(x + shift·π); NaN for an infinite angle.</summary>
    /// <typeparam name="TLane">A double or wide lane.</typeparam>
    /// <param name="x">The angle in radians.</param>
    /// <param name="shift">Half turns to add: 0 for the sine, ½ for the cosine; a multiple of ¼.</param>
    /// <returns>The sine.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x, double shift = 0)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Double16))
        {
            return (TLane)(object)Near((Double16)(object)x, shift);
        }

        TLane r = HalfTurns.Rest(x, shift, out TLane n);
        TLane y = TLane.Precision == LanePrecision.Wide ? Wide(r) : Polynomial(r);
        TLane half = n * 0.5;
        y = TLane.WhereEqual(half, TLane.Round(half), y, -y);

        // The reduction adds +0 to −0, which would lose the sign.
        return shift == 0 ? TLane.WhereEqual(x, TLane.Of(0.0), x, y) : y;
    }

    /// <summary>The same for angles of up to 2¹⁷ half turns; NaN for others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Double16 Near(Double16 x, double shift)
    {
        Double16 r = HalfTurns.NearRest(x, shift, out Double16 shifted);

        // The polynomial adds +0 to −0, which would lose the sign.
        return Double16.FlipIfOdd(Double16.CopySign(Polynomial(r), r), shifted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Polynomial<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane s = r * r;
        TLane series = TLane.FusedMultiplyAdd(s, -7.37334454295817e-13, 1.60480954062438e-10);
        series = TLane.FusedMultiplyAdd(series, s, -2.505188027392171e-08);
        series = TLane.FusedMultiplyAdd(series, s, 2.755731660055385e-06);
        series = TLane.FusedMultiplyAdd(series, s, -0.00019841269825056267);
        series = TLane.FusedMultiplyAdd(series, s, 0.008333333333285542);
        series = TLane.FusedMultiplyAdd(series, s, -0.16666666666666186);
        return TLane.FusedMultiplyAdd(r * s, series, r);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane Wide<TLane>(TLane r)
        where TLane : struct, ILane<TLane>
    {
        TLane s = r * r;
        TLane sum = TLane.Of(1.0);
        for (int k = WideTerms; k > 0; k--)
        {
            sum = TLane.Of(1.0) - (sum * s * (TLane.Of(1.0) / TLane.Of(2.0 * k * ((2.0 * k) + 1))));
        }

        return r * sum;
    }
}
