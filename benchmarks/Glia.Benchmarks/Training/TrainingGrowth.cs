using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks.Training;

/// <summary>One training of <see cref="TrainingGrowth"/>.</summary>
/// <param name="Size">What was doubled.</param>
/// <param name="Value">How large it was.</param>
/// <param name="Seconds">Seconds of an epoch, the best of some.</param>
/// <param name="Gflops">Work of the matrix products, 10⁹ operations a second.</param>
/// <param name="Mib">Memory allocated by the training besides rows and network.</param>
internal sealed record GrowthCell(string Size, int Value, double Seconds, double Gflops, double Mib);

/// <summary>What a training costs as rows, width, depth or batch are doubled four times, everything else as it was; one thread.</summary>
internal static class TrainingGrowth
{
    private const int Inputs = 64, Classes = 10, Doublings = 4, Repetitions = 5;

    private static readonly Shape Start = new(4096, 64, 2, 32);

    /// <summary>Measures and prints line by line.</summary>
    /// <returns>All of it.</returns>
    public static IEnumerable<GrowthCell> Run()
    {
        Console.WriteLine($"{"training",-16}{"seconds an epoch",18}{"GFLOP/s",10}{"MiB",8}");
        foreach ((string size, Func<int, Shape> grown) in new (string, Func<int, Shape>)[]
        {
            ("rows", factor => Start with { Rows = Start.Rows * factor }),
            ("width", factor => Start with { Width = Start.Width * factor }),
            ("depth", factor => Start with { Depth = Start.Depth * factor }),
            ("batch", factor => Start with { Batch = Start.Batch * factor }),
        })
        {
            for (int doubled = 0; doubled <= Doublings; doubled++)
            {
                Shape shape = grown(1 << doubled);
                int value = size switch { "rows" => shape.Rows, "width" => shape.Width, "depth" => shape.Depth, _ => shape.Batch };
                GrowthCell cell = Measure(size, value, shape);
                Console.WriteLine(FormattableString.Invariant($"{size + " " + value,-16}{cell.Seconds,18:0.0000}{cell.Gflops,10:0.0}{cell.Mib,8:0.0}"));
                yield return cell;
            }
        }
    }

    private static GrowthCell Measure(string size, int value, Shape shape)
    {
        float[] x = new float[shape.Rows * Inputs];
        ActivationBenchmarks.Fill(x, 1);
        var set = new TrainingSet(x, Inputs, Enumerable.Range(0, shape.Rows).Select(row => (float)(row * 7 % Classes)).ToArray(), 1);
        List<LayerSpec> layers = [];
        for (int i = 0; i < shape.Depth; i++)
        {
            layers.AddRange([new DenseSpec(shape.Width), new ActivationSpec("relu")]);
        }

        Network network = Network.Create(Inputs, [.. layers, new DenseSpec(Classes)], 1);
        var clock = new EpochClock();
        var options = new TrainingOptions { Epochs = Repetitions + 1, BatchSize = shape.Batch, Threads = 1, KeepBest = false };
        long before = GC.GetAllocatedBytesForCurrentThread();
        new Trainer(network, Loss.Parse("softmax_cross_entropy"), options, clock).Fit(set);
        double mib = (GC.GetAllocatedBytesForCurrentThread() - before) / 1048576.0;

        // Forward and gradient of the weights in every layer, gradient of the inputs in all but the first.
        double first = (double)Inputs * shape.Width, rest = (((shape.Depth - 1.0) * shape.Width) + Classes) * shape.Width;
        return new GrowthCell(size, value, clock.Best, shape.Rows * ((4 * first) + (6 * rest)) / clock.Best / 1e9, mib);
    }

    private sealed record Shape(int Rows, int Width, int Depth, int Batch);
}
