using Glia.Networks.Layers;
using Glia.Networks.Optimizers;

namespace Glia.Networks.Tests.Training;

/// <summary>Numbers near the smallest, which cost a processor dearly, do not stay in a training.</summary>
public sealed class TracesTests
{
    [Theory]
    [InlineData("momentum")]
    [InlineData("nesterov")]
    [InlineData("rmsprop")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void The_memory_of_a_weight_without_a_gradient_ends_at_0(string text)
    {
        var optimizer = Optimizer.Parse(text);
        var step = new UpdateStep
        {
            Values = Filled(0.5f),
            Gradient = Filled(0),
            Slots = [.. Enumerable.Range(0, optimizer.Slots).Select(_ => Filled(1e-3f))],
            Scalars = optimizer.StartScalars,
            LearningRate = 1e-3,
            Parameters = [],
            From = 0,
            Length = 16,
        };
        for (int i = 0; i < 100_000; i++)
        {
            optimizer.Advance(step.Scalars);
            optimizer.Update(step);
            Assert.All(step.Slots, slot => Assert.True(slot[0] == 0 || float.IsNormal(slot[0])));
        }

        Assert.All(step.Slots, slot => Assert.Equal(Filled(0), slot));
    }

    [Theory]
    [InlineData("swish", -95, false)]
    [InlineData("sigmoid", -95, false)]
    [InlineData("sigmoid", -80, true)]
    [InlineData("relu", 1e-40, true)]
    public void A_hidden_output_below_two_to_the_minus_120_is_0_and_the_last_one_is_not(string activation, float z, bool stays)
    {
        Network hidden = Of([new DenseSpec(1), new ActivationSpec(activation), new DenseSpec(1)]), last = Of([new DenseSpec(1), new ActivationSpec(activation)]);
        float[] y = new float[1];
        hidden.Predict([z], 1, y);
        float kept = hidden.Run([z], 1).Output(1)[0];
        Assert.Equal(kept, y[0]);
        Assert.Equal(stays, kept != 0);
        last.Predict([z], 1, y);
        Assert.NotEqual(0, y[0]);
        Assert.Equal(last.Run([z], 1).Output(1)[0], y[0]);
    }

    [Fact]
    public void A_gradient_below_two_to_the_minus_120_is_0()
    {
        // The slope of the sigmoid at −95 is 5.5e-42.
        Network network = Of([new DenseSpec(1), new ActivationSpec("sigmoid"), new DenseSpec(1)]);
        float[] before = [.. network.Values];
        Seen seen = new();
        TrainingSet set = new(new float[] { -95 }, 1, new float[] { 1 }, 1);
        new Trainer(network, Loss.Parse("squared"), new TrainingOptions { Epochs = 1, Optimizer = "sgd", LearningRate = 1, KeepBest = false }, seen).Fit(set);
        Assert.Equal(0, seen.Gradient);
        Assert.Equal(before[..2], network.Values[..2].ToArray());
        Assert.NotEqual(before[3], network.Values[3]);
    }

    /// <summary>All weights 1, all biases 0.</summary>
    private static Network Of(IReadOnlyList<LayerSpec> layers)
    {
        Network network = Network.Create(1, layers, 1);
        for (int i = 0; i < network.Parameters.Count; i++)
        {
            network.Parameters[i].Values.Fill(i % 2 == 0 ? 1 : 0);
        }

        return network;
    }

    private static float[] Filled(float value) => [.. Enumerable.Repeat(value, 16)];

    private sealed class Seen : IStepObserver
    {
        public float Gradient { get; private set; } = float.NaN;

        public void StepEnded(in StepView step) => Gradient = step.OutputGradient(0)[0];
    }
}
