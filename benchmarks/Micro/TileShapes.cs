using System.Runtime.Intrinsics;
using Glia.Kernels.Lanes;
using Glia.Kernels.Products;

namespace Glia.Benchmarks.Micro;

/// <summary>The innermost loops alone, on one packed panel of each factor: what the shape of a tile is worth.</summary>
internal static unsafe class TileShapes
{
    /// <summary>Prints GFLOP/s by depth and shape.</summary>
    /// <param name="peak">GFLOP/s of a core.</param>
    public static void Run(double peak)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            Console.WriteLine("  needs 512-bit vectors: with fewer registers there is only the tile of six rows");
            return;
        }

        Console.WriteLine($"  {"depth",-8}{"6 x 32",18}{"12 x 32",18}{"12 x 16",18}");
        foreach (int depth in (int[])[16, 64, 256, 768])
        {
            float[] a = new float[2 * (Packing.LengthOfLeft(TallTile.Rows, depth) + 16)], b = new float[depth * 32], c = new float[TallTile.Rows * 32];
            a.AsSpan().Fill(0.5f);
            b.AsSpan().Fill(0.25f);
            fixed (float* left = a, right = b, result = c)
            {
                (nint from, nint to, nint into) = ((nint)left, (nint)right, (nint)result);
                nint middle = from + (depth * LeftFactor.PackedStride * sizeof(float));
                int calls = 8_000_000 / (depth + 16);
                string[] cells =
                [
                    Cell(6 * 32, () => Tile.SixByTwo<Single16>((float*)from, 1, LeftFactor.PackedStride, (float*)to, 32, (float*)into, 32, depth, true)),
                    Cell(12 * 32, () => TallTile.ByTwo<Single16>((float*)from, (float*)middle, 1, LeftFactor.PackedStride, (float*)to, 32, (float*)into, 32, depth, true, (float*)to, 0)),
                    Cell(12 * 16, () => TallTile.ByOne<Single16>((float*)from, (float*)middle, 1, LeftFactor.PackedStride, (float*)to, 16, (float*)into, 16, depth, true)),
                ];
                Console.WriteLine($"  {depth,-8}{cells[0],18}{cells[1],18}{cells[2],18}");

                string Cell(int results, Action call) => Experiments.Rate(2.0 * results * depth, Experiments.Best(call, calls), peak);
            }
        }
    }
}
