using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Losses;

public class LossTests
{
    [Theory]
    [InlineData("squared")]
    [InlineData("absolute")]
    [InlineData("huber(delta=0.5)")]
    [InlineData("quantile(level=0.9)")]
    [InlineData("poisson")]
    [InlineData("binary_cross_entropy")]
    [InlineData("binary_cross_entropy(positive_1=3, positive_2=0.1)")]
    [InlineData("softmax_cross_entropy")]
    public void The_text_round_trips(string text) => Assert.Equal(text, Loss.Parse(text).Text);

    [Theory]
    [InlineData("softmax", "There is no loss")]
    [InlineData("huber(delta=-1)", "delta is -1")]
    [InlineData("quantile:1", "level is 1")]
    [InlineData("quantile(level=0)", "level is 0")]
    [InlineData("quantile:x", "cannot be read")]
    [InlineData("huber(delta=x)", "cannot be read")]
    [InlineData("huber(delta=1", "not closed")]
    [InlineData("squared(delta=1)", "no parameter \"delta\"")]
    [InlineData("huber(delta=1, delta=2)", "given twice")]
    [InlineData("binary_cross_entropy(positive_1=0)", "positive_1 is 0")]
    [InlineData("binary_cross_entropy(positive_2=3)", "no parameter \"positive_2\"")]
    public void A_wrong_text_is_refused_with_what_was_seen(string text, string said) =>
        Assert.Contains(said, Assert.Throws<GliaException>(() => Loss.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_quantile_has_a_short_form() => Assert.Equal(("quantile(level=0.9)", 0.9), (Loss.Parse("quantile:0.9").Text, Loss.Parse("quantile:0.9").Level));

    [Fact]
    public void The_second_class_of_a_label_may_weigh_more()
    {
        // torch.nn.functional.binary_cross_entropy_with_logits(z, t, pos_weight=torch.tensor([3., 0.5])), mean over outputs.
        Loss loss = Loss.ForLabels([3, 0.5]), plain = Loss.Parse("binary_cross_entropy");
        float[] outputs = [0.3f, -1.2f], gradient = new float[2], unweighted = new float[2];
        double sigma = 1 / (1 + Math.Exp(-0.3f)), other = 1 / (1 + Math.Exp(1.2f));
        Assert.Equal(((-3 * Math.Log(sigma)) - (0.5 * Math.Log(other))) / 2, loss.Evaluate(outputs, [1, 1], [], 1, gradient), 1e-12);
        Assert.Equal(-3 * (1 - sigma) / 2, gradient[0], 1e-7);
        Assert.Equal(-0.5 * (1 - other) / 2, gradient[1], 1e-7);
        Assert.Equal(plain.Evaluate(outputs, [0, 0], [], 1, unweighted), loss.Evaluate(outputs, [0, 0], [], 1, gradient), 1e-12);
        Assert.Equal(unweighted, gradient);
        Assert.Equal(plain.Evaluate(outputs, [0.2f, 0.9f], [], 1, default), Loss.ForLabels([1, 1]).Evaluate(outputs, [0.2f, 0.9f], [], 1, default), 1e-12);
        Assert.Equal(3000, Loss.ForLabels([3]).Evaluate([-1000], [1], [], 1, default));
        Assert.Equal(3 * 4.248354255291589e-18, Loss.ForLabels([3]).Evaluate([40], [1], [], 1, default), 1e-29);
        Assert.Equal("binary_cross_entropy", Loss.ForLabels([]).Text);
        Assert.Contains("weights for 2 outputs, and the network has 3", Assert.Throws<GliaException>(() => loss.TargetWidth(3)).Message, StringComparison.Ordinal);
        Assert.Contains("positive and finite", Assert.Throws<GliaException>(() => Loss.ForLabels([double.NaN])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Poisson_is_half_the_deviance_and_says_what_it_takes()
    {
        Loss loss = Loss.Parse("poisson");
        Assert.True(loss.TakesLogarithm);
        Assert.Equal(0, loss.Evaluate([0], [1], [], 1, default), 1e-14);
        Assert.Equal(1, loss.Evaluate([0], [0], [], 1, default), 1e-14);
        float[] gradient = new float[1];
        Assert.Equal((Math.Exp(2) - 3) - (3 * (2 - Math.Log(3))), loss.Evaluate([2], [3], [], 1, gradient), 1e-12);
        Assert.Equal(Math.Exp(2) - 3, gradient[0], 1e-6);
        Assert.Equal(double.PositiveInfinity, loss.Evaluate([710], [3], [], 1, default));
        Assert.Null(loss.Complaint(0, 1));
        Assert.All(new[] { -1, float.NaN, float.PositiveInfinity }, wrong => Assert.Contains("0 or more", loss.Complaint(wrong, 1), StringComparison.Ordinal));
    }

    [Fact]
    public void Logits_of_a_thousand_stay_finite_and_exact()
    {
        float[] gradient = new float[2];
        Loss softmax = Loss.Parse("softmax_cross_entropy");
        Assert.Equal(2000, softmax.Evaluate([1000, -1000], [1], [], 1, gradient));
        Assert.Equal([1f, -1f], gradient);
        Assert.Equal(0, softmax.Evaluate([1000, -1000], [0], [], 1, gradient), 1e-290);
        Assert.Equal(0, gradient[0], 1e-30);

        Loss binary = Loss.Parse("binary_cross_entropy");
        Assert.Equal(1000, binary.Evaluate([1000], [0], [], 1, gradient.AsSpan(0, 1)));
        Assert.Equal(1f, gradient[0]);
        Assert.Equal(1000, binary.Evaluate([-1000], [1], [], 1, gradient.AsSpan(0, 1)));
        Assert.Equal(-1f, gradient[0]);
        Assert.Equal(0, binary.Evaluate([1000], [1], [], 1, gradient.AsSpan(0, 1)), 1e-290);
    }

    [Fact]
    public void Tiny_losses_are_not_rounded_to_zero()
    {
        // ln(1 + e⁻⁴⁰) = 4.248354255291589e-18, lost if 1 is added first.
        Assert.Equal(4.248354255291589e-18, Loss.Parse("softmax_cross_entropy").Evaluate([40, 0], [0], [], 1, default), 1e-30);
        Assert.Equal(4.248354255291589e-18, Loss.Parse("binary_cross_entropy").Evaluate([40], [1], [], 1, default), 1e-30);
        float[] gradient = new float[2];
        Loss.Parse("softmax_cross_entropy").Evaluate([40, 0], [0], [], 1, gradient);
        Assert.Equal(-4.248354e-18f, gradient[0], 1e-24f);
    }

    [Theory]
    [InlineData("squared", 2)]
    [InlineData("absolute", 2)]
    [InlineData("huber(delta=0.5)", 2)]
    [InlineData("quantile(level=0.9)", 2)]
    [InlineData("poisson", 2)]
    [InlineData("binary_cross_entropy", 2)]
    [InlineData("binary_cross_entropy(positive_1=3, positive_2=0.1)", 2)]
    [InlineData("softmax_cross_entropy", 1)]
    public void Weight_two_is_the_row_given_twice_to_the_bit(string text, int targetWidth)
    {
        Loss loss = Loss.Parse(text);
        float[] outputs = [0.3f, -1.2f, 0.7f, 2.1f, -0.4f, 0.9f];
        float[] targets = targetWidth == 1 ? [0, 1, 1] : [0.1f, 0.9f, 1, 0, 0.3f, 0.2f];
        float[] weighted = new float[6];
        double one = loss.Evaluate(outputs, targets, [1, 2, 1], 3, weighted);

        float[] twiceOutputs = [.. outputs[..4], .. outputs[2..]];
        float[] twiceTargets = [.. targets[..(2 * targetWidth)], .. targets[targetWidth..]];
        float[] twice = new float[8];
        double other = loss.Evaluate(twiceOutputs, twiceTargets, [], 4, twice);
        Assert.Equal(BitConverter.DoubleToInt64Bits(one), BitConverter.DoubleToInt64Bits(other));
        Assert.Equal(weighted[2], twice[2] + twice[4]);
        Assert.Equal(weighted[3], twice[3] + twice[5]);
        Assert.Equal(weighted[0], twice[0]);
    }

    [Fact]
    public void A_row_of_weight_zero_says_nothing_even_if_it_is_not_a_number()
    {
        float[] gradient = new float[2];
        double loss = Loss.Parse("squared").Evaluate([1, 3], [0, 0], [1, 0], 2, gradient);
        Assert.Equal(1, loss);
        Assert.Equal([2f, 0f], gradient);
        Assert.Equal(1, Loss.Parse("squared").Evaluate([1, float.NaN], [0, 0], [1, 0], 2, default));
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("absolute")]
    [InlineData("huber")]
    [InlineData("quantile")]
    [InlineData("poisson")]
    [InlineData("binary_cross_entropy")]
    [InlineData("softmax_cross_entropy")]
    public void Outputs_that_are_no_numbers_give_a_loss_that_is_none(string text) =>
        Assert.False(double.IsFinite(Loss.Parse(text).Evaluate([float.NaN, 1], Loss.Parse(text).TargetWidth(2) == 1 ? [1] : [1, 1], [], 1, default)));

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Loss.Parse("squared").Evaluate([1, 2, 3], [1, 2], [], 3, default));
        Assert.Contains("3 rows do not fit 3 outputs, 2 targets", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_of_ones_own_trains_and_resumes()
    {
        using Files.TemporaryFolder folder = new();
        Network network = Network.Create(2, [new DenseSpec(4), new ActivationSpec("tanh"), new DenseSpec(1)], 1);
        TrainingOptions options = new() { Epochs = 300, LearningRate = 0.05, CheckpointPath = folder["run.glia"], CheckpointEvery = 1000 };
        TrainingResult result = new Trainer(network, new Quartic(), options).Fit(Toy.Xor);
        Assert.True(result.History[^1].TrainLoss < 0.1 * result.History[0].TrainLoss);
        Assert.Throws<GliaException>(() => Trainer.Resume(folder["run.glia"]));
        Assert.Equal(result.BestEpoch, Trainer.Resume(folder["run.glia"], loss: new Quartic()).Fit(Toy.Xor).BestEpoch);
    }

    private sealed class Quartic : Loss
    {
        public override string Text => "quartic";

        protected override double Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<double> gradient)
        {
            double error = output[0] - target[0];
            gradient[0] = 4 * error * error * error;
            return error * error * error * error;
        }
    }
}
