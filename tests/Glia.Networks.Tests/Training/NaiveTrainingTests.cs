using Glia.Networks.Layers;
using Glia.Networks.Tests.Oracles;

namespace Glia.Networks.Tests.Training;

/// <summary>Whole trainings end where the same trainings end in float64, by loops that anybody can check.</summary>
public class NaiveTrainingTests
{
    [Theory]
    [InlineData("sgd", "tanh", "squared", 1)]
    [InlineData("sgd", "relu", "softmax_cross_entropy", 3)]
    [InlineData("momentum", "tanh", "softmax_cross_entropy", 3)]
    [InlineData("momentum", "relu", "squared", 1)]
    [InlineData("adam", "tanh", "squared", 1)]
    [InlineData("adam", "relu", "softmax_cross_entropy", 3)]
    public void A_training_ends_with_the_weights_of_a_naive_one_in_float64(string optimizer, string activation, string loss, int outputs)
    {
        TrainingSet set = Toy.Regression(90, 6, 4);
        if (outputs > 1)
        {
            set = set with { Targets = set.Targets.ToArray().Select(target => target < -0.5f ? 0f : target < 0.5f ? 1f : 2f).ToArray() };
        }

        Network network = Network.Create(6, [new DenseSpec(13), new ActivationSpec(activation), new DenseSpec(9), new ActivationSpec(activation), new DenseSpec(outputs)], 7);
        TrainingOptions options = new() { Epochs = 12, BatchSize = 20, Optimizer = optimizer, LearningRate = 0.01, Seed = 3, Threads = 1, KeepBest = false };
        float[] started = network.Values.ToArray();
        double[] expected = new NaiveTraining(network, loss, optimizer).Fit(set, options);
        new Trainer(network, Loss.Parse(loss), options).Fit(set);

        double moved = expected.Zip(started, (end, start) => Math.Abs(end - start)).Max();
        double apart = expected.Zip(network.Values.ToArray(), (end, got) => Math.Abs(end - got)).Max();
        Assert.True(moved > 0.02, $"the weights moved by {moved} only");
        Assert.True(apart < 2e-4 * Math.Max(1, moved), $"{apart} apart after moving by {moved}");
    }
}
