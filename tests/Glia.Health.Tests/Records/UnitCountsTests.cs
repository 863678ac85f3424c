using Glia.Health.Records;
using Glia.Kernels.Randomness;

namespace Glia.Health.Tests.Records;

public sealed class UnitCountsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counts_equal_a_plain_loop_at_every_width(bool ends)
    {
        for (int units = 1; units < 70; units++)
        {
            CountsEqual(units, ends);
        }
    }

    private static void CountsEqual(int units, bool ends)
    {
        const int Rows = 37;
        RandomStream random = new((ulong)units);
        float[] z = new float[Rows * units];
        foreach (ref float value in z.AsSpan())
        {
            value = random.NextInt(5) == 0 ? 0 : 4 * random.NextNormal();
        }

        (float low, float high) = ends ? (-3f, 2f) : (float.NegativeInfinity, float.PositiveInfinity);
        UnitCounts counts = new(units, low, high);
        Assert.True(counts.Add(z, Rows));
        for (int unit = 0; unit < units; unit++)
        {
            float[] column = [.. Enumerable.Range(0, Rows).Select(row => z[(row * units) + unit])];
            Assert.Equal(column.Count(v => v > 0), counts.Fired[unit]);
            Assert.Equal(column.Count(v => v < low), counts.Low[unit]);
            Assert.Equal(column.Count(v => v > high), counts.High[unit]);
            Assert.Equal(column.Max(), counts.Max[unit]);
            Assert.Equal(column.Min(), counts.Min[unit]);
        }

        Assert.Equal(z.Max(Math.Abs), counts.LargestLast);
        Assert.Equal(Rows, counts.Rows);
    }

    [Theory]
    [InlineData(3, float.NaN)]
    [InlineData(12, float.PositiveInfinity)]
    [InlineData(12, float.NegativeInfinity)]
    [InlineData(21, float.NaN)]
    [InlineData(21, float.NegativeInfinity)]
    public void Rows_with_a_value_that_is_no_number_are_left_out(int units, float bad)
    {
        LeavesOut(units, bad, 3);
        LeavesOut(units, bad, float.PositiveInfinity);
    }

    private static void LeavesOut(int units, float bad, float end)
    {
        float[] z = [.. Enumerable.Repeat(1f, 4 * units)];
        z[(2 * units) + units - 1] = bad;
        UnitCounts counts = new(units, -end, end);
        Assert.False(counts.Add(z, 4));
        Assert.Equal(3, counts.Rows);
        Assert.Equal(1, counts.NonFiniteRows);
        Assert.All(counts.Fired, fired => Assert.Equal(3, fired));
        Assert.All(counts.FiredLast.ToArray(), fired => Assert.Equal(3, fired));
    }
}
