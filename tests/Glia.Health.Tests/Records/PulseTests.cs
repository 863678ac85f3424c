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
    public void Norms_that_were_not_measured_count_for_nothing()
    {
        Pulse batches = new(), rows = new();
        for (int step = 1; step <= 10; step++)
        {
            Assert.True(batches.Add(step, 2, step % 4 == 1 ? step : null, 32));
            Assert.Equal(new Beat(step, 2, step % 4 == 1 ? step : null), batches.Ended);
        }

        Assert.Equal((1, 9, 5, 9), (batches.StartNorm, batches.LastNorm, batches.MedianNorm, batches.History));
        Assert.Null(batches.Norm);

        Assert.True(rows.Add(1, 1, null, 16));
        Assert.True(rows.Add(2, 3, 7, 8));
        Assert.True(rows.Add(3, 3, null, 8));
        Assert.Equal(new Beat(2, 2, 7), rows.Ended);
    }

    [Fact]
    public void A_loss_stands_out_above_the_start_and_twice_the_median()
    {
        Pulse pulse = new();
        double[] losses = [4, 1, 1, 1];
        for (int i = 0; i < losses.Length; i++)
        {
            Assert.True(pulse.Add(i + 1, losses[i], 1, 32));
        }

        Assert.False(pulse.StandsOut(3));
        Assert.True(pulse.StandsOut(4.5));
        Assert.False(pulse.StandsOut(double.NaN));
        Assert.True(pulse.Add(5, 5, 1, 32));
        Assert.True(pulse.Add(6, 5, 1, 32));
        Assert.True(pulse.Add(7, 5, 1, 32));
        Assert.False(pulse.StandsOut(7.5));
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
