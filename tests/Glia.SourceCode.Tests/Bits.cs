namespace Glia.SourceCode.Tests;

/// <summary>Floats to the bit; any NaN is as good as another.</summary>
internal static class Bits
{
    public static void Same(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, Func<int, string> where)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = float.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            Assert.True(same, $"{where(i)}: {expected[i]:R} expected, {actual[i]:R} found");
        }
    }

    /// <summary>Floats of every size, those that functions have their limits and kinks at, and infinities and NaN.</summary>
    public static float[] Everywhere(int count, int seed)
    {
        var random = new Random(seed);
        float[] special = [0, -0f, 1, -1, 0.5f, -0.5f, 2, 3, -3, 6, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 88.7f, -88.7f, 104, -104, 1e-20f, 1e20f, 300000, -300000];
        float[] x = new float[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = i < special.Length ? special[i]
                : (i % 3) switch
                {
                    0 => BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, (long)int.MaxValue + 1)),
                    1 => (float)((random.NextDouble() - 0.5) * 20),
                    _ => (float)((random.NextDouble() - 0.5) * 220),
                };
        }

        return x;
    }
}
