using Glia.Cli.Report.Charts;

namespace Glia.Cli.Tests.Report.Charts;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0.13, 0.97)]
    [InlineData(-3, 4e5)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(-1e-9, 1e-9)]
    public void Ticks_are_few_and_hold_the_values_between_them(double low, double high)
    {
        Axis axis = Axis.Linear(low, high);
        Assert.InRange(axis.Ticks.Count, 2, 8);
        Assert.True(axis.From <= low && axis.To >= high);
        Assert.Equal(0, axis.Place(axis.From), 9);
        Assert.Equal(1, axis.Place(axis.To), 9);
    }

    [Fact]
    public void A_loss_over_decades_gets_a_logarithmic_axis()
    {
        Axis axis = Axis.ForValues([1.1, 0.3, 0.02, 0.0011]);
        Assert.True(axis.IsLogarithmic);
        Assert.Equal([0.001, 0.01, 0.1, 1, 10], axis.Ticks.Select(tick => Math.Round(tick, 6)));
        Assert.Equal(0.5, axis.Place(0.1), 9);
    }

    [Fact]
    public void Values_that_are_no_numbers_leave_an_axis_all_the_same()
    {
        Assert.Equal((0.0, 1.0), (Axis.ForValues([double.NaN, double.PositiveInfinity]).From, Axis.ForValues([double.NaN]).To));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(120)]
    [InlineData(2000)]
    public void Epochs_run_from_the_first_to_the_last(int last)
    {
        Axis axis = Axis.Epochs(last);
        Assert.Equal(1, axis.Ticks[0]);
        Assert.Equal(last, axis.Ticks[^1]);
        Assert.Equal(axis.Ticks.Order(), axis.Ticks);
    }
}
