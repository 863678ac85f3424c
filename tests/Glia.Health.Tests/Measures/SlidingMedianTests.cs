using Glia.Health.Measures;
using Glia.Kernels.Randomness;

namespace Glia.Health.Tests.Measures;

public sealed class SlidingMedianTests
{
    [Fact]
    public void Equals_sorting_the_window_every_time()
    {
        RandomStream random = new(3);
        SlidingMedian median = new(11);
        List<double> all = [];
        for (int i = 0; i < 300; i++)
        {
            double value = random.NextInt(20);
            median.Add(value);
            all.Add(value);
            double[] window = [.. all.TakeLast(11).Order()];
            Assert.Equal(window[window.Length / 2], median.Value);
            Assert.Equal(window.Length, median.Count);
            double mean = window.Average(), error = Math.Sqrt(window.Average(each => (each - mean) * (each - mean)) / window.Length);
            Assert.Equal(mean + (3 * error), median.HighMean, 9);
        }
    }
}
