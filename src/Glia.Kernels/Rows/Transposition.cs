using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Rows;

/// <summary>Up to <see cref="Lanes"/> rows turned into columns of <see cref="Lanes"/> floats, and back: then lanes run across rows.</summary>
/// <remarks>
/// Squares of 8 × 8 go through registers. Where a row is no multiple of 8 long, the last square overlaps the one before it, and moves the
/// same numbers again. Numbers are moved, never computed, so nothing depends on how.
/// </remarks>
internal static class Transposition
{
    /// <summary>Rows of a block.</summary>
    public const int Lanes = 16;

    private const int Side = 8;

    /// <summary>block[j, r] = z[r, j]; columns of rows that are not there are filled with zeros.</summary>
    /// <param name="z">Rows <c>[rows, units]</c>.</param>
    /// <param name="rows">How many, up to <see cref="Lanes"/>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="block">Columns <c>[units, Lanes]</c>.</param>
    public static void In(ReadOnlySpan<float> z, int rows, int units, Span<float> block)
    {
        if (rows < Lanes)
        {
            block.Clear();
        }

        int row = 0;
        if (Avx.IsSupported && units >= Side)
        {
            for (; row <= rows - Side; row += Side)
            {
                ref float source = ref Unsafe.Add(ref MemoryMarshal.GetReference(z), row * units);
                for (int j = 0; j < units; j += Side)
                {
                    int column = Math.Min(j, units - Side);
                    Square(ref Unsafe.Add(ref source, column), units, ref block[(column * Lanes) + row], Lanes);
                }
            }
        }

        for (; row < rows; row++)
        {
            ReadOnlySpan<float> source = z.Slice(row * units, units);
            for (int j = 0; j < source.Length; j++)
            {
                block[(j * Lanes) + row] = source[j];
            }
        }
    }

    /// <summary>y[r, j] = block[j, r].</summary>
    /// <param name="block">Columns <c>[units, Lanes]</c>.</param>
    /// <param name="rows">How many, up to <see cref="Lanes"/>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Rows <c>[rows, units]</c>.</param>
    public static void Out(ReadOnlySpan<float> block, int rows, int units, Span<float> y)
    {
        int row = 0;
        if (Avx.IsSupported && units >= Side)
        {
            for (; row <= rows - Side; row += Side)
            {
                ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), row * units);
                for (int j = 0; j < units; j += Side)
                {
                    int column = Math.Min(j, units - Side);
                    Square(ref Unsafe.AsRef(in block[(column * Lanes) + row]), Lanes, ref Unsafe.Add(ref target, column), units);
                }
            }
        }

        for (; row < rows; row++)
        {
            Span<float> target = y.Slice(row * units, units);
            for (int j = 0; j < target.Length; j++)
            {
                target[j] = block[(j * Lanes) + row];
            }
        }
    }

    /// <summary>Transposes 8 × 8 numbers: in pairs, in pairs of pairs, in halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(ref float source, int sourceStride, ref float target, int targetStride)
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

        Halves(Avx.UnpackLow(b0, b2), Avx.UnpackLow(b4, b6), ref target, 0, targetStride);
        Halves(Avx.UnpackHigh(b0, b2), Avx.UnpackHigh(b4, b6), ref target, 1, targetStride);
        Halves(Avx.UnpackLow(b1, b3), Avx.UnpackLow(b5, b7), ref target, 2, targetStride);
        Halves(Avx.UnpackHigh(b1, b3), Avx.UnpackHigh(b5, b7), ref target, 3, targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(ref float first, int row, int stride) => Vector256.LoadUnsafe(ref Unsafe.Add(ref first, row * stride));

    /// <summary>Stores columns c and c + 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<double> low, Vector256<double> high, ref float target, int column, int stride)
    {
        Vector256<float> first = low.AsSingle();
        Vector256<float> second = high.AsSingle();
        Avx.Permute2x128(first, second, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, column * stride));
        Avx.Permute2x128(first, second, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, (column + 4) * stride));
    }
}
