using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>eˣ and eˣ − 1 in pairs of floats.</summary>
/// <remarks>
/// x = n·ln 2 + r with n a multiple of 1/32: 2ⁿ from a table of 32 and an exponent, |r| ≤ 0.01084 (ln 2/64 and what rounding x/ln 2 to n adds). n times the
/// float nearest to ln 2 leaves r without rounding in a fused multiply-add; the rest of ln 2, of 2ⁿ and of x, together below 2⁻¹⁸, enters to first order:
/// half its square is below 2⁻³⁷, and below 2⁻⁴² for |x| ≤ 32 or an x that is a float.
/// eʳ = 1 + (r + r²/2) + r³·(…): the sum in brackets is kept as a pair, and so is its product with 2ⁿ.
/// Error of eˣ: the polynomial's 2⁻⁴² (tools/coefficients.py), the rounding of r² below 2⁻¹³·⁰⁵, halved, 2⁻³⁸·¹, that of r³·(…) below 2⁻²²·¹, four times, 2⁻⁴⁴; the
/// others are of parts below 2⁻²³ of the result. In all within 2⁻³⁷·⁹; the largest seen is 2⁻³⁸·⁸.
/// Error of eˣ − 1: r² is a pair, too; what remains is r³·(…), relative to r below 2⁻¹⁵·⁶ and rounded four times, the polynomial's 2⁻⁴⁰·⁵, and
/// low parts rounded three times at 2⁻⁴⁰: within 2⁻³⁷·¹; the largest seen is 2⁻³⁸. Above 16.6, where 1 is no multiple of the power's last place, within 2⁻²⁴ only.
/// Polynomials from tools/coefficients.py.
/// </remarks>
internal static class ExpPair
{
    /// <summary>1.5·2¹⁸: adding it rounds to thirty-seconds, and leaves 32n in the low bits.</summary>
    private const float Shift = 393216f;
    private const float InverseLn2 = 1.44269502f;

    /// <summary>ln 2 to float, and the rest.</summary>
    private const float Ln2 = 0.693147182f;
    private const float Ln2Rest = -1.9046543e-09f;

    /// <summary>Below, eˣ is taken as 0, above as infinite. <see cref="SweepLoops"/> leaves both to double, as it does results of 57·e⁻⁵⁸ and less. Low parts of these and their inverses are still
    /// normal numbers; with those that are none, up to 87, a value took twenty times as long.</summary>
    private const float Lowest = -58f;
    private const float Highest = 58f;

    /// <summary>From here on eˣ − 1, whose inverse nobody takes, is infinite or NaN.</summary>
    public const float Endless = 89f;

    /// <summary>eˣ.</summary>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 Of(Pair16 x) => OfNegative(new(Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Create(Highest), x.High), Vector512.Create(float.PositiveInfinity), x.High), x.Low));

    /// <summary>e^−|x|.</summary>
    /// <param name="x">A float.</param>
    /// <returns>e^−|x|.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 OfMagnitude(Vector512<float> x) => OfNegative(new(x | Vector512.Create(-0.0f), Vector512.Create(-0.0f)));

    /// <summary>eˣ for x &lt; 88.</summary>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 OfNegative(Pair16 x)
    {
        Vector512<float> r = Reduce(x, out Vector512<float> power, out Vector512<float> rest);
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> series = Vector512.FusedMultiplyAdd(r, Vector512.Create(0.0416667014f), Vector512.Create(0.166667521f)) * r;
        Vector512<float> square = r * r;
        Vector512<float> lead = Vector512.FusedMultiplyAdd(half, square, r);
        Vector512<float> follow = Vector512.FusedMultiplyAdd(series, square, Vector512.FusedMultiplyAdd(half, square, r - lead));
        Vector512<float> high = Vector512.FusedMultiplyAdd(power, lead, power);
        Vector512<float> low = Vector512.FusedMultiplyAdd(power, lead, power - high);
        low = Vector512.FusedMultiplyAdd(power, follow, low);
        return new(high, Vector512.FusedMultiplyAdd(rest, high, low));
    }

    /// <summary>eˣ − 1.</summary>
    /// <param name="x">The exponent.</param>
    /// <param name="most">The largest exponent; <see cref="Endless"/> or less.</param>
    /// <returns>eˣ − 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair16 MinusOne(Pair16 x, float most)
    {
        Vector512<float> r = Reduce(new(Vector512.MinNative(Vector512.Create(most), x.High), x.Low), out Vector512<float> power, out Vector512<float> rest);
        Vector512<float> one = Vector512<float>.One;
        Vector512<float> half = Vector512.Create(0.5f);
        Vector512<float> series = Vector512.FusedMultiplyAdd(r, Vector512.Create(0.00833331514f), Vector512.Create(0.0416668095f));
        series = Vector512.FusedMultiplyAdd(series, r, Vector512.Create(0.166666672f)) * r;
        Vector512<float> square = r * r;
        Vector512<float> lead = Vector512.FusedMultiplyAdd(half, square, r);
        Vector512<float> follow = Vector512.FusedMultiplyAdd(series, square, Vector512.FusedMultiplyAdd(half, square, r - lead));
        follow = Vector512.FusedMultiplyAdd(half, Avx512F.FusedMultiplySubtract(r, r, square), follow);

        // 2ⁿ − 1 is 0 or at least about twice the product that joins it, so that the difference that tells what the sum lost is exact.
        Vector512<float> less = power - one;
        Vector512<float> lost = power - (less + one);
        Vector512<float> high = Vector512.FusedMultiplyAdd(power, lead, less);
        Vector512<float> low = Vector512.FusedMultiplyAdd(power, lead, less - high);
        low = Vector512.FusedMultiplyAdd(power, follow, low) + lost;
        return new(high, Vector512.FusedMultiplyAdd(rest, high + one, low));
    }

    /// <summary>r of x = n·ln 2 + r.</summary>
    /// <param name="x">The exponent.</param>
    /// <param name="power">2ⁿ to nearest.</param>
    /// <param name="rest">What 2ⁿ lost, relative to it, and what r lost.</param>
    /// <returns>r.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Reduce(Pair16 x, out Vector512<float> power, out Vector512<float> rest)
    {
        Vector512<float> shift = Vector512.Create(Shift);
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x.High, Vector512.Create(InverseLn2), shift);
        Vector512<float> n = shifted - shift;
        Vector512<int> bits = shifted.AsInt32();
        ref float powers = ref MemoryMarshal.GetReference(ThirtySecondPowers.Nearest);
        ref float rests = ref MemoryMarshal.GetReference(ThirtySecondPowers.Rest);
        Vector512<float> root = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref powers), bits, Vector512.LoadUnsafe(ref powers, 16));
        Vector512<float> tail = Avx512F.PermuteVar16x32x2(Vector512.LoadUnsafe(ref rests), bits, Vector512.LoadUnsafe(ref rests, 16));
        power = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x.High, Vector512.Create(Lowest)), Avx512F.Scale(root, n), Vector512<float>.Zero);
        rest = tail + Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Rest), x.Low);
        return Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2), x.High);
    }
}
