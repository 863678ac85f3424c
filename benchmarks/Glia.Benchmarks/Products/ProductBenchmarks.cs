using BenchmarkDotNet.Attributes;
using Glia.Kernels.Products;

namespace Glia.Benchmarks.Products;

/// <summary>The three products of a dense layer, at the shapes of small tables and of a larger one; 2·m·k·n operations each.</summary>
[MemoryDiagnoser]
public class ProductBenchmarks
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];
    private float[] _left = [];
    private float[] _right = [];
    private int _m;
    private int _k;
    private int _n;
    private Team? _team;

    [Params("200x64x100", "200x100x10", "256x128x128", "512x512x512")]
    public string Shape { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Shape.Split('x').Select(text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        (_m, _k, _n) = (sizes[0], sizes[1], sizes[2]);
        _a = new float[_m * _k];
        _b = new float[_k * _n];
        _c = new float[_m * _n];
        _left = new float[_k * _n];
        _right = new float[_m * _k];
        ActivationBenchmarks.Fill(_a, 1);
        ActivationBenchmarks.Fill(_b, 2);
        _team = Threads > 1 ? new Team(Threads) : null;
    }

    [GlobalCleanup]
    public void Cleanup() => _team?.Dispose();

    [Benchmark]
    public void Forward() => Product.Multiply(_a, _b, _c, _m, _k, _n, _team);

    [Benchmark]
    public void WeightGradient() => Product.MultiplyTransposedLeft(_a, _c, _left, _m, _k, _n, _team);

    [Benchmark]
    public void InputGradient() => Product.MultiplyTransposedRight(_c, _b, _right, _m, _k, _n, _team);
}
