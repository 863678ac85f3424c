using System.Diagnostics;
using System.Text.Json;
using Glia.Cli.Bench;
using Glia.Kernels.Activations;
using Glia.Kernels.Products;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Networks.Optimizers;

namespace Glia.Benchmarks.Training;

/// <summary>What a step of a workload is made of, in microseconds on one thread.</summary>
/// <param name="Workload">Its name in benchmarks/training/workloads.json.</param>
/// <param name="Step">A step of the training.</param>
/// <param name="AtPeak">Its products, if the core did nothing but fused multiply-adds.</param>
/// <param name="Products">Its products by themselves.</param>
/// <param name="Activations">Biases and activations, forth and back, by themselves.</param>
/// <param name="Update">The optimizer's update by itself.</param>
internal sealed record StepCell(string Workload, double Step, double AtPeak, double Products, double Activations, double Update);

/// <summary>
/// Where the time of a training step goes: each part repeated alone over arrays of the same sizes, beside the step as a whole. What is left is gathering rows,
/// the loss and calls.
/// </summary>
internal sealed class StepParts
{
    private const double SecondsOfPart = 0.3;
    private const double SecondsOfTraining = 1.5;
    private const int LongestRows = 1 << 24;

    private readonly int[] _units;
    private readonly int _batch;
    private readonly Activation _activation;
    private readonly float[][] _z;
    private readonly float[][] _y;
    private readonly float[][] _dz;
    private readonly float[][] _dy;
    private readonly float[] _bias;
    private readonly float[][] _weights;
    private readonly float[][] _weightGradients;

    private StepParts(int[] units, int batch, string activation)
    {
        _units = units;
        _batch = batch;
        _activation = ActivationCatalog.Parse(activation);
        (_z, _y, _dz, _dy) = (Batches(1), Batches(2), Batches(3), Batches(4));

        // Zeros, for they are added again and again.
        _bias = new float[units.Max()];
        _weights = [.. units.Skip(1).Select((width, i) => Filled(units[i] * width, 5))];
        _weightGradients = [.. _weights.Select(weights => new float[weights.Length])];
    }

    /// <summary>Measures and prints line by line.</summary>
    /// <returns>All of it.</returns>
    public static IEnumerable<StepCell> Run()
    {
        double peak = FmaPeak.Measure();
        Console.WriteLine($"{"a step, µs",-16}{"whole",12}{"at peak",12}{"products",12}{"activations",12}{"update",12}{"else",12}");
        using JsonDocument workloads = JsonDocument.Parse(File.ReadAllBytes(Path.Combine("benchmarks", "training", "workloads.json")));
        foreach (JsonProperty workload in workloads.RootElement.EnumerateObject())
        {
            string Text(string name) => workload.Value.GetProperty(name).GetString()!;
            int[] units = [.. workload.Value.GetProperty("layers").EnumerateArray().Select(number => number.GetInt32())];
            int batch = workload.Value.GetProperty("batch").GetInt32();

            // Forward and gradient of the weights in every layer, gradient of the inputs in all but the first.
            double weights = units.Zip(units.Skip(1), (inputs, outputs) => (double)inputs * outputs).Sum();
            double atPeak = batch * ((6 * weights) - (2.0 * units[0] * units[1])) / peak / 1e9;
            StepParts parts = new(units, batch, Text("activation"));

            // Before products make pre-activations that no training has.
            double activations = 1e6 * Best(parts.Activations);
            var cell = new StepCell(
                workload.Name,
                1e6 * Step(units, batch, Text("activation"), Text("optimizer"), atPeak),
                1e6 * atPeak,
                1e6 * Best(parts.Products),
                activations,
                1e6 * Best(Update(units, Text("optimizer"))));
            double rest = cell.Step - cell.Products - cell.Activations - cell.Update;
            Console.WriteLine(FormattableString.Invariant(
                $"{cell.Workload,-16}{cell.Step,12:0.0}{cell.AtPeak,12:0.0}{cell.Products,12:0.0}{cell.Activations,12:0.0}{cell.Update,12:0.0}{rest,12:0.0}"));
            yield return cell;
        }
    }

