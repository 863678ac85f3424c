using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <summary>8 × 8 floats, transposed in registers.</summary>
internal static class Square8
{
    /// <summary>Rows and columns.</summary>
    public const int Side = 8;

    /// <summary>
    /// target[j, i] = source[i, j]: rows four apart are loaded as two halves, which takes no shuffle, and the squares of four are turned in pairs and pairs of pairs. Needs AVX.
    /// </summary>
    /// <param name="source">The first number.</param>
    /// <param name="sourceStride">Floats from a row to the next.</param>
    /// <param name="target">Where the first goes; no part of the source.</param>
    /// <param name="targetStride">Floats from a row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref float source, int sourceStride, ref float target, int targetStride)
    {
        // Ascending: where rows of the target overlap, the later one holds.
        Half(ref source, sourceStride, ref target, targetStride);
        Half(ref Unsafe.Add(ref source, Side / 2), sourceStride, ref Unsafe.Add(ref target, Side / 2 * targetStride), targetStride);
    }

    /// <summary>Four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(ref float source, int sourceStride, ref float target, int targetStride)
    {
        Vector256<float> a0 = Rows(ref source, 0, sourceStride);
        Vector256<float> a1 = Rows(ref source, 1, sourceStride);
        Vector256<float> a2 = Rows(ref source, 2, sourceStride);
        Vector256<float> a3 = Rows(ref source, 3, sourceStride);

        Vector256<double> b0 = Avx.UnpackLow(a0, a1).AsDouble();
        Vector256<double> b1 = Avx.UnpackHigh(a0, a1).AsDouble();
        Vector256<double> b2 = Avx.UnpackLow(a2, a3).AsDouble();
        Vector256<double> b3 = Avx.UnpackHigh(a2, a3).AsDouble();

        Avx.UnpackLow(b0, b2).AsSingle().StoreUnsafe(ref target);
        Avx.UnpackHigh(b0, b2).AsSingle().StoreUnsafe(ref Unsafe.Add(ref target, targetStride));
        Avx.UnpackLow(b1, b3).AsSingle().StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetStride));
        Avx.UnpackHigh(b1, b3).AsSingle().StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetStride));
    }

    /// <summary>Four numbers of a row, and of the row four below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(ref float first, int row, int stride) =>
        Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref first, row * stride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref first, (row + (Side / 2)) * stride)));
}
