using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Glia.Kernels.Activations;

namespace Glia.Benchmarks;

/// <summary>Sigmoid and tanh beside System.Numerics.Tensors, whose results are rounded differently.</summary>
public class TensorPrimitivesBenchmarks
{
    private const int Length = 4101;

    private readonly float[] _z = new float[Length];
    private readonly float[] _y = new float[Length];
    private readonly Activation _sigmoid = ActivationCatalog.Parse("sigmoid");
    private readonly Activation _tanh = ActivationCatalog.Parse("tanh");

    [GlobalSetup]
    public void Setup() => ActivationBenchmarks.Fill(_z, 1);

    [Benchmark(OperationsPerInvoke = Length)]
    public void GliaSigmoid() => _sigmoid.Forward(_z, _y);

    [Benchmark(OperationsPerInvoke = Length)]
    public void TensorsSigmoid() => TensorPrimitives.Sigmoid(_z, _y);

    [Benchmark(OperationsPerInvoke = Length)]
    public void GliaTanh() => _tanh.Forward(_z, _y);

    [Benchmark(OperationsPerInvoke = Length)]
    public void TensorsTanh() => TensorPrimitives.Tanh(_z, _y);
}
