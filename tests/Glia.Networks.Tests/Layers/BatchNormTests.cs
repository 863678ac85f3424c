using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks.Tests.Layers;

public class BatchNormTests
{
    [Fact]
    public void Training_normalises_with_the_biased_variance_of_the_batch()
    {
        (Network network, BatchNormLayer layer) = Make();
        layer.Scale.Values[1] = 3;
        layer.Shift.Values[1] = -1;
        float[] x = [1, 10, 2, 20, 6, 60];
        float[] y = new Workspace(network, 3, 1, null).Forward(x, 3, 1).ToArray();
        double mean = 3;
        double variance = (4 + 1 + 9) / 3.0;
        for (int r = 0; r < 3; r++)
        {
            Assert.Equal((x[2 * r] - mean) / Math.Sqrt(variance + 1e-5), y[2 * r], 1e-6);
            Assert.Equal(((x[(2 * r) + 1] - 30) / Math.Sqrt((100 * variance) + 1e-5) * 3) - 1, y[(2 * r) + 1], 1e-6);
        }
    }

    [Fact]
    public void Running_statistics_follow_with_momentum_and_the_unbiased_variance()
    {
        (Network network, BatchNormLayer layer) = Make(0.25);
        new Workspace(network, 3, 1, null).Forward([1, 10, 2, 20, 6, 60], 3, 1);
        Assert.Equal(0.25 * 3, layer.RunningMean.Values[0], 1e-6);
        Assert.Equal((0.75 * 1) + (0.25 * 14 / 2), layer.RunningVariance.Values[0], 1e-6);
        Assert.Equal((0.75 * 1) + (0.25 * 1400 / 2), layer.RunningVariance.Values[1], 1e-4);
    }

    [Fact]
    public void Prediction_uses_the_running_statistics()
    {
        (Network network, BatchNormLayer layer) = Make();
        layer.RunningMean.Values[0] = 5;
        layer.RunningVariance.Values[0] = 4;
        float[] y = new float[2];
        network.Predict([9, 7], 1, y);
        Assert.Equal((9 - 5) / Math.Sqrt(4 + 1e-5), y[0], 1e-6);
        Assert.Equal(7 / Math.Sqrt(1 + 1e-5), y[1], 1e-5);
    }

    [Fact]
    public void A_single_row_gives_the_shift_and_leaves_the_statistics_alone()
    {
        (Network network, BatchNormLayer layer) = Make();
        layer.Shift.Values[0] = 2;
        Workspace work = new(network, 1, 1, null);
        float[] y = work.Forward([9, 7], 1, 1).ToArray();
        Assert.Equal([2f, 0f], y);
        Assert.Equal([0f, 0f], layer.RunningMean.Values.ToArray());
        Assert.Equal([1f, 1f], layer.RunningVariance.Values.ToArray());
    }

    [Theory]
    [InlineData(0, 1e-5)]
    [InlineData(1.5, 1e-5)]
    [InlineData(0.1, 0)]
    [InlineData(double.NaN, 1e-5)]
    public void Settings_out_of_range_are_refused(double momentum, double epsilon) =>
        Assert.Throws<GliaException>(() => Network.Create(2, [new BatchNormSpec(momentum, epsilon)], 1));

    private static (Network Network, BatchNormLayer Layer) Make(double momentum = 0.1)
    {
        Network network = Network.Create(2, [new BatchNormSpec(momentum)], 1);
        return (network, (BatchNormLayer)network.Layers[0]);
    }
}
