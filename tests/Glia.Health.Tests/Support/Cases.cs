using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Support;

/// <summary>Networks with one planted fault, and their healthy twins.</summary>
internal static class Cases
{
    public static readonly TrainingSet Circles = Tasks.Circles(600, 1), Held = Tasks.Circles(300, 2);

    public static readonly TrainingOptions Usual = new() { Epochs = 40, BatchSize = 32, LearningRate = 3e-3 };

    /// <summary>Trains a network on circles and says what was found, in order.</summary>
    public static HealthReport Watch(
        Network network, TrainingOptions? options = null, TrainingSet? train = null, string loss = "binary_cross_entropy", TrainingSet? held = null)
        => Nets.Watch(network, train ?? Circles, loss, options ?? Usual, held ?? (train is null ? Held : train)).Report;

    public static Network Net(string activation = "relu", int depth = 2, int units = 16, string? initialization = null, int inputs = 2, int outputs = 1, ulong seed = 3)
        => Nets.Mlp(inputs, Nets.Deep(depth, units), activation, outputs, seed, initialization);

    public static Network Ending(string output, int outputs = 1) => Network.Create(
        2, [new DenseSpec(16), new ActivationSpec("tanh"), new DenseSpec(outputs), new ActivationSpec(output)], 3);

    /// <summary>The same rows with every input changed.</summary>
    public static TrainingSet Inputs(TrainingSet set, Func<int, float, float> change)
        => set with { X = set.X.ToArray().Select((value, at) => change(at % set.Features, value)).ToArray() };

    /// <summary>The same rows with every target changed.</summary>
    public static TrainingSet Targets(TrainingSet set, Func<int, float, float> change)
        => set with { Targets = set.Targets.ToArray().Select((value, at) => change(at, value)).ToArray() };

    /// <summary>Rows whose target has nothing to do with the inputs.</summary>
    public static TrainingSet Noise(int rows)
    {
        RandomStream random = new(5);
        return new TrainingSet(
            Enumerable.Range(0, rows * 2).Select(_ => random.NextNormal()).ToArray(), 2, Enumerable.Range(0, rows).Select(_ => random.NextNormal()).ToArray(), 1);
    }
}
