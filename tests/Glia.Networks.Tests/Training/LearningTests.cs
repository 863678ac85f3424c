using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Training;

public class LearningTests
{
    [Fact]
    public void Xor_is_learned()
    {
        Network network = Network.Create(2, [new DenseSpec(8), new ActivationSpec("tanh"), new DenseSpec(1)], 1);
        TrainingResult result = new Trainer(network, Loss.Parse("binary_cross_entropy"), new TrainingOptions { Epochs = 500, LearningRate = 0.05 }).Fit(Toy.Xor);
        Assert.Equal(StopReason.Completed, result.Reason);
        float[] logits = new float[4];
        network.Predict(Toy.Xor.X.Span, 4, logits);
        Assert.True(logits[0] < -3 && logits[1] > 3 && logits[2] > 3 && logits[3] < -3, string.Join(" ", logits));
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("swish(learn=layer)")]
    public void A_spiral_is_learned(string activation)
    {
        TrainingSet spiral = Toy.Spiral(60, 0.75);
        Network network = Network.Create(2, [new DenseSpec(16), new ActivationSpec(activation), new DenseSpec(16), new ActivationSpec(activation), new DenseSpec(2)], 3);
        new Trainer(network, Loss.Parse("softmax_cross_entropy"), new TrainingOptions { Epochs = 120, BatchSize = 30, LearningRate = 0.02, Schedule = "one_cycle", Threads = 1 }).Fit(spiral);
        float[] logits = new float[240];
        network.Predict(spiral.X.Span, 120, logits);
        int right = Enumerable.Range(0, 120).Count(r => logits[(2 * r) + 1] > logits[2 * r] == (spiral.Targets.Span[r] > 0.5f));
        Assert.True(right >= 114, $"{right} of 120");
    }
}
