using BenchmarkDotNet.Attributes;
using Glia.Health;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks;

/// <summary>What it costs to watch every unit at every step: the same epochs with nobody, an observer that does nothing, and the monitor.</summary>
public class WatchingBenchmarks
{
    private TrainingSet? _set;
    private int[] _sizes = [];

    /// <summary>Inputs, hidden units, outputs; then rows of a batch.</summary>
    [Params("64-100-10 32", "16-128-128-26 128", "784-256-256-10 128")]
    public string Work { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _sizes = [.. Work.Split('-', ' ').Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        float[] x = new float[1280 * _sizes[0]];
        ActivationBenchmarks.Fill(x, 1);
        float[] classes = [.. Enumerable.Range(0, 1280).Select(row => (float)(row * 7 % _sizes[^2]))];
        _set = new TrainingSet(x, _sizes[0], classes, 1, default);
    }

    [Benchmark(Baseline = true)]
    public TrainingResult Unwatched() => Train();

    [Benchmark]
    public TrainingResult EmptyObserver() => Train(new Nobody());

    [Benchmark]
    public TrainingResult Monitor() => Train(new HealthMonitor());

    private TrainingResult Train(params IReadOnlyList<IStepObserver> observers)
    {
        List<LayerSpec> layers = [];
        foreach (int units in _sizes[1..^2])
        {
            layers.AddRange([new DenseSpec(units), new ActivationSpec("relu")]);
        }

        Network network = Network.Create(_sizes[0], [.. layers, new DenseSpec(_sizes[^2])], seed: 1);
        var options = new TrainingOptions { Epochs = 10, BatchSize = _sizes[^1], Threads = 1, KeepBest = false };
        return new Trainer(network, Loss.Parse("softmax_cross_entropy"), options, observers).Fit(_set!);
    }

    private sealed class Nobody : IStepObserver;
}
