using Glia.Kernels.Activations;

namespace Glia.PublicApi.Tests.Kernels;

/// <summary>A struct outside the library gets the treatment that those inside get.</summary>
public sealed class OwnActivationTests
{
    private static readonly float[] Inputs = [.. Enumerable.Range(-500, 1001).Select(i => i / 37f)];

    [Fact]
    public void An_own_function_has_text_parameters_and_information_at_its_parameters()
    {
        Activation own = Activation.Of(new Softsign(2.5f));
        Assert.Equal("my_softsign(scale=2.5)", own.Text);
        Assert.Equal(2.5f, own.Parameters["scale"]);
        Assert.Equal(new Interval(-2.5, 2.5), own.Info.Range);
        Assert.Equal(LearnedPer.None, own.Learned);
        Assert.False(own.IsRowwise);
    }

    [Fact]
    public void An_own_function_is_evaluated_in_double_and_rounded_once_at_every_length()
    {
        Activation own = Activation.Of(new Softsign(2.5f));
        for (int length = 0; length <= 70; length++)
        {
            float[] y = new float[length];
            float[] slope = new float[length];
            float[] dz = new float[length];
            ReadOnlySpan<float> z = Inputs.AsSpan(^length..);
            own.Forward(z, y);
            own.Slope(z, slope);
            own.Backward(z, y, z, dz);
            for (int i = 0; i < length; i++)
            {
                double d = 1 + Math.Abs((double)z[i]);
                Assert.Equal((float)(2.5 * z[i] / d), y[i]);
                Assert.Equal((float)(2.5 / (d * d)), slope[i]);
                Assert.Equal((float)(z[i] * (2.5 / (d * d))), dz[i]);
            }
        }
    }

    [Fact]
    public void An_own_sigmoid_gives_the_bits_of_the_catalogues()
    {
        Activation own = Activation.Of(default(OwnSigmoid));
        Activation built = ActivationCatalog.Parse("sigmoid");
        float[] mine = new float[Inputs.Length];
        float[] theirs = new float[Inputs.Length];
        own.Forward(Inputs, mine);
        built.Forward(Inputs, theirs);
        Assert.Equal(theirs, mine);
        own.Slope(Inputs, mine);
        built.Slope(Inputs, theirs);
        Assert.Equal(theirs, mine);
    }

    [Fact]
    public void An_own_function_can_learn()
    {
        Activation own = Activation.OfLearned(new LearnedSoftsign(1, LearnedPer.Unit));
        float[] z = [1, -3, 0.5f, 2];
        float[] learned = [2, 4];
        float[] y = new float[4];
        float[] dz = new float[4];
        float[] gradient = new float[2];
        own.ForwardRows(z, 2, learned, y);
        own.BackwardRows(z, y, [1, 1, 1, 1], 2, learned, dz, gradient);
        Assert.Equal("my_learned_softsign(scale=1, learn=unit)", own.Text);
        Assert.Equal(new[] { 1, -3, (float)(2 * (0.5 / 1.5)), (float)(4 * (2.0 / 3)) }, y);
        Assert.Equal(new[] { (float)(0.5 + (0.5 / 1.5)), (float)(-0.75 + (2.0 / 3)) }, gradient);
    }

    [Fact]
    public void A_value_outside_its_range_is_refused() => Assert.Throws<ArgumentException>(() => Activation.Of(new Softsign(101)));

    [Fact]
    public void An_own_function_refuses_partial_overlap()
    {
        float[] memory = new float[10];
        Assert.Throws<ArgumentException>(() => Activation.Of(new Softsign(1)).Forward(memory.AsSpan(0, 8), memory.AsSpan(1, 8)));
    }
}
