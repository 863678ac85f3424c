using System.Numerics;
using System.Runtime.InteropServices;
using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;

namespace Glia.Networks.Layers;

/// <summary>Slopes of a rectifier whose negative side is random: 1 where x &gt; 0, elsewhere drawn evenly from an interval.</summary>
/// <remarks>Xu, Wang, Chen and Li, Empirical Evaluation of Rectified Activations in Convolutional Network, 2015: randomized leaky ReLU.</remarks>
internal static class RandomSlopes
{
    /// <summary>2⁻²⁴: draws are of 24 bits, so that they are floats.</summary>
    private const float Unit = 1f / (1 << 24);

    /// <summary>Draws one slope a value; where x is positive, too, so that no draw depends on an input.</summary>
    /// <param name="slope">Overwritten.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="interval">From where slopes for x ≤ 0 are drawn.</param>
    /// <param name="stream">The random numbers of the layer and step.</param>
    public static void Draw(Span<float> slope, ReadOnlySpan<float> x, Interval interval, RandomStream stream)
    {
        float lower = (float)interval.Low;
        float width = (float)(interval.High - interval.Low) * Unit;
        Span<uint> draws = stackalloc uint[256];
        for (int start = 0; start < slope.Length; start += draws.Length)
        {
            Span<float> block = slope[start..Math.Min(start + draws.Length, slope.Length)];
            stream.Fill(draws[..block.Length]);
            Choose(block, x.Slice(start, block.Length), draws, lower, width);
        }
    }

    private static void Choose(Span<float> slope, ReadOnlySpan<float> x, ReadOnlySpan<uint> draws, float lower, float width)
    {
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(slope);
        ReadOnlySpan<Vector<float>> wideX = MemoryMarshal.Cast<float, Vector<float>>(x);
        ReadOnlySpan<Vector<uint>> wideDraws = MemoryMarshal.Cast<uint, Vector<uint>>(draws);
        for (int i = 0; i < wide.Length; i++)
        {
            Vector<float> draw = Vector.ConvertToSingle(Vector.AsVectorInt32(Vector.ShiftRightLogical(wideDraws[i], 8)));
            Vector<float> leak = Vector.FusedMultiplyAdd(draw, new Vector<float>(width), new Vector<float>(lower));
            wide[i] = Vector.ConditionalSelect(Vector.GreaterThan(wideX[i], Vector<float>.Zero), Vector<float>.One, leak);
        }

        for (int i = wide.Length * Vector<float>.Count; i < slope.Length; i++)
        {
            slope[i] = x[i] > 0 ? 1 : MathF.FusedMultiplyAdd(draws[i] >> 8, width, lower);
        }
    }
}
