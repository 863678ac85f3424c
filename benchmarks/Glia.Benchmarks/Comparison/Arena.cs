using Glia.Kernels.Randomness;

namespace Glia.Benchmarks.Comparison;

/// <summary>The arrays that contenders work on: inputs of N(0, 2²), as pre-activations are, in rows for functions of rows.</summary>
internal sealed class Arena
{
    public Arena(int length, int columns)
    {
        Length = length - (length % columns);
        Columns = columns;
        Input = GC.AllocateArray<float>(Length, pinned: true);
        Output = GC.AllocateArray<float>(Length, pinned: true);
        Gradient = GC.AllocateArray<float>(Length, pinned: true);
        Scratch = GC.AllocateArray<float>(Length, pinned: true);
        Fill(Input, 1);
        Fill(Gradient, 2);
    }

    public int Length { get; }

    /// <summary>Gets the length of a row; 1 for elementwise functions.</summary>
    public int Columns { get; }

    public float[] Input { get; }

    public float[] Output { get; }

    public float[] Gradient { get; }

    /// <summary>Gets room for those who compose a function of several passes.</summary>
    public float[] Scratch { get; }

    private static void Fill(float[] values, ulong seed)
    {
        var chance = new RandomStream(seed);
        float[] period = new float[Math.Min(values.Length, 100_003)];
        foreach (ref float value in period.AsSpan())
        {
            value = 2 * chance.NextNormal();
        }

        for (int start = 0; start < values.Length; start += period.Length)
        {
            period.AsSpan(0, Math.Min(period.Length, values.Length - start)).CopyTo(values.AsSpan(start));
        }
    }
}
