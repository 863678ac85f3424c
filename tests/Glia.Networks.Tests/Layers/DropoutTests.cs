using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks.Tests.Layers;

public class DropoutTests
{
    private const int Rows = 100;
    private const int Units = 100;

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_share_that_is_switched_off_is_the_rate_and_the_mean_stays(double rate)
    {
        Workspace work = Make(rate);
        float[] ones = Ones();
        float[] y = work.Forward(ones, Rows, 1).ToArray();
        float keep = (float)(1 / (1 - rate));
        Assert.All(y, value => Assert.True(value == 0 || value == keep, $"{value}"));

        // 10⁴ draws: five standard deviations of the binomial.
        double limit = 5 * Math.Sqrt(rate * (1 - rate) / y.Length);
        Assert.InRange(y.Count(value => value == 0) / (double)y.Length, rate - limit, rate + limit);
    }

    [Fact]
    public void The_gradient_goes_where_the_signal_went()
    {
        Network network = Network.Create(Units, [new ActivationSpec("linear"), new DropoutSpec(0.3)], 1);
        Workspace work = new(network, Rows, 1, null);
        float[] y = work.Forward(Ones(), Rows, 7).ToArray();
        work.LossGradient(Rows).Fill(1);
        work.Backward(Ones(), Rows, 7);
        Assert.Equal(y, work.OutputGradient(0, Rows).ToArray());
    }

    [Fact]
    public void The_mask_is_new_at_every_step_and_the_same_for_the_same_step()
    {
        Workspace work = Make(0.5);
        float[] first = work.Forward(Ones(), Rows, 1).ToArray();
        float[] second = work.Forward(Ones(), Rows, 2).ToArray();
        Assert.NotEqual(first, second);
        Assert.Equal(first, Make(0.5).Forward(Ones(), Rows, 1).ToArray());
    }

    [Fact]
    public void Prediction_passes_everything()
    {
        Network network = Network.Create(2, [new DropoutSpec(0.9)], 1);
        float[] y = new float[4];
        network.Predict([1, 2, 3, 4], 2, y);
        Assert.Equal([1f, 2f, 3f, 4f], y);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_rate_out_of_range_is_refused(double rate)
    {
        GliaException exception = Assert.Throws<GliaException>(() => Network.Create(2, [new DropoutSpec(rate)], 1));
        Assert.Contains("0 to below 1", exception.Message, StringComparison.Ordinal);
    }

    private static Workspace Make(double rate) => new(Network.Create(Units, [new DropoutSpec(rate)], 1), Rows, 1, null);

    private static float[] Ones()
    {
        float[] ones = new float[Rows * Units];
        Array.Fill(ones, 1);
        return ones;
    }
}
