using BenchmarkDotNet.Attributes;
using Glia.Kernels.Activations;

namespace Glia.Benchmarks;

/// <summary>What a call costs beside the arithmetic: one element at a time, and the way to the fast variant.</summary>
[MemoryDiagnoser]
public class DispatchBenchmarks
{
    private readonly float[] _one = [0.5f];
    private readonly float[] _y = [0f];
    private Activation _activation = null!;

    [Params("linear", "relu", "tanh")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _activation = ActivationCatalog.Parse(Name);

    [Benchmark]
    public void Forward() => _activation.Forward(_one, _y);

    [Benchmark]
    public void Backward() => _activation.Backward(_one, _y, _one, _y);

    [Benchmark]
    public Activation Fast() => _activation.Fast;
}
