using Glia.Cli.Comparing;
using Glia.Tabular.Metrics;

namespace Glia.Cli.Tests.Comparing;

public sealed class StatisticsTests
{
    /// <summary>Tables of Student's t, as in any textbook (two-sided 5 % and 1 %).</summary>
    [Theory]
    [InlineData(0.05, 1, 12.7062)]
    [InlineData(0.05, 2, 4.3027)]
    [InlineData(0.05, 4, 2.7764)]
    [InlineData(0.05, 9, 2.2622)]
    [InlineData(0.05, 30, 2.0423)]
    [InlineData(0.01, 4, 4.6041)]
    [InlineData(0.01, 5, 4.0321)]
    public void Quantiles_are_those_of_the_tables(double doubt, int freedom, double t)
    {
        Assert.Equal(t, StudentT.Quantile(doubt, freedom), 4);
        Assert.Equal(doubt, StudentT.TwoSided(-t, freedom), 4);
    }

    [Fact]
    public void Interval_of_a_mean()
    {
        Mean mean = Mean.Of([1, 2, 3, 4, 5]);
        Assert.Equal(3, mean.Value);
        Assert.Equal(2.776445 * Math.Sqrt(2.5 / 5), mean.Margin!.Value, 5);
        Assert.Null(Mean.Of([1]).Margin);
    }

    /// <summary>By hand: mean 0.02, s² 0.00025, factor 1/5 + 3/14, t = 1.9654.</summary>
    [Fact]
    public void Shared_training_rows_make_the_test_more_careful()
    {
        double[] differences = [0.00, 0.01, 0.02, 0.03, 0.04];
        double corrected = Statistics.PairedTest(differences, 3.0 / 14)!.Value;
        Assert.Equal(StudentT.TwoSided(0.02 / Math.Sqrt(0.00025 * (0.2 + (3.0 / 14))), 4), corrected, 12);
        Assert.True(corrected > Statistics.PairedTest(differences, 0)!.Value);
        Assert.Equal(1, Statistics.PairedTest([0, 0, 0], 0.2));
        Assert.Equal(0, Statistics.PairedTest([0.1, 0.1, 0.1], 0.2)!.Value, 9);
        Assert.Null(Statistics.PairedTest([0.1], 0.2));
    }

    [Fact]
    public void Holm_adjusts_in_the_order_of_p() => Assert.Equal([0.03, 0.06, 0.06], Statistics.Holm([0.01, 0.04, 0.03]), new Near());

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }
}
