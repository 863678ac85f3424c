using System.Globalization;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Benchmarks.Micro;

/// <summary>What units far out on the flat side of their function cost, where slopes and outputs are hardly above 0: the same network on inputs of a standard deviation of 2, 10, 50 and 200.</summary>
internal static class SaturatedUnits
{
    private const int Rows = 1280;
    private const int Inputs = 64;

    private static readonly float[] Scales = [1, 5, 25, 100];

    /// <summary>Prints milliseconds an epoch.</summary>
    /// <param name="peak">Not used.</param>
    public static void Run(double peak)
    {
        Console.WriteLine($"  {"an epoch, ms; inputs of",-26}{string.Concat(Scales.Select(scale => string.Create(CultureInfo.InvariantCulture, $"{2 * scale,10}")))}");
        foreach (string activation in (string[])["relu", "sigmoid", "tanh", "softplus", "swish", "gelu", "elu"])
        {
            Console.WriteLine($"  {activation,-26}{string.Concat(Scales.Select(scale => string.Create(CultureInfo.InvariantCulture, $"{Epoch(activation, scale),10:0.00}")))}");
        }
    }

    /// <summary>The shortest of eleven epochs but the first.</summary>
    private static double Epoch(string activation, float scale)
    {
        float[] x = new float[Rows * Inputs];
        ActivationBenchmarks.Fill(x, 1);
        foreach (ref float value in x.AsSpan())
        {
            value *= scale;
        }

        TrainingSet set = new(x, Inputs, Enumerable.Range(0, Rows).Select(row => (float)(row * 7 % 10)).ToArray(), 1);
        LayerSpec[] hidden = [new DenseSpec(100), new ActivationSpec(activation)];
        Network network = Network.Create(Inputs, [.. hidden, .. hidden, new DenseSpec(10)], seed: 1);
        TrainingOptions options = new() { Epochs = 12, BatchSize = 32, Threads = 1, KeepBest = false };
        return 1000 * new Trainer(network, Loss.Parse("softmax_cross_entropy"), options).Fit(set).History.Skip(1).Min(epoch => epoch.Seconds);
    }
}
