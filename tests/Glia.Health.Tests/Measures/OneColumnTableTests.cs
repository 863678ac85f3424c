using Glia.Health.Measures;
using Glia.Networks;

namespace Glia.Health.Tests.Measures;

public sealed class OneColumnTableTests
{
    [Fact]
    public void Takes_the_column_that_tells_most_and_answers_the_mean_of_each_range()
    {
        // The target is a step of the second column plus a little of the first.
        float[] x = [.. Enumerable.Range(0, 320).SelectMany(row => new[] { row * 7 % 320, row / 20f })];
        float[] t = [.. Enumerable.Range(0, 320).Select(row => (row / 160) + (x[2 * row] / 3200))];
        OneColumnTable table = OneColumnTable.Of(Loss.Parse("squared"), new TrainingSet(x, 2, t, 1), 1, null)!;
        Assert.Equal((1, 10), (table.Column, table.Ranges));
        Assert.Equal(Enumerable.Range(0, 10).Average(range => Variance(t[(32 * range)..(32 * (range + 1))])), table.Loss, 0.001);
        Assert.Equal(Variance(t), table.Guess, 1e-6);
    }

    [Fact]
    public void Equal_values_stay_in_one_range()
    {
        float[] x = [.. Enumerable.Range(0, 300).Select(row => row % 2f)], t = [.. Enumerable.Range(0, 300).Select(row => row % 2 == 0 ? row % 10 == 0 ? 1f : 0f : 1f)];
        OneColumnTable table = OneColumnTable.Of(Loss.Parse("binary_cross_entropy"), new TrainingSet(x, 1, t, 1), 1, null)!;
        Assert.Equal(2, table.Ranges);
        Assert.Equal(0.5 * -((0.2 * Math.Log(0.2)) + (0.8 * Math.Log(0.8))), table.Loss, 1e-6);
    }

    [Fact]
    public void Rows_of_weight_two_are_rows_given_twice()
    {
        float[] x = [.. Enumerable.Range(0, 300).Select(row => row % 2f)], t = [.. Enumerable.Range(0, 300).Select(row => row * 7919 % 300 / 100f)];
        float[] weights = [.. Enumerable.Range(0, 300).Select(row => row < 150 ? 2f : 1f)];
        OneColumnTable weighted = OneColumnTable.Of(Loss.Parse("squared"), new TrainingSet(x, 1, t, 1, weights), 1, null)!;
        OneColumnTable twice = OneColumnTable.Of(Loss.Parse("squared"), new TrainingSet(new float[][] { x, x[..150] }.SelectMany(v => v).ToArray(), 1, new float[][] { t, t[..150] }.SelectMany(v => v).ToArray(), 1), 1, null)!;
        Assert.Equal(twice.Loss, weighted.Loss, 1e-9);
        Assert.Equal(twice.Guess, weighted.Guess, 1e-9);
    }

    [Fact]
    public void Too_few_rows_or_no_column_that_varies_make_no_table()
    {
        Loss loss = Loss.Parse("softmax_cross_entropy");
        float[] classes = [.. Enumerable.Range(0, 300).Select(row => row % 3f)];
        Assert.Null(OneColumnTable.Of(loss, new TrainingSet(classes.AsMemory(0, 59), 1, classes.AsMemory(0, 59), 1), 3, null));
        Assert.Null(OneColumnTable.Of(loss, new TrainingSet(new float[300], 1, classes, 1), 3, null));
        Assert.Equal(0, OneColumnTable.Of(loss, new TrainingSet(classes, 1, classes, 1), 3, null)!.Loss, 1e-9);
    }

    private static double Variance(float[] values)
    {
        double mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }
}
