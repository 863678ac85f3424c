using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Products;

/// <summary>
/// A single row by eight lanes at a time. It meets every number of b once, so all that counts is to read b in long stretches: a prediction through 784-512-256-10 took 77 µs in tiles of two
/// lanes, and takes 36 so (benchmarks, engine).
/// </summary>
internal static unsafe class SingleRow
{
    /// <summary>Lanes at a time.</summary>
    public const int Lanes = 8;

    /// <summary>c = (c +) a · b for one row and eight lanes.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="a">The row.</param>
    /// <param name="depthStride">Floats from a summed index to the next.</param>
    /// <param name="b">Eight lanes of the right factor, as they lie.</param>
    /// <param name="c">Where the results are.</param>
    /// <param name="depth">Length of the summed index.</param>
    /// <param name="add">Whether c goes on from what it holds.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Multiply<TLane>(float* a, nint depthStride, in Strided b, float* c, int depth, bool add)
        where TLane : struct, ILane<TLane>
    {
        int width = TLane.Width;
        TLane c0 = Tile.Start<TLane>(c, add), c1 = Tile.Start<TLane>(c + width, add), c2 = Tile.Start<TLane>(c + (2 * width), add), c3 = Tile.Start<TLane>(c + (3 * width), add);
        TLane c4 = Tile.Start<TLane>(c + (4 * width), add), c5 = Tile.Start<TLane>(c + (5 * width), add), c6 = Tile.Start<TLane>(c + (6 * width), add), c7 = Tile.Start<TLane>(c + (7 * width), add);
        float* from = b.Start;
        for (int p = 0; p < depth; p++)
        {
            TLane factor = TLane.Of(*a);
            c0 = TLane.FusedMultiplyAdd(factor, TLane.Load(in *from), c0);
            c1 = TLane.FusedMultiplyAdd(factor, TLane.Load(in from[width]), c1);
            c2 = TLane.FusedMultiplyAdd(factor, TLane.Load(in from[2 * width]), c2);
            c3 = TLane.FusedMultiplyAdd(factor, TLane.Load(in from[3 * width]), c3);
            c4 = TLane.FusedMultiplyAdd(factor, TLane.Load(in from[4 * width]), c4);
            c5 = TLane.FusedMultiplyAdd(factor, TLane.Load(in from[5 * width]), c5);
            c6 = TLane.FusedMultiplyAdd(factor, TLane.Load(in from[6 * width]), c6);
            c7 = TLane.FusedMultiplyAdd(factor, TLane.Load(in from[7 * width]), c7);
            a += depthStride;
            from += b.Stride;
        }

        Tile.StoreTwo(c0, c1, c);
        Tile.StoreTwo(c2, c3, c + (2 * width));
        Tile.StoreTwo(c4, c5, c + (4 * width));
        Tile.StoreTwo(c6, c7, c + (6 * width));
    }
}
