using System.Globalization;
using Glia.Kernels.Activations;
using Glia.Kernels.Products;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Cli.Bench;

/// <summary>What Glia does a second here, beside what the machine can do: limits first, then kernels, products and whole trainings.</summary>
internal sealed class BenchSuite(int threads, CancellationToken cancel)
{
    /// <summary>256 KiB: in the second-level cache.</summary>
    private const int KernelLength = 65536;
    private const int RowLength = 10;
    private const int TrainingRows = 6400;

    /// <summary>A function that all of these have is one that people use.</summary>
    private static readonly string[] Frameworks = ["PyTorch", "Keras", "JAX", "ONNX"];

    /// <summary>Rows × inputs × units: a small layer, a middle one, a large one, and an output layer of ten.</summary>
    private static readonly (int Rows, int Inputs, int Units)[] Layers = [(32, 64, 100), (128, 128, 128), (128, 784, 512), (512, 2048, 2048), (200, 100, 10)];

    /// <summary>Layers, function, rows of a batch: digits, a small table, a wide network, a deep one.</summary>
    private static readonly (int[] Units, string Activation, int Batch)[] Trainings =
    [
        ([64, 100, 10], "relu", 32),
        ([30, 32, 16, 2], "relu", 32),
        ([16, 128, 128, 26], "relu", 128),
        ([784, 512, 256, 10], "relu", 128),
        ([64, .. Enumerable.Repeat(64, 20), 10], "tanh", 64),
    ];

    private double _peak;
    private double _copy;

    /// <summary>The groups of rows after the machine's limits.</summary>
    public static readonly string[] Groups = ["kernel", "product", "training"];

    /// <summary>Measures one thing after the other; stops between two where cancelled.</summary>
    /// <param name="only">One of <see cref="Groups"/>; null for all.</param>
    /// <returns>The machine's limits, then the rows, as they come.</returns>
    public IEnumerable<BenchRow> Run(string? only)
    {
        IEnumerable<BenchRow>[] parts = [Kernels(), Products(), Learning()];
        return Machine().Concat(Groups.Zip(parts).Where(part => only is null || part.First == only).SelectMany(part => part.Second))
            .TakeWhile(_ => !cancel.IsCancellationRequested);
    }

    private IEnumerable<BenchRow> Machine()
    {
        _peak = FmaPeak.Measure();
        yield return new BenchRow("machine", "multiply-adds of one core", _peak, "GFLOP/s");
        foreach ((string name, int length) in new[] { ("copying 256 KiB", KernelLength), ("copying 64 MiB", 1 << 24) })
        {
            float[] from = new float[length], to = new float[length];
            double rate = 8.0 * length / Clock.Best(() => from.AsSpan().CopyTo(to)) / 1e9;
            _copy = _copy == 0 ? rate : _copy;
            yield return new BenchRow("machine", name, rate, "GB/s");
        }
    }

    private IEnumerable<BenchRow> Kernels()
    {
        float[] z = Normal(KernelLength / RowLength * RowLength, 1), y = new float[z.Length], dy = Normal(z.Length, 2), dz = new float[z.Length];
        foreach (ActivationInfo info in ActivationCatalog.All.Where(info => !info.ChangesWidth && Frameworks.All(name => info.Elsewhere.Any(known => known.Framework == name))))
        {
            Activation exact = ActivationCatalog.Parse(info.Name);
            yield return Kernel(info.Name, z.Length, () => Forward(exact, z, y));
            yield return Kernel($"{info.Name}, fast", z.Length, () => Forward(exact.Fast, z, y));
            Forward(exact, z, y);
            yield return Kernel($"{info.Name}, backward", z.Length, () => Backward(exact, z, y, dy, dz), 12);
        }
    }

    private BenchRow Kernel(string name, int length, Action call, int bytes = 8)
    {
        double nanoseconds = Clock.Best(call) / length * 1e9;
        return new BenchRow("kernel", name, nanoseconds, "ns/element", bytes / nanoseconds / _copy, "copy");
    }

    private IEnumerable<BenchRow> Products()
    {
        using Team? team = threads > 1 ? new Team(threads) : null;
        foreach ((int m, int k, int n) in Layers)
        {
            float[] x = Normal(m * k, 1), w = Normal(k * n, 2), y = new float[m * n], dx = new float[m * k], dw = new float[k * n];
            string shape = string.Create(CultureInfo.InvariantCulture, $"{m} × {k} × {n}");
            double flop = 2.0 * m * k * n;
            yield return Computing("product", $"{shape} forward", flop, 1, "", () => Product.Multiply(x, w, y, m, k, n, team));
            yield return Computing("product", $"{shape} weight gradient", flop, 1, "", () => Product.MultiplyTransposedLeft(x, y, dw, m, k, n, team));
            yield return Computing("product", $"{shape} input gradient", flop, 1, "", () => Product.MultiplyTransposedRight(y, w, dx, m, k, n, team));
        }
    }

    private IEnumerable<BenchRow> Learning()
    {
        foreach ((int[] units, string activation, int batch) in Trainings)
        {
            float[] classes = [.. Enumerable.Range(0, TrainingRows).Select(row => (float)(row * 7 % units[^1]))];
            TrainingSet rows = new(Normal(TrainingRows * units[0], 3), units[0], classes, 1);
            double products = 3.0 * Enumerable.Range(0, units.Length - 1).Sum(i => 2.0 * units[i] * units[i + 1]) - (2.0 * units[0] * units[1]);
            string name = units.Length > 6 ? $"{units[0]}-({units[1]} × {units.Length - 2}, {activation})-{units[^1]}" : string.Join('-', units);
            yield return Computing("training", $"{name}, batches of {batch}", products * TrainingRows, TrainingRows, "rows/s", () => Train(units, activation, batch, rows));
        }
    }

    /// <summary>A rate in GFLOP/s, or of items where they have a unit, and its share of the peak.</summary>
    private BenchRow Computing(string group, string name, double flop, double items, string unit, Action call)
    {
        double seconds = Clock.Best(call);
        double share = flop / seconds / 1e9 / (_peak * threads);
        return unit.Length > 0 ? new BenchRow(group, name, items / seconds, unit, share, "peak") : new BenchRow(group, name, flop / seconds / 1e9, "GFLOP/s", share, "peak");
    }

    private void Train(int[] units, string activation, int batch, TrainingSet rows)
    {
        List<LayerSpec> layers = [];
        foreach (int hidden in units[1..^1])
        {
            layers.AddRange([new DenseSpec(hidden), new ActivationSpec(activation)]);
        }

        Network network = Network.Create(units[0], [.. layers, new DenseSpec(units[^1])], seed: 1);
        TrainingOptions options = new() { Epochs = 1, BatchSize = batch, Threads = threads, KeepBest = false };
        new Trainer(network, Loss.Parse("softmax_cross_entropy"), options).Fit(rows, cancel: cancel);
    }

    private static void Forward(Activation activation, float[] z, float[] y)
    {
        if (activation.IsRowwise)
        {
            activation.ForwardRows(z, RowLength, default, y);
        }
        else
        {
            activation.Forward(z, y);
        }
    }

    private static void Backward(Activation activation, float[] z, float[] y, float[] dy, float[] dz)
    {
        if (activation.IsRowwise)
        {
            activation.BackwardRows(z, y, dy, RowLength, default, dz, default);
        }
        else
        {
            activation.Backward(z, y, dy, dz);
        }
    }

    private static float[] Normal(int length, ulong seed)
    {
        RandomStream chance = new(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = chance.NextNormal();
        }

        return values;
    }
}
