using Glia.Networks.Numbers;
using Glia.Networks.Schedules;

namespace Glia.Networks.Tests.Schedules;

public class ScheduleTests
{
    [Fact]
    public void Constant_stays() => Assert.All(Factors("constant", 10, 2), factor => Assert.Equal(1, factor));

    [Fact]
    public void Step_falls_by_the_factor_every_so_many_epochs()
    {
        double[] factors = Factors("step(every=2, factor=0.5)", 3, 6);
        Assert.Equal([1, 1, 0.5, 0.5, 0.25, 0.25], Enumerable.Range(0, 6).Select(epoch => factors[3 * epoch]));
    }

    [Fact]
    public void Cosine_rises_over_the_warm_up_and_falls_to_its_end()
    {
        double[] factors = Factors("cosine(warmup=1.5, final=0.1)", 4, 5);
        Assert.Equal(1 / 6.0, factors[0], 1e-12);
        Assert.Equal(1, factors[5], 1e-12);
        Assert.Equal(1, factors[6], 1e-12);
        for (int i = 7; i < 20; i++)
        {
            Assert.True(factors[i] < factors[i - 1]);
            Assert.Equal(0.1 + (0.9 * 0.5 * (1 + Math.Cos(Math.PI * (i - 6) / 14.0))), factors[i], 1e-12);
        }
    }

    [Fact]
    public void One_cycle_starts_low_peaks_and_ends_very_low()
    {
        double[] factors = Factors("one_cycle", 10, 10);
        Assert.Equal(1 / 25.0, factors[0], 1e-12);
        Assert.Equal(1, factors[29], 1e-12);
        Assert.Equal(1 / 25e4, factors[99], 1e-12);
        Assert.Equal(29, Array.IndexOf(factors, factors.Max()));

        // PyTorch's torch.optim.lr_scheduler.OneCycleLR at step 14 of 100 with max_lr 1: both ends of a half cosine over 29 steps.
        Assert.Equal((1 / 25.0) + ((1 - (1 / 25.0)) * 0.5 * (1 - Math.Cos(Math.PI * 14 / 29))), factors[14], 1e-12);
    }

    [Fact]
    public void Plateau_waits_for_its_patience_and_then_lowers()
    {
        Schedule plateau = Schedule.Parse("plateau(factor=0.5, patience=2, minimum=0.2)");
        double[] state = plateau.StartState;
        List<double> factors = [];
        foreach (double loss in new[] { 1, 0.5, 0.5, 0.6, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4 })
        {
            plateau.EpochEnded(loss, state);
            factors.Add(plateau.Factor(default, state));
        }

        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2], factors);
    }

    [Fact]
    public void The_cosine_agrees_with_that_of_the_system()
    {
        for (int i = 0; i <= 1000; i++)
        {
            Assert.Equal(Math.Cos(Math.PI * i / 1000), Cosine.OfHalfTurns(i / 1000.0), 1e-15);
        }
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("step(every=3, factor=0.5)")]
    [InlineData("cosine(warmup=1.5, final=0.1)")]
    [InlineData("one_cycle(peak_at=0.4, start=10, end=100)")]
    [InlineData("plateau(factor=0.5, patience=3, threshold=0.01, minimum=0.001)")]
    public void The_text_round_trips(string text) => Assert.Equal(text, Schedule.Parse(text).Text);

    [Theory]
    [InlineData("linear")]
    [InlineData("step(every=0)")]
    [InlineData("step(every=1.5)")]
    [InlineData("one_cycle(peak_at=1)")]
    [InlineData("plateau(factor=1)")]
    public void A_wrong_text_is_refused(string text) => Assert.Throws<GliaException>(() => Schedule.Parse(text));

    private static double[] Factors(string text, int stepsPerEpoch, int epochs)
    {
        Schedule schedule = Schedule.Parse(text);
        return [.. Enumerable.Range(0, stepsPerEpoch * epochs).Select(step => schedule.Factor(new SchedulePoint(step, stepsPerEpoch, epochs), schedule.StartState))];
    }
}
