using Glia.Cli.Terminal;

namespace Glia.Cli.Tests.Terminal;

public sealed class LiveBoardTests
{
    private static readonly LiveState State = new()
    {
        Title = "samples/penguins.csv → species (multiclass: softmax, softmax_cross_entropy)",
        MetricName = "balanced_accuracy",
        Epochs = 200,
        Epoch = 37,
        SecondsPerEpoch = 0.32,
        RowsPerSecond = 123456,
        TrainLoss = [.. Enumerable.Range(1, 37).Select(i => 1.0 / i)],
        ValidationLoss = [.. Enumerable.Range(1, 37).Select(i => 1.1 / i)],
        ValidationMetric = [.. Enumerable.Range(1, 37).Select(i => 1 - (1.0 / i))],
        Layers = [.. Enumerable.Range(1, 30).Select(i => new LiveLayer($"{2 * i} leaky_relu", 1000, 12, 3, i == 1 ? 4 : 0, 0.912, 1.234e-7))],
    };

    [Theory]
    [InlineData(24)]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        foreach (Line line in LiveBoard.Lay(State, width))
        {
            Assert.True(line.Length <= width, $"{line.Length} > {width}: {line}");
        }
    }

    [Fact]
    public void Shows_epoch_pace_time_left_loss_metric_and_units()
    {
        string text = string.Join('\n', LiveBoard.Lay(State, 100));
        Assert.Contains("epoch 37/200", text, StringComparison.Ordinal);
        Assert.Contains("123,456 rows/s", text, StringComparison.Ordinal);
        Assert.Contains("0:52 left", text, StringComparison.Ordinal);
        Assert.Contains("1000 alive 12 silent 3 dead 4 saturated", text, StringComparison.Ordinal);
        Assert.Contains("→0.912 ←1.2e-7", text, StringComparison.Ordinal);
        Assert.Contains("… 20 more", text, StringComparison.Ordinal);
        Assert.Contains("▁", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_epoch_there_is_a_title_and_an_empty_bar()
    {
        IReadOnlyList<Line> lines = LiveBoard.Lay(new LiveState { Title = "t", MetricName = "r2", Epochs = 5 }, 80);
        Assert.Equal(3, lines.Count);
        Assert.DoesNotContain("left", lines[1].ToString(), StringComparison.Ordinal);
    }
}
