using System.Diagnostics;
using System.Globalization;
using Glia.Health;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks.Training;

/// <summary>A training that is watched and one that is not.</summary>
/// <param name="Network">Its layers.</param>
/// <param name="Batch">Rows of a batch.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Plain">Seconds of the training unwatched, the best of some.</param>
/// <param name="Watched">Seconds watched, the best of some.</param>
/// <param name="MedianRatio">The median of the ratios of pairs.</param>
internal sealed record WatchingCell(string Network, int Batch, int Rows, double Plain, double Watched, double MedianRatio);

/// <summary>What it costs to watch every unit at every step: the same trainings watched and unwatched, in turns, on one thread.</summary>
internal static class WatchingCost
{
    private const int Pairs = 21;

    /// <summary>Inputs, hidden units, outputs; rows of a batch; rows, as many as the tables have that such networks learn (breast cancer, digits, letter, digits, Fashion-MNIST).</summary>
    private static readonly string[] Works = ["30-32-16-2 32 455", "64-100-10 32 1437", "16-128-128-26 128 16000", "64-64-64-64-64-64-10 64 1437", "784-512-256-10 128 60000"];

    /// <summary>Prints a line for every network: the ratio of the best times, and the median of the ratios of pairs.</summary>
    /// <param name="works">Networks in the form <c>64-100-10 32 1437</c>; none: the usual ones.</param>
    /// <returns>All of it.</returns>
    public static IEnumerable<WatchingCell> Run(params IReadOnlyList<string> works)
    {
        Console.WriteLine($"{"layers, batch, rows",-30}{"unwatched, s",16}{"watched, s",14}{"cost of best",14}{"of median pair",16}");
        foreach (string work in works.Count > 0 ? works : Works)
        {
            int[] sizes = [.. work.Split('-', ' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
            int rows = sizes[^1];
            TrainingSet set = Set(rows, sizes[0], sizes[^3]);
            int epochs = Math.Max(1, (int)(2e10 / (6.0 * rows * Weights(sizes))));
            double[] ratios = new double[Pairs];
            (double plain, double watched) = (double.PositiveInfinity, double.PositiveInfinity);
            Train(set, sizes, epochs, new HealthMonitor());
            for (int i = 0; i < Pairs; i++)
            {
                double a = Train(set, sizes, epochs);
                double b = Train(set, sizes, epochs, new HealthMonitor());
                (plain, watched, ratios[i]) = (Math.Min(plain, a), Math.Min(watched, b), b / a);
            }

            Array.Sort(ratios);
            string line = string.Create(
                CultureInfo.InvariantCulture, $"{plain,16:0.000}{watched,14:0.000}{100 * ((watched / plain) - 1),12:0.0} %{100 * (ratios[Pairs / 2] - 1),14:0.0} %");
            Console.WriteLine($"{work,-30}{line}");
            yield return new WatchingCell(work.Split(' ')[0], sizes[^2], rows, plain, watched, ratios[Pairs / 2]);
        }
    }

    private static double Weights(int[] sizes) => Enumerable.Range(0, sizes.Length - 3).Sum(i => (double)sizes[i] * sizes[i + 1]);

    private static TrainingSet Set(int rows, int inputs, int classes)
    {
        float[] x = new float[rows * inputs];
        ActivationBenchmarks.Fill(x, 1);
        return new TrainingSet(x, inputs, Enumerable.Range(0, rows).Select(row => (float)(row * 7 % classes)).ToArray(), 1);
    }

    private static double Train(TrainingSet set, int[] sizes, int epochs, params IReadOnlyList<IStepObserver> observers)
    {
        List<LayerSpec> layers = [];
        foreach (int units in sizes[1..^3])
        {
            layers.AddRange([new DenseSpec(units), new ActivationSpec("relu")]);
        }

        Network network = Network.Create(sizes[0], [.. layers, new DenseSpec(sizes[^3])], seed: 1);
        TrainingOptions options = new() { Epochs = epochs, BatchSize = sizes[^2], Threads = 1, KeepBest = false };
        Trainer trainer = new(network, Loss.Parse("softmax_cross_entropy"), options, observers);
        long start = Stopwatch.GetTimestamp();
        trainer.Fit(set);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
