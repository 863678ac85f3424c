using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;
using Glia.Kernels.Rows;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Rows;

public sealed class SigmoidCrossEntropyTests
{
    [Theory]
    [InlineData(1, 1f)]
    [InlineData(7, 5f)]
    [InlineData(8, 20f)]
    [InlineData(1000, 40f)]
    [InlineData(999, 0.001f)]
    public void Gradients_are_within_half_a_unit_in_the_last_place_and_losses_within_double(int count, float size)
    {
        float[] logits = Catalogue.Numbers(count, 3, size);
        float[] targets = [.. Enumerable.Range(0, count).Select(i => (float)(i * 7 % 3 / 2))];
        const double Scale = 1 / 3.0;
        double[] losses = new double[count];
        float[] gradient = new float[count];
        SigmoidCrossEntropy.Evaluate(logits, targets, Scale, losses, gradient);
        for (int i = 0; i < count; i++)
        {
            // −ln σ(s) = ln(1 + e^−s) and its slope −σ(−s) = −1/(1 + e^s), with s = z for t = 1 and −z for t = 0.
            double sign = targets[i] == 1 ? 1 : -1;
            Wide<Double1> one = Wide<Double1>.Of(1f);
            Wide<Double1> power = Exp.Of(Wide<Double1>.Of(sign * logits[i]));
            Wide<Double1> exact = -(Wide<Double1>.Of(sign * Scale) / (one + power));
            double unit = Math.Max(Math.Abs((double)MathF.BitIncrement(MathF.Abs(gradient[i])) - MathF.Abs(gradient[i])), float.Epsilon);
            double error = Math.Abs((Wide<Double1>.Of(gradient[i]) - exact).High.Value) / unit;
            Assert.True(error <= 0.51, $"z = {logits[i]:R}, t = {targets[i]}: {gradient[i]:R} is {error} units from {exact.High.Value:R}");
            double small = Math.Abs(logits[i]);
            double loss = Math.Max(-sign * logits[i], 0) + Log1p.OfUnit(Exp.Of(Wide<Double1>.Of(-small))).High.Value;
            Assert.Equal(loss, losses[i], 1e-12 * Math.Max(1e-12, loss));
        }
    }

    [Fact]
    public void An_element_does_not_depend_on_others_or_on_being_in_place()
    {
        float[] logits = Catalogue.Numbers(37, 1, 8), targets = [.. Enumerable.Range(0, 37).Select(i => i / 36f)];
        double[] losses = new double[37], only = new double[37];
        float[] gradient = new float[37];
        SigmoidCrossEntropy.Evaluate(logits, targets, 0.25, losses, gradient);
        SigmoidCrossEntropy.Evaluate(logits, targets, 0.25, only, default);
        Assert.Equal(losses, only);
        for (int i = 0; i < 37; i++)
        {
            double[] loss = new double[1];
            float[] alone = [logits[i]];
            SigmoidCrossEntropy.Evaluate(alone, targets.AsSpan(i, 1), 0.25, loss, alone);
            Assert.Equal(losses[i], loss[0]);
            Assert.Equal(gradient[i], alone[0]);
        }
    }

    [Fact]
    public void A_target_between_gives_the_share_of_both_sides()
    {
        double[] losses = new double[2];
        float[] gradient = new float[2];
        SigmoidCrossEntropy.Evaluate([0, 2], [0.5f, 0.25f], 1, losses, gradient);
        Assert.Equal(Math.Log(2), losses[0], 1e-13);
        Assert.Equal(0, gradient[0]);
        Assert.Equal(2 - 0.5 + Math.Log(1 + Math.Exp(-2)), losses[1], 1e-13);
        Assert.Equal((float)((1 / (1 + Math.Exp(-2))) - 0.25), gradient[1]);
    }

    [Fact]
    public void Nothing_overflows_or_cancels_and_what_is_no_number_shows()
    {
        double[] losses = new double[5];
        float[] gradient = new float[5];
        SigmoidCrossEntropy.Evaluate([1000, -1000, 1000, 40, float.NaN], [0, 0, 1, 1, 1], 1, losses, gradient);
        Assert.Equal(1000, losses[0]);
        Assert.Equal(1, gradient[0]);
        Assert.Equal(0, losses[1], 1e-290);
        Assert.Equal(0, gradient[1]);
        Assert.Equal(0, losses[2], 1e-290);

        // ln(1 + e⁻⁴⁰) and its slope, lost if 1 is added first.
        Assert.Equal(4.248354255291589e-18, losses[3], 1e-30);
        Assert.Equal(-4.248354e-18f, gradient[3], 1e-24f);
        Assert.True(double.IsNaN(losses[4]) && float.IsNaN(gradient[4]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SigmoidCrossEntropy.Evaluate([1, 2], [0], 1, new double[2], default));
        Assert.Throws<ArgumentException>(() => SigmoidCrossEntropy.Evaluate([1, 2], [0, 1], 1, new double[1], default));
        Assert.Throws<ArgumentException>(() => SigmoidCrossEntropy.Evaluate([1, 2], [0, 1], 1, new double[2], new float[1]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] logits = Catalogue.Numbers(301, 3, 3), targets = new float[301];
        double[] losses = new double[301];
        Assert.Equal(0, Allocations.Least(() => SigmoidCrossEntropy.Evaluate(logits, targets, 1, losses, logits)));
    }
}
