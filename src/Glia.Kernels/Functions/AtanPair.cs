using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The arctangent in pairs of floats.</summary>
/// <remarks>
/// With p the smaller of |x| and 1 and q the larger, arctan(p/q) = arctan c + arctan r, r = (p − c·q)/(q + c·p), c near j/31 from a table of 32, j the integer nearest to 31·p/q by an
/// approximate reciprocal; above 1, that is taken from π/2. c is chosen so that arctan c is a float up to 2⁻³⁷·⁴ of it, and the first, 0.0316, so that p − c·q, both rounded, is exact:
/// one is at most twice the other. |r| ≤ 0.0169.
/// arctan r = r + r³·(…): relative to the result, which is at least |r|, the second is below 2⁻¹³·³ and rounded four times: 2⁻³⁵·³; the polynomial adds 2⁻³⁷·⁷, the table
/// 2⁻³⁷·⁴. In all within 2⁻³⁴·⁷, most of it where p/q is 1/62. Polynomial and tables from tools/coefficients.py.
/// </remarks>
internal static class AtanPair
{
    /// <summary>π/2 to float, and the rest.</summary>
    private const float QuarterTurn = 1.57079637f;
    private const float QuarterTurnRest = -4.37113883e-08f;

    private static ReadOnlySpan<float> Centres =>
    [
        0f,
        0.031612102f,
        0.064625144f,
        0.096776225f,
        0.12916113f,
        0.16145748f,
        0.19377449f,
        0.22593284f,
        0.25794753f,
        0.29003733f,
        0.32244742f,
        0.35436505f,
        0.38686836f,
        0.41955957f,
        0.4518051f,
        0.4838784f,
        0.51520073f,
        0.54792166f,
        0.5799781f,
        0.61295295f,
        0.64526236f,
        0.67771f,
        0.70954037f,
        0.7410745f,
        0.77415216f,
        0.8068785f,
        0.837931f,
        0.8714546f,
        0.9027403f,
        0.93478054f,
        0.9679803f,
        0.9998217f,
    ];

    private static ReadOnlySpan<float> Angles =>
    [
        0f,
        0.031601578f,
        0.0645354f,
        0.09647579f,
        0.12844999f,
        0.16007604f,
        0.19140239f,
        0.22220215f,
        0.2524446f,
        0.28229186f,
        0.31192145f,
        0.3405582f,
        0.369135f,
        0.39725354f,
        0.42435405f,
        0.45066735f,
        0.4757341f,
        0.50124615f,
        0.5255674f,
        0.5498893f,
        0.5730375f,
        0.59560907f,
        0.61710024f,
        0.6377643f,
        0.65878016f,
        0.6789211f,
        0.6974455f,
        0.71681845f,
        0.734327f,
        0.75170195f,
        0.7691293f,
        0.785309f,
    ];

    /// <summary>arctan x, within 2⁻³⁴·⁷: four times what formulas in pairs may be off by otherwise.</summary>
    /// <param name="x">The value.</param>
    /// <returns>arctan x; NaN in one part or the other where x is infinite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Of(Vector512<float> x)
    {
        Vector512<float> one = Vector512<float>.One;
        Vector512<float> signs = Vector512.Create(-0.0f);
        Vector512<float> a = Vector512.Abs(x);
        // In this order NaN stays.
        Vector512<float> p = Vector512.MinNative(one, a);
        Vector512<float> q = Vector512.MaxNative(one, a);
        Vector512<float> ratio = Vector512.MinNative(a, Avx512F.Reciprocal14(a));
        Vector512<int> index = Vector512.FusedMultiplyAdd(ratio, Vector512.Create(31f), Vector512.Create(Lane.SingleRoundingShift)).AsInt32();
        ref float centres = ref MemoryMarshal.GetReference(Centres);
        ref float angles = ref MemoryMarshal.GetReference(Angles);
        Vector512<float> c = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref centres), index, Vector512.LoadUnsafe(ref centres, 16));
        Vector512<float> angle = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref angles), index, Vector512.LoadUnsafe(ref angles, 16));

        Vector512<float> product = c * q;
        Vector512<float> above = p - product;
        Vector512<float> lost = Avx512F.FusedMultiplySubtract(c, q, product);
        Vector512<float> below = Vector512.FusedMultiplyAdd(c, p, q);
        Vector512<float> belowRest = Vector512.FusedMultiplyAdd(c, p, q - below);
        Vector512<float> inverse = one / below;
        Vector512<float> r = above * inverse;
        Vector512<float> rest = Avx512F.FusedMultiplyAddNegated(r, below, above) - lost;
        rest = Avx512F.FusedMultiplyAddNegated(r, belowRest, rest) * inverse;

        Vector512<float> square = r * r;
        Vector512<float> series = Vector512.FusedMultiplyAdd(square, Vector512.Create(0.1999432f), Vector512.Create(-0.33333331f));
        Vector512<float> follow = Vector512.FusedMultiplyAdd(square * r, series, rest);

        // Above 1, all is taken from π/2.
        Vector512<float> far = Vector512.GreaterThan(a, one);
        Vector512<float> flip = far & signs;
        Vector512<float> turn = far & Vector512.Create(QuarterTurn);
        Vector512<float> turned = angle ^ flip;
        Vector512<float> sum = turn + turned;
        Vector512<float> lead = r ^ flip;
        Vector512<float> high = sum + lead;
        Vector512<float> low = (turned - (sum - turn)) + (lead - (high - sum)) + ((follow ^ flip) + (far & Vector512.Create(QuarterTurnRest)));
        Vector512<float> sign = x & signs;
        return new(high ^ sign, low ^ sign);
    }
}
