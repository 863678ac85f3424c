using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;
using Glia.Kernels.Rows;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Rows;

public sealed class CrossEntropyTests
{
    [Theory]
    [InlineData(1, 1, 1f)]
    [InlineData(9, 2, 1f)]
    [InlineData(33, 3, 5f)]
    [InlineData(20, 10, 40f)]
    [InlineData(17, 64, 3f)]
    [InlineData(3, 1000, 2f)]
    public void Gradients_are_within_half_a_unit_in_the_last_place_and_losses_within_double(int rows, int classes, float size)
    {
        (float[] logits, float[] targets) = Batch(rows, classes, size);
        double scale = 1.0 / rows;
        double[] losses = new double[rows];
        float[] gradient = new float[logits.Length];
        CrossEntropy.Evaluate(logits, targets, scale, losses, gradient);
        for (int row = 0; row < rows; row++)
        {
            Wide<Double1>[] terms = [.. logits[(row * classes)..((row + 1) * classes)].Select(z => Exp.Of(Wide<Double1>.Of(z)))];
            int target = (int)targets[row];
            Wide<Double1> sum = terms.Aggregate((a, b) => a + b);
            for (int j = 0; j < classes; j++)
            {
                Wide<Double1> share = j == target
                    ? -terms.Where((_, other) => other != target).Aggregate(Wide<Double1>.Of(0f), (a, b) => a + b) / sum
                    : terms[j] / sum;
                Wide<Double1> exact = share * Wide<Double1>.Of(scale);
                float actual = gradient[(row * classes) + j];
                double unit = Math.Max(Math.Abs((double)MathF.BitIncrement(MathF.Abs(actual)) - MathF.Abs(actual)), float.Epsilon);
                double error = Math.Abs((Wide<Double1>.Of(actual) - exact).High.Value) / unit;
                Assert.True(error <= 0.51, $"row {row}, class {j}: {actual:R} is {error} units from {exact.High.Value:R}");
            }

            double loss = Log.Of(sum.High.Value) - logits[(row * classes) + target];
            Assert.Equal(loss, losses[row], 1e-12 * Math.Max(1, size));
        }
    }

    [Fact]
    public void A_row_does_not_depend_on_other_rows_or_on_being_in_place()
    {
        (float[] logits, float[] targets) = Batch(37, 5, 8);
        double[] losses = new double[37];
        float[] gradient = new float[logits.Length];
        CrossEntropy.Evaluate(logits, targets, 0.25, losses, gradient);
        for (int row = 0; row < 37; row++)
        {
            double[] loss = new double[1];
            float[] alone = logits[(row * 5)..((row + 1) * 5)];
            CrossEntropy.Evaluate(alone, targets.AsSpan(row, 1), 0.25, loss, alone);
            Assert.Equal(losses[row], loss[0]);
            Assert.Equal(gradient[(row * 5)..((row + 1) * 5)], alone);
        }

        double[] only = new double[37];
        CrossEntropy.Evaluate(logits, targets, 0.25, only, default);
        Assert.Equal(losses, only);
    }

    [Fact]
    public void Nothing_overflows_or_cancels_and_what_is_no_number_shows()
    {
        double[] losses = new double[4];
        float[] gradient = new float[8];
        CrossEntropy.Evaluate([1000, -1000, 1000, -1000, 40, 0, float.NaN, 0], [1, 0, 0, 0], 1, losses, gradient);
        Assert.Equal(2000, losses[0]);
        Assert.Equal([1f, -1f], gradient[..2]);
        Assert.Equal(0, losses[1], 1e-290);

        // ln(1 + e⁻⁴⁰), lost if 1 is added first.
        Assert.Equal(4.248354255291589e-18, losses[2], 1e-30);
        Assert.Equal(-4.248354e-18f, gradient[4], 1e-24f);
        Assert.True(double.IsNaN(losses[3]) && float.IsNaN(gradient[6]) && float.IsNaN(gradient[7]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CrossEntropy.Evaluate([1, 2, 3], [0, 1], 1, new double[2], default));
        Assert.Throws<ArgumentException>(() => CrossEntropy.Evaluate([1, 2], [0], 1, new double[2], default));
        Assert.Throws<ArgumentException>(() => CrossEntropy.Evaluate([1, 2], [0], 1, new double[1], new float[1]));
        foreach (float target in new[] { -1, 0.5f, 2, float.NaN })
        {
            Assert.Throws<ArgumentException>(() => CrossEntropy.Evaluate([1, 2], [target], 1, new double[1], default));
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        (float[] logits, float[] targets) = Batch(50, 300, 3);
        double[] losses = new double[50];
        Assert.Equal(0, Allocations.Least(() => CrossEntropy.Evaluate(logits, targets, 1, losses, logits)));
    }

    private static (float[] Logits, float[] Targets) Batch(int rows, int classes, float size) =>
        (Catalogue.Numbers(rows * classes, 1, size), [.. Enumerable.Range(0, rows).Select(row => (float)(row * 7 % classes))]);
}
