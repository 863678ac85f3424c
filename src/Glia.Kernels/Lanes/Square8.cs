using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>8 × 8 floats, transposed in registers.</summary>
internal static class Square8
{
    /// <summary>Rows and columns.</summary>
    public const int Side = 8;

    /// <summary>target[j, i] = source[i, j]: in pairs, in pairs of pairs, in halves. Needs AVX.</summary>
    /// <param name="source">The first number.</param>
    /// <param name="sourceStride">Floats from a row to the next.</param>
    /// <param name="target">Where the first goes; no part of the source.</param>
    /// <param name="targetStride">Floats from a row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref float source, int sourceStride, ref float target, int targetStride)
    {
        Vector256<float> a0 = Row(ref source, 0, sourceStride);
        Vector256<float> a1 = Row(ref source, 1, sourceStride);
        Vector256<float> a2 = Row(ref source, 2, sourceStride);
        Vector256<float> a3 = Row(ref source, 3, sourceStride);
        Vector256<float> a4 = Row(ref source, 4, sourceStride);
        Vector256<float> a5 = Row(ref source, 5, sourceStride);
        Vector256<float> a6 = Row(ref source, 6, sourceStride);
        Vector256<float> a7 = Row(ref source, 7, sourceStride);

        Vector256<double> b0 = Avx.UnpackLow(a0, a1).AsDouble();
        Vector256<double> b1 = Avx.UnpackHigh(a0, a1).AsDouble();
        Vector256<double> b2 = Avx.UnpackLow(a2, a3).AsDouble();
        Vector256<double> b3 = Avx.UnpackHigh(a2, a3).AsDouble();
        Vector256<double> b4 = Avx.UnpackLow(a4, a5).AsDouble();
        Vector256<double> b5 = Avx.UnpackHigh(a4, a5).AsDouble();
        Vector256<double> b6 = Avx.UnpackLow(a6, a7).AsDouble();
        Vector256<double> b7 = Avx.UnpackHigh(a6, a7).AsDouble();

        Vector256<float> c0 = Avx.UnpackLow(b0, b2).AsSingle();
        Vector256<float> c1 = Avx.UnpackHigh(b0, b2).AsSingle();
        Vector256<float> c2 = Avx.UnpackLow(b1, b3).AsSingle();
        Vector256<float> c3 = Avx.UnpackHigh(b1, b3).AsSingle();
        Vector256<float> d0 = Avx.UnpackLow(b4, b6).AsSingle();
        Vector256<float> d1 = Avx.UnpackHigh(b4, b6).AsSingle();
        Vector256<float> d2 = Avx.UnpackLow(b5, b7).AsSingle();
        Vector256<float> d3 = Avx.UnpackHigh(b5, b7).AsSingle();

        // Ascending: where rows of the target overlap, the later one holds.
        Avx.Permute2x128(c0, d0, 0x20).StoreUnsafe(ref target);
        Avx.Permute2x128(c1, d1, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, targetStride));
        Avx.Permute2x128(c2, d2, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetStride));
        Avx.Permute2x128(c3, d3, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetStride));
        Avx.Permute2x128(c0, d0, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 4 * targetStride));
        Avx.Permute2x128(c1, d1, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 5 * targetStride));
        Avx.Permute2x128(c2, d2, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 6 * targetStride));
        Avx.Permute2x128(c3, d3, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 7 * targetStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float first, int row, int stride) => Vector256.LoadUnsafe(ref Unsafe.Add(ref first, row * stride));
}
