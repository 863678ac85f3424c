using System.Diagnostics;
using System.Globalization;
using Glia.Health;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks.Training;

/// <summary>What it costs to watch every unit at every step: the same trainings watched and unwatched, in turns, on one thread.</summary>
internal static class WatchingCost
{
    private const int Rows = 1280;
    private const int Pairs = 11;

    /// <summary>Inputs, hidden units, outputs; then rows of a batch.</summary>
    private static readonly string[] Works = ["30-32-16-2 32", "64-100-10 32", "16-128-128-26 128", "64-64-64-64-64-64-10 64", "784-512-256-10 128"];

    /// <summary>Prints a line for every network: the ratio of the best times, and the median of the ratios of pairs.</summary>
    /// <param name="works">Networks in the form <c>64-100-10 32</c>; none: the usual ones.</param>
    public static void Run(IReadOnlyList<string> works)
    {
        Console.WriteLine($"{"layers, batch",-28}{"unwatched, ms",16}{"watched, ms",14}{"cost of best",14}{"of median pair",16}");
        foreach (string work in works.Count > 0 ? works : Works)
        {
            int[] sizes = [.. work.Split('-', ' ').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
            TrainingSet set = Set(sizes[0], sizes[^2]);
            int epochs = Math.Max(30, (int)(2e10 / (6.0 * Rows * Weights(sizes))));
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
                CultureInfo.InvariantCulture, $"{plain,16:0.00}{watched,14:0.00}{100 * ((watched / plain) - 1),12:0.0} %{100 * (ratios[Pairs / 2] - 1),14:0.0} %");
            Console.WriteLine($"{work,-28}{line}");
        }
    }

    private static double Weights(int[] sizes) => Enumerable.Range(0, sizes.Length - 2).Sum(i => (double)sizes[i] * sizes[i + 1]);

    private static TrainingSet Set(int inputs, int classes)
    {
        float[] x = new float[Rows * inputs];
        ActivationBenchmarks.Fill(x, 1);
        return new TrainingSet(x, inputs, Enumerable.Range(0, Rows).Select(row => (float)(row * 7 % classes)).ToArray(), 1);
    }

    private static double Train(TrainingSet set, int[] sizes, int epochs, params IReadOnlyList<IStepObserver> observers)
    {
        List<LayerSpec> layers = [];
        foreach (int units in sizes[1..^2])
        {
            layers.AddRange([new DenseSpec(units), new ActivationSpec("relu")]);
        }

        Network network = Network.Create(sizes[0], [.. layers, new DenseSpec(sizes[^2])], seed: 1);
        TrainingOptions options = new() { Epochs = epochs, BatchSize = sizes[^1], Threads = 1, KeepBest = false };
        Trainer trainer = new(network, Loss.Parse("softmax_cross_entropy"), options, observers);
        long start = Stopwatch.GetTimestamp();
        trainer.Fit(set);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
