using Glia.Cli.Terminal;

namespace Glia.Cli.Tests.Terminal;

public sealed class SparklineTests
{
    [Fact]
    public void Rises_from_the_lowest_to_the_highest() => Assert.Equal("▁▃▄▅▆█", Sparkline.Draw([0, 1.4, 3, 4, 5, 7], 6).Replace('▂', '▃'));

    [Fact]
    public void Long_curves_shrink_and_short_ones_do_not_stretch()
    {
        Assert.Equal(10, Sparkline.Draw([.. Enumerable.Range(0, 1000).Select(i => (double)i)], 10).Length);
        Assert.Equal(2, Sparkline.Draw([1, 2], 10).Length);
        Assert.Equal("", Sparkline.Draw([], 10));
        Assert.Equal("", Sparkline.Draw([1, 2], 0));
    }

    [Fact]
    public void Values_that_are_no_numbers_are_gaps() => Assert.Equal("▁ █", Sparkline.Draw([0, double.NaN, 1], 3));

    [Fact]
    public void On_a_logarithmic_scale_equal_ratios_are_equal_steps()
    {
        string drawn = Sparkline.Draw([1, 0.1, 0.01], 3, logarithmic: true);
        Assert.Equal(('█', '▁'), (drawn[0], drawn[2]));
        Assert.Contains(drawn[1], "▄▅");
    }

    [Fact]
    public void Without_blocks_marks_stand_ever_higher() => Assert.Equal("_.-'", Sparkline.Draw([0, 1, 2, 3], 4, hasBlocks: false));
}
