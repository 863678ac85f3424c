using System.Diagnostics;
using System.Globalization;
using Glia.Cli.Bench;
using Glia.Kernels.Products;

namespace Glia.Benchmarks.Products;

/// <summary>The three products of a dense layer in GFLOP/s and as a share of what the core can do, measured in the same run.</summary>
internal static class ProductSpeed
{
    /// <summary>Squares, then rows × inputs × units of the layers in benchmarks/training, then widths that no lane divides.</summary>
    private static readonly string[] Shapes =
    [
        "128x128x128", "512x512x512", "1024x1024x1024", "2048x2048x2048", "128x784x512", "128x512x256", "512x2048x2048", "200x64x100", "32x64x100",
        "64x64x64", "128x16x128", "128x128x26", "32x100x10", "200x100x10", "32x30x32", "32x32x16", "32x13x64", "32x64x64", "32x64x1",
    ];

    /// <summary>Prints a line for every shape.</summary>
    /// <param name="shapes">Shapes as <c>rows x inputs x units</c>; none: the usual ones.</param>
    /// <param name="threads">Threads.</param>
    public static void Run(IReadOnlyList<string> shapes, int threads)
    {
        using Team? team = threads > 1 ? new Team(threads) : null;
        double peak = FmaPeak.Measure();
        Console.WriteLine(Invariant($"FMA peak of one core {peak:0} GFLOP/s, {threads} threads"));
        Console.WriteLine($"{"rows x inputs x units",-24}{"forward",18}{"weight gradient",18}{"input gradient",18}");
        foreach (string shape in shapes.Count > 0 ? shapes : Shapes)
        {
            int[] sizes = [.. shape.Split('x').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
            Line(shape, sizes[0], sizes[1], sizes[2], peak * threads, team);
        }
    }

    private static void Line(string shape, int m, int k, int n, double peak, Team? team)
    {
        float[] x = Filled(m * k), w = Filled(k * n), y = new float[m * n], dx = new float[m * k], dw = new float[k * n], dy = Filled(m * n);
        double flop = 2.0 * m * k * n;
        string[] cells =
        [
            Cell(flop, peak, () => Product.Multiply(x, w, y, m, k, n, team)),
            Cell(flop, peak, () => Product.MultiplyTransposedLeft(x, dy, dw, m, k, n, team)),
            Cell(flop, peak, () => Product.MultiplyTransposedRight(dy, w, dx, m, k, n, team)),
        ];
        Console.WriteLine($"{shape,-24}{cells[0],18}{cells[1],18}{cells[2],18}");
    }

    /// <summary>The best of some batches of calls, as of the peak.</summary>
    private static string Cell(double flop, double peak, Action call)
    {
        int calls = (int)Math.Clamp(2e8 / flop, 1, 20000);
        double[] rates = new double[9];
        call();
        for (int i = 0; i < rates.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int j = 0; j < calls; j++)
            {
                call();
            }

            rates[i] = flop * calls / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
        }

        double best = rates.Max();
        return Invariant($"{best:0.0} ({100 * best / peak:0} %)");
    }

    private static float[] Filled(int length)
    {
        float[] values = new float[length];
        ActivationBenchmarks.Fill(values, 1);
        return values;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
