using BenchmarkDotNet.Attributes;
using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;

namespace Glia.Benchmarks;

/// <summary>Every elementwise function of the catalogue, forward and backward, over spans that fit the nearest cache. 4101 is no multiple of any lane.</summary>
[MemoryDiagnoser]
public class ActivationBenchmarks
{
    private const int Length = 4101;

    private readonly float[] _z = new float[Length];
    private readonly float[] _dy = new float[Length];
    private readonly float[] _y = new float[Length];
    private Activation _activation = null!;

    public static IEnumerable<string> Names => ActivationCatalog.All.Where(info => !info.IsRowwise).Select(info => info.Name);

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _activation = ActivationCatalog.Parse(Name);
        Fill(_z, 1);
        Fill(_dy, 2);
    }

    [Benchmark(OperationsPerInvoke = Length)]
    public void Forward() => _activation.Forward(_z, _y);

    [Benchmark(OperationsPerInvoke = Length)]
    public void Backward() => _activation.Backward(_z, _y, _dy, _y);

    internal static void Fill(Span<float> values, ulong seed)
    {
        var chance = new RandomStream(seed);
        foreach (ref float value in values)
        {
            value = 2 * chance.NextNormal();
        }
    }
}
