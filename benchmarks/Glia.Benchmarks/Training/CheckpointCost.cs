using System.Diagnostics;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks.Training;

/// <summary>A training with checkpoints and one without.</summary>
/// <param name="Network">Its layers.</param>
/// <param name="Interval">Seconds between checkpoints.</param>
/// <param name="Mib">Size of a checkpoint.</param>
/// <param name="Plain">Seconds of the training without, the best of some.</param>
/// <param name="With">Seconds with them, the best of some.</param>
/// <param name="MedianRatio">The median of the ratios of pairs.</param>
internal sealed record CheckpointCell(string Network, double Interval, double Mib, double Plain, double With, double MedianRatio);

/// <summary>What checkpoints cost: the same training with and without them, in turns, on one thread.</summary>
internal static class CheckpointCost
{
    private const int Pairs = 5, Rows = 4096, Classes = 10;
    private const double Interval = 1;

    /// <summary>Measures and prints line by line.</summary>
    /// <returns>All of it.</returns>
    public static IEnumerable<CheckpointCell> Run()
    {
        Console.WriteLine($"{"checkpoints",-28}{"MiB",8}{"without, s",12}{"with, s",12}{"median of pairs",18}");
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Environment.ProcessId}.checkpoint");
        foreach ((int[] units, int epochs) in new[] { (new[] { 64, 100, 10 }, 1500), ([784, 512, 256, 10], 20), ([2048, 2048, 2048, 10], 2) })
        {
            float[] x = new float[Rows * units[0]];
            ActivationBenchmarks.Fill(x, 1);
            var set = new TrainingSet(x, units[0], Enumerable.Range(0, Rows).Select(row => (float)(row * 7 % Classes)).ToArray(), 1);
            (double plain, double with) = (double.PositiveInfinity, double.PositiveInfinity);
            double[] ratios = new double[Pairs];
            Train(set, units, Math.Max(1, epochs / 10), null);
            for (int i = 0; i < Pairs; i++)
            {
                double a = Train(set, units, epochs, null), b = Train(set, units, epochs, path);
                (plain, with, ratios[i]) = (Math.Min(plain, a), Math.Min(with, b), b / a);
            }

            Array.Sort(ratios);
            var cell = new CheckpointCell(string.Join('-', units), Interval, new FileInfo(path).Length / 1048576.0, plain, with, ratios[Pairs / 2]);
            File.Delete(path);
            Console.WriteLine(FormattableString.Invariant($"{cell.Network,-28}{cell.Mib,8:0.0}{plain,12:0.000}{with,12:0.000}{100 * (cell.MedianRatio - 1),16:0.0} %"));
            yield return cell;
        }
    }

    private static double Train(TrainingSet set, int[] units, int epochs, string? path)
    {
        List<LayerSpec> layers = [];
        foreach (int hidden in units[1..^1])
        {
            layers.AddRange([new DenseSpec(hidden), new ActivationSpec("relu")]);
        }

        Network network = Network.Create(units[0], [.. layers, new DenseSpec(units[^1])], 1);
        var options = new TrainingOptions
        {
            Epochs = epochs, BatchSize = 128, Threads = 1, KeepBest = false, CheckpointPath = path, CheckpointSeconds = Interval, CheckpointSecondsInEpoch = Interval,
        };
        long start = Stopwatch.GetTimestamp();
        new Trainer(network, Loss.Parse("softmax_cross_entropy"), options).Fit(set);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
