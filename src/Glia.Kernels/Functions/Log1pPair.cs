using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>ln(1 + u) for 0 ≤ u ≤ 1 in pairs of floats.</summary>
/// <remarks>
/// With c near 1/(1 + j/31), j the integer nearest to 31u, from a table of 32: ln(1 + u) = −ln c + ln(1 + r), r = (c − 1) + u·c and |r| ≤ 0.0162; c is
/// chosen so that −ln c is a float up to 2⁻³⁷·² of it. Where j = 0, c is 1 and r is u: no digit is lost near 0.
/// ln(1 + r) = (r − r²/2) + r³·(…): the product u·c, its sum with c − 1 and r² are pairs. Relative to the result, which is at least 0.98·|r|, r³·(…) is below 2⁻¹³·⁵ and rounded
/// four times: 2⁻³⁵·⁶ where j is 0, 2⁻³⁶ beyond, where −ln c may add 2⁻³⁶·³; the polynomial adds 2⁻³⁷·⁷. In all within 2⁻³⁴·⁸, most of it where u is 1/62; u's own error comes on top.
/// Polynomial and tables from tools/coefficients.py.
/// </remarks>
internal static class Log1pPair
{
    private static ReadOnlySpan<float> Centres =>
    [
        1f,
        0.9692559f,
        0.9390627f,
        0.91080403f,
        0.88490576f,
        0.8602351f,
        0.83712083f,
        0.81632465f,
        0.7956871f,
        0.775424f,
        0.7568699f,
        0.7383241f,
        0.7200946f,
        0.70387787f,
        0.6895611f,
        0.6743972f,
        0.6591751f,
        0.6460146f,
        0.631748f,
        0.62042296f,
        0.6081236f,
        0.596712f,
        0.5850062f,
        0.5745976f,
        0.56360537f,
        0.55382293f,
        0.5438449f,
        0.5353061f,
        0.52633506f,
        0.5159307f,
        0.5087977f,
        0.5000309f,
    ];

    private static ReadOnlySpan<float> Logarithms =>
    [
        0f,
        0.03122659f,
        0.06287301f,
        0.09342752f,
        0.12227413f,
        0.15054956f,
        0.17778686f,
        0.20294315f,
        0.22854929f,
        0.2543453f,
        0.2785639f,
        0.30337238f,
        0.32837266f,
        0.35115042f,
        0.37169993f,
        0.39393607f,
        0.41676608f,
        0.43693322f,
        0.45926467f,
        0.47735384f,
        0.49737713f,
        0.5163207f,
        0.5361329f,
        0.5540853f,
        0.573401f,
        0.59091026f,
        0.6090912f,
        0.62491655f,
        0.6418173f,
        0.6617828f,
        0.6757048f,
        0.69308543f,
    ];

    /// <summary>2⁻⁴⁰: below, r²/2 is nothing beside r, and powers of r would soon be subnormal numbers, with which a processor computes twenty times as slowly.</summary>
    private const float LeastToSquare = 9.094947e-13f;

    /// <summary>ln(1 + u), within 2⁻³⁴·⁸: four times what formulas in pairs may be off by otherwise.</summary>
    /// <param name="u">From 0 to 1, or NaN.</param>
    /// <returns>ln(1 + u).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 OfUnit(Pair16 u)
    {
        Vector512<int> index = Vector512.FusedMultiplyAdd(u.High, Vector512.Create(31f), Vector512.Create(Lane.SingleRoundingShift)).AsInt32();
        ref float centres = ref MemoryMarshal.GetReference(Centres);
        ref float logarithms = ref MemoryMarshal.GetReference(Logarithms);
        Vector512<float> c = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref centres), index, Vector512.LoadUnsafe(ref centres, 16));
        Vector512<float> logarithm = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref logarithms), index, Vector512.LoadUnsafe(ref logarithms, 16));

        // u·c and c − 1 are equal in size up to a factor of two, or c is 1: their sum is exact.
        Vector512<float> product = u.High * c;
        Vector512<float> rest = Vector512.FusedMultiplyAdd(u.Low, c, Avx512F.FusedMultiplySubtract(u.High, c, product));
        Vector512<float> r = product + (c - Vector512<float>.One);
        Vector512<float> series = Vector512.FusedMultiplyAdd(r, Vector512.Create(-0.166733876f), Vector512.Create(0.200069517f));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(-0.249999985f));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.333333313f)) * r;
        Vector512<float> felt = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(r), Vector512.Create(LeastToSquare)), Vector512<float>.Zero, r);
        Vector512<float> square = felt * felt;
        Vector512<float> half = Vector512.Create(-0.5f);
        Vector512<float> lead = Vector512.FusedMultiplyAdd(half, square, r);
        Vector512<float> follow = Vector512.FusedMultiplyAdd(series, square, Vector512.FusedMultiplyAdd(half, square, r - lead));
        follow = Vector512.FusedMultiplyAdd(half, Avx512F.FusedMultiplySubtract(felt, felt, square), follow);

        // The rest, below 2⁻²¹ of u, divided by 1 + r: times 1 − r + r².
        follow += Vector512.FusedMultiplyAdd(square - r, rest, rest);
        Vector512<float> high = logarithm + lead;
        return new(high, lead - (high - logarithm) + follow);
    }
}
