using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks.Tests.Layers;

public class RandomSlopesTests
{
    private const int Rows = 100;
    private const int Units = 101;

    [Fact]
    public void Training_draws_the_slope_of_every_negative_value_evenly_from_the_interval()
    {
        float[] x = Toy.Normal(Rows * Units, 3);
        float[] y = Make("rrelu(lower=0.1, upper=0.5)").Forward(x, Rows, 1).ToArray();
        double[] slopes = [.. x.Zip(y).Where(pair => pair.First < 0).Select(pair => (double)pair.Second / pair.First)];
        Assert.All(x.Zip(y).Where(pair => pair.First > 0), pair => Assert.Equal(pair.First, pair.Second));
        Assert.All(slopes, slope => Assert.InRange(slope, 0.1 - 1e-7, 0.5 + 1e-7));

        // Some 5000 draws of standard deviation 0.4/√12: five of the mean's.
        Assert.InRange(slopes.Average(), 0.3 - (5 * 0.1155 / Math.Sqrt(slopes.Length)), 0.3 + (5 * 0.1155 / Math.Sqrt(slopes.Length)));
        Assert.True(slopes.Min() < 0.11 && slopes.Max() > 0.49);
    }

    [Fact]
    public void Draws_are_new_at_every_step_and_the_same_for_the_same_step()
    {
        float[] x = Toy.Normal(Rows * Units, 3);
        Workspace work = Make("rrelu");
        float[] first = work.Forward(x, Rows, 1).ToArray();
        Assert.NotEqual(first, work.Forward(x, Rows, 2).ToArray());
        Assert.Equal(first, Make("rrelu").Forward(x, Rows, 1).ToArray());
    }

    [Fact]
    public void The_gradient_goes_back_through_the_slope_that_was_drawn()
    {
        float[] x = Toy.Normal(Rows * Units, 3);
        Network network = Network.Create(Units, [new ActivationSpec("linear"), new ActivationSpec("rrelu")], 1);
        Workspace work = new(network, Rows, 1, null);
        float[] y = work.Forward(x, Rows, 7).ToArray();
        work.LossGradient(Rows).Fill(1);
        work.Backward(x, Rows, 7);

        // y = slope·x, rounded once.
        Assert.Equal(y, work.OutputGradient(0, Rows).ToArray().Zip(x, (slope, value) => slope * value));
    }

    [Fact]
    public void Prediction_takes_the_mean_slope()
    {
        Network network = Network.Create(2, [new ActivationSpec("rrelu(lower=0.25, upper=0.5)")], 1);
        float[] y = new float[2];
        network.Predict([-8, 8], 1, y);
        Assert.Equal([-3f, 8f], y);
    }

    [Fact]
    public void Behind_a_dense_layer_training_and_prediction_differ_only_for_negative_values()
    {
        Network network = Network.Create(3, [new DenseSpec(Units), new ActivationSpec("rrelu")], 1);
        float[] x = Toy.Normal(3 * Rows, 5);
        float[] trained = new Workspace(network, Rows, 1, null).Forward(x, Rows, 1).ToArray();
        float[] predicted = new float[trained.Length];
        network.Predict(x, Rows, predicted);
        Assert.All(trained.Zip(predicted), pair => Assert.True(pair.First > 0 ? pair.First == pair.Second : pair.Second <= 0));
        Assert.Contains(trained.Zip(predicted), pair => pair.First < 0 && pair.First != pair.Second);
    }

    private static Workspace Make(string activation) => new(Network.Create(Units, [new ActivationSpec(activation)], 1), Rows, 1, null);
}
