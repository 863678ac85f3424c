using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <summary>Batches and numbers that belong to their columns: a bias added to every row, a gradient summed over rows.</summary>
/// <remarks>Sums run over ascending rows in float, one addition a row, whatever the width of vectors.</remarks>
internal static class Columns
{
    /// <summary>Floats of a block: 8 kB, so that four of them share a first-level cache.</summary>
    public const int BlockLength = 2048;

    /// <summary>How many rows make a block.</summary>
    /// <param name="units">Length of a row.</param>
    /// <returns>At least one row.</returns>
    public static int RowsOfBlock(int units) => Math.Max(1, BlockLength / units);

    /// <summary>The same row several times.</summary>
    /// <param name="row">The row.</param>
    /// <param name="times">How often; once, where it is longer than a block.</param>
    /// <param name="memory">Where the result may be written: a block.</param>
    /// <returns>The rows.</returns>
    public static ReadOnlySpan<float> Repeat(ReadOnlySpan<float> row, int times, Span<float> memory)
    {
        if (times <= 1)
        {
            return row;
        }

        Span<float> all = memory[..(row.Length * times)];
        row.CopyTo(all);
        for (int done = row.Length; done < all.Length; done *= 2)
        {
            int more = Math.Min(done, all.Length - done);
            all[..more].CopyTo(all[done..]);
        }

        return all;
    }

    /// <summary>rows += bias, for every row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="bias">As long as one of them.</param>
    public static void AddToRows(Span<float> rows, ReadOnlySpan<float> bias)
    {
        int block = RowsOfBlock(bias.Length) * bias.Length;
        Span<float> repeated = stackalloc float[BlockLength];
        ReadOnlySpan<float> biases = Repeat(bias, Math.Min(rows.Length, block) / bias.Length, repeated);
        for (int start = 0; start < rows.Length; start += block)
        {
            int length = Math.Min(block, rows.Length - start);
            Add(rows.Slice(start, length), biases[..length]);
        }
    }

    /// <summary>target += source.</summary>
    /// <param name="target">The sums.</param>
    /// <param name="source">As many addends.</param>
    public static void Add(Span<float> target, ReadOnlySpan<float> source) => Sweep.Map(default(SumBody), single: true, target, source, target);

    /// <summary>y = a · b.</summary>
    /// <param name="a">First factors.</param>
    /// <param name="b">Second factors.</param>
    /// <param name="y">Products.</param>
    public static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y) => Sweep.Map(default(ProductBody), single: true, a, b, y);

    /// <summary>sums += Σ rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="sums">As long as one of them; empty: nothing is done.</param>
    public static void Sum(ReadOnlySpan<float> rows, Span<float> sums)
    {
        int block = sums.IsEmpty ? 1 : RowsOfBlock(sums.Length) * sums.Length;
        for (int start = 0; start < rows.Length && !sums.IsEmpty; start += block)
        {
            SumBlock(rows.Slice(start, Math.Min(block, rows.Length - start)), sums);
        }
    }

    private static void SumBlock(ReadOnlySpan<float> rows, Span<float> sums)
    {
        int done = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            done = SumLanes<Single16>(rows, sums, done);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            done = SumLanes<Single8>(rows, sums, done);
        }

        if (Vector128.IsHardwareAccelerated)
        {
            done = SumLanes<Single4>(rows, sums, done);
        }

        SumLanes<Single1>(rows, sums, done);
    }

    /// <summary>Columns from <paramref name="from"/> on, as far as whole lanes reach: two lanes at a time, because a sum waits for itself.</summary>
    /// <returns>The column reached.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SumLanes<TLane>(ReadOnlySpan<float> rows, Span<float> sums, int from)
        where TLane : struct, ILane<TLane>
    {
        ref float first = ref MemoryMarshal.GetReference(rows);
        int column = from;
        for (; column <= sums.Length - (2 * TLane.Width); column += 2 * TLane.Width)
        {
            TLane left = TLane.Load(in sums[column]);
            TLane right = TLane.Load(in sums[column + TLane.Width]);
            for (int at = column; at < rows.Length; at += sums.Length)
            {
                left += TLane.Load(in Unsafe.Add(ref first, at));
                right += TLane.Load(in Unsafe.Add(ref first, at + TLane.Width));
            }

            left.Store(ref sums[column]);
            right.Store(ref sums[column + TLane.Width]);
        }

        for (; column <= sums.Length - TLane.Width; column += TLane.Width)
        {
            TLane sum = TLane.Load(in sums[column]);
            for (int at = column; at < rows.Length; at += sums.Length)
            {
                sum += TLane.Load(in Unsafe.Add(ref first, at));
            }

            sum.Store(ref sums[column]);
        }

        return column;
    }

    private readonly struct SumBody : IBinaryBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b)
            where TLane : struct, ILane<TLane> => a + b;
    }

    private readonly struct ProductBody : IBinaryBody
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b)
            where TLane : struct, ILane<TLane> => a * b;
    }
}
