using Glia.Kernels.Lanes;

namespace Glia.Kernels.Tests.Lanes;

public sealed class TracesTests
{
    [Fact]
    public void What_is_below_two_to_the_minus_120_is_0_at_every_place_and_nothing_else_changes()
    {
        float below = MathF.BitDecrement(Traces.Least);
        Assert.Equal(Traces.Least, MathF.ScaleB(1, -120));
        float[] kept = [Traces.Least, -Traces.Least, 1, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue];
        for (int length = 0; length < 70; length++)
        {
            float[] values = [.. Enumerable.Range(0, length).Select(i => (i % 3) switch { 0 => kept[i % kept.Length], 1 => below, _ => -float.Epsilon })];
            float[] expected = [.. values.Select((value, i) => i % 3 == 0 ? value : 0)];
            Traces.Fade(values);
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), values.Select(BitConverter.SingleToInt32Bits));
        }
    }
}
