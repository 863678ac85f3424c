using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

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
        if (Avx.IsSupported && units >= Square8.Side)
        {
            for (; row <= rows - Square8.Side; row += Square8.Side)
            {
                ref float source = ref Unsafe.Add(ref MemoryMarshal.GetReference(z), row * units);
                for (int j = 0; j < units; j += Square8.Side)
                {
                    int column = Math.Min(j, units - Square8.Side);
                    Square8.Transpose(ref Unsafe.Add(ref source, column), units, ref block[(column * Lanes) + row], Lanes);
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
        if (Avx.IsSupported && units >= Square8.Side)
        {
            for (; row <= rows - Square8.Side; row += Square8.Side)
            {
                ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), row * units);
                for (int j = 0; j < units; j += Square8.Side)
                {
                    int column = Math.Min(j, units - Square8.Side);
                    Square8.Transpose(ref Unsafe.AsRef(in block[(column * Lanes) + row]), Lanes, ref Unsafe.Add(ref target, column), units);
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
}