    private void Products()
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            Product.Multiply(_y[i], _weights[i], _z[i + 1], _batch, _units[i], _units[i + 1]);
        }

        for (int i = _weights.Length - 1; i >= 0; i--)
        {
            Product.MultiplyTransposedLeft(_y[i], _dz[i + 1], _weightGradients[i], _batch, _units[i], _units[i + 1]);
            if (i > 0)
            {
                Product.MultiplyTransposedRight(_dz[i + 1], _weights[i], _dy[i], _batch, _units[i], _units[i + 1]);
            }
        }
    }

    private void Activations()
    {
        for (int i = 1; i < _units.Length - 1; i++)
        {
            Rows(i).Forward(_activation, _bias.AsSpan(0, _units[i]));
        }

        for (int i = _units.Length - 2; i >= 1; i--)
        {
            Rows(i).Backward(_activation, new FusedGradients { Y = _dy[i], Z = _dz[i], Bias = _weightGradients[i - 1].AsSpan(0, _units[i]) });
        }
    }

    private FusedRows Rows(int layer) => new() { Z = _z[layer], Units = _units[layer], Y = _y[layer] };

    private static Action Update(int[] units, string name)
    {
        var optimizer = Optimizer.Parse(name);
        Network network = Create(units, "relu");
        float[] values = network.Store.Values;
        ActivationBenchmarks.Fill(network.Store.Gradient, 6);
        var step = new UpdateStep
        {
            Values = values,
            Gradient = network.Store.Gradient,
            Slots = [.. Enumerable.Range(0, optimizer.Slots).Select(_ => new float[values.Length])],
            Scalars = optimizer.StartScalars,
            LearningRate = 1e-6,
            Parameters = network.Parameters,
            From = 0,
            Length = values.Length,
        };
        return () =>
        {
            optimizer.Advance(step.Scalars);
            optimizer.Update(step);
        };
    }

    /// <summary>Seconds of a step of a training, in the fastest epoch.</summary>
    private static double Step(int[] units, int batch, string activation, string optimizer, double atPeak)
    {
        int steps = Math.Clamp(LongestRows / (batch * units[0]), 8, 64);
        bool single = units[^1] == 1;
        float[] targets = [.. Enumerable.Range(0, steps * batch).Select(row => (float)(row * 7 % Math.Max(2, units[^1])))];
        var set = new TrainingSet(Filled(steps * batch * units[0], 7), units[0], targets, 1);
        var clock = new EpochClock();
        var options = new TrainingOptions
        {
            // Steps take two to ten times as long as at the peak.
            Epochs = 1 + (int)Math.Clamp(SecondsOfTraining / (4 * atPeak * steps), 3, 2000),
            BatchSize = batch,
            Optimizer = optimizer,
            LearningRate = 1e-4,
            Threads = 1,
            KeepBest = false,
        };
        new Trainer(Create(units, activation), Loss.Parse(single ? "binary_cross_entropy" : "softmax_cross_entropy"), options, clock).Fit(set);
        return clock.Best / steps;
    }

    private static Network Create(int[] units, string activation)
    {
        List<LayerSpec> layers = [];
        foreach (int hidden in units[1..^1])
        {
            layers.AddRange([new DenseSpec(hidden), new ActivationSpec(activation)]);
        }

        return Network.Create(units[0], [.. layers, new DenseSpec(units[^1])], 1);
    }

    /// <summary>Seconds of the fastest of some rounds.</summary>
    private static double Best(Action part)
    {
        part();
        double best = double.PositiveInfinity;
        int times = 1;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsOfPart;)
        {
            long round = Stopwatch.GetTimestamp();
            for (int i = 0; i < times; i++)
            {
                part();
            }

            double seconds = Stopwatch.GetElapsedTime(round).TotalSeconds;
            best = Math.Min(best, seconds / times);
            times = (int)Math.Clamp(0.01 / best, 1, 10000);
        }

        return best;
    }

    private float[][] Batches(ulong seed) => [.. _units.Select(width => Filled(_batch * width, seed))];

    private static float[] Filled(int length, ulong seed)
    {
        float[] numbers = new float[length];
        ActivationBenchmarks.Fill(numbers, seed);
        return numbers;
    }
}
