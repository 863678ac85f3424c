using Glia.Health.Records;

namespace Glia.Health.Tests.Records;

public sealed class PulseTests
{
    [Fact]
    public void Single_rows_are_taken_together_and_large_batches_are_not()
    {
        Pulse rows = new(), batches = new();
        for (int step = 1; step <= 64; step++)
        {
            Assert.True(rows.Add(step, step, step == 40 ? 1000 : 1, 1));
            Assert.True(batches.Add(step, step, 1, 50));
            Assert.Equal(step % 32 == 0, rows.Ended is not null);
            Assert.Equal(new Beat(step, step, 1), batches.Ended);
        }

        Assert.Equal(16.5, rows.StartLoss);
        Assert.Equal(40, rows.Ended!.Value.Step);
        Assert.Equal((1000 + 31) / 32.0, rows.Ended.Value.Norm);
        Assert.Equal(1, rows.MedianNorm);
        Assert.Equal(1, rows.History);
        Assert.Equal(63, batches.History);
    }

    [Fact]
    public void A_step_that_is_no_number_is_refused_and_forgotten()
    {
        Pulse pulse = new();
        Assert.True(pulse.Add(1, 2, 3, 10));
        Assert.False(pulse.Add(2, double.NaN, 1, 10));
        Assert.False(pulse.Add(3, 1, double.PositiveInfinity, 10));
        Assert.Equal(3, pulse.LastNorm);
        Assert.Equal(2, pulse.StartLoss);
    }
}
