using Glia.Kernels.Products;

namespace Glia.Benchmarks.Micro;

/// <summary>Whole products of squares with blocks of other sizes: a longer summed index spares the result, a smaller block the caches.</summary>
internal static unsafe class Blockings
{
    private static readonly Blocking[] Tried = [new(480, 256), new(192, 256), new(192, 384), new(96, 512), new(192, 512), new(192, 768), new(384, 768), new(192, 1024)];

    /// <summary>Prints GFLOP/s by block and size.</summary>
    /// <param name="peak">GFLOP/s of a core.</param>
    public static void Run(double peak)
    {
        Console.WriteLine($"  {"rows x depth",-16}{"512",18}{"1024",18}{"2048",18}");
        foreach (Blocking blocking in Tried)
        {
            string cells = string.Concat(((int[])[512, 1024, 2048]).Select(size => $"{Square(size, blocking, peak),18}"));
            Console.WriteLine($"  {$"{blocking.Rows} x {blocking.Depth}",-16}{cells}");
        }
    }

    private static string Square(int size, Blocking blocking, double peak)
    {
        float[] a = new float[size * size], b = new float[size * size], c = new float[size * size];
        ActivationBenchmarks.Fill(a, 1);
        ActivationBenchmarks.Fill(b, 2);
        fixed (float* left = a, right = b, result = c)
        {
            ProductWork work = new(
                new LeftFactor(left, size, 1), new RightFactor(right, size, right + b.Length, false), new Strided(result, size), false, size, size, size, blocking);
            double flop = 2.0 * size * size * size;
            return Experiments.Rate(flop, Experiments.Best(() => work.Run(team: null), size > 1024 ? 1 : 4), peak);
        }
    }
}
