using Glia.Health.Records;

namespace Glia.Health.Tests.Records;

public sealed class TimelineTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public void Memory_is_bounded_and_frames_stay_evenly_spaced(int maximum)
    {
        Timeline timeline = new(maximum);
        for (int epoch = 1; epoch <= 1000; epoch++)
        {
            timeline.Add(new HealthFrame(epoch, []));
            Assert.Equal(epoch, timeline.Latest!.Epoch);
            int[] epochs = [.. timeline.ToList().Select(frame => frame.Epoch)];
            Assert.InRange(epochs.Length, 1, maximum + 1);
            Assert.Equal(1, epochs[0]);
            Assert.Equal(epoch, epochs[^1]);
            if (epochs.Length > 3)
            {
                int[] gaps = [.. epochs.Zip(epochs.Skip(1), (a, b) => b - a)];
                Assert.Single(gaps[..^1].Distinct());
            }
        }
    }
}
