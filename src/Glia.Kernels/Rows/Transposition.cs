using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>Up to <see cref="Lanes"/> rows turned into columns of <see cref="Lanes"/> floats, and back: then lanes run across rows.</summary>
/// <remarks>
/// Squares of 8 × 8 go through registers. Where a row is no multiple of 8 long, or there are 9 to 15 rows, the last square overlaps the one before it, and moves the
/// same numbers again. Of rows shorter than 8 a square holds the beginning of the next row, too, which is dropped. Numbers are moved, never computed, so nothing depends on how.
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
        if (units == 1 && rows == Lanes)
        {
            z.CopyTo(block);
            return;
        }

        if (units == 0)
        {
            return;
        }

        if (NarrowRows.CanTurn(units) && rows == Lanes)
        {
            NarrowRows.In(z, units, block);
            return;
        }

        if (Avx.IsSupported && units is > 1 and < Square8.Side && rows == Lanes && block.Length >= Square8.Side * Lanes)
        {
            NarrowIn(z, units, block);
            return;
        }

        if (rows < Lanes)
        {
            block.Clear();
        }

        int row = 0;
        if (Avx.IsSupported && units >= Square8.Side && rows >= Square8.Side)
        {
            for (; row < rows; row += Square8.Side)
            {
                int at = Math.Min(row, rows - Square8.Side);
                ref float source = ref Unsafe.Add(ref MemoryMarshal.GetReference(z), at * units);
                for (int j = 0; j < units; j += Square8.Side)
                {
                    int column = Math.Min(j, units - Square8.Side);
                    Square8.Transpose(ref Unsafe.Add(ref source, column), units, ref block[(column * Lanes) + at], Lanes);
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
        if (units == 1 && rows == Lanes)
        {
            block[..Lanes].CopyTo(y);
            return;
        }

        if (NarrowRows.CanTurn(units) && rows == Lanes)
        {
            NarrowRows.Out(block, units, y);
            return;
        }

        if (Avx.IsSupported && units is > 1 and < Square8.Side && rows == Lanes && block.Length >= Square8.Side * Lanes)
        {
            NarrowOut(block, units, y);
            return;
        }

        int row = 0;
        if (Avx.IsSupported && units >= Square8.Side && rows >= Square8.Side)
        {
            for (; row < rows; row += Square8.Side)
            {
                int at = Math.Min(row, rows - Square8.Side);
                ref float target = ref Unsafe.Add(ref MemoryMarshal.GetReference(y), at * units);
                for (int j = 0; j < units; j += Square8.Side)
                {
                    int column = Math.Min(j, units - Square8.Side);
                    Square8.Transpose(ref Unsafe.AsRef(in block[(column * Lanes) + at]), Lanes, ref Unsafe.Add(ref target, column), units);
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

    /// <summary>Sixteen rows shorter than a square, of which each reaches into the next.</summary>
    private static void NarrowIn(ReadOnlySpan<float> z, int units, Span<float> block)
    {
        // Nothing is read behind the last row: the second eight have room there in a copy.
        Span<float> last = stackalloc float[Square8.Side * Square8.Side];
        z[(Square8.Side * units)..].CopyTo(last);
        Square8.Transpose(ref Unsafe.AsRef(in z[0]), units, ref block[0], Lanes);
        Square8.Transpose(ref last[0], units, ref block[Square8.Side], Lanes);
    }

    /// <summary>The other way: rows are written in their order, so that each begins where the one before has written too far.</summary>
    private static void NarrowOut(ReadOnlySpan<float> block, int units, Span<float> y)
    {
        Span<float> last = stackalloc float[Square8.Side * Square8.Side];
        Square8.Transpose(ref Unsafe.AsRef(in block[0]), Lanes, ref y[0], units);
        Square8.Transpose(ref Unsafe.AsRef(in block[Square8.Side]), Lanes, ref last[0], units);
        last[..(Square8.Side * units)].CopyTo(y[(Square8.Side * units)..]);
    }
}
