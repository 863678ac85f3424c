using System.Numerics;
using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;

namespace Glia.Kernels.Randomness;

/// <summary>Normal numbers from pairs of uniform ones, by Marsaglia's polar method with Glia's own logarithm; System.Math's differs between machines.</summary>
/// <remarks>A pair (u, v) inside the unit circle gives u·√(−2·ln s/s) with s = u² + v², one outside nothing. The second number that it could give is not used, so that a stream has no hidden state.</remarks>
internal static class Normals
{
    /// <summary>Words of 32 bits that a pair takes: two for each number.</summary>
    public const int WordsOfPair = 4;

    /// <summary>Pairs that are taken at once at most.</summary>
    public const int MostPairs = 128;

    /// <summary>A double of [0, 1), a multiple of 2⁻⁵³.</summary>
    /// <param name="high">The upper 32 bits.</param>
    /// <param name="low">The lower ones, of which 21 count.</param>
    /// <returns>The number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Uniform(uint high, uint low) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1L << 53));

    /// <summary>Takes one pair after the other.</summary>
    /// <param name="words">Four words a pair, at most <see cref="MostPairs"/> pairs.</param>
    /// <param name="numbers">Gets a number for each pair inside the circle; at least as many as there are pairs.</param>
    /// <returns>How many numbers there are.</returns>
    public static int OfPairs(ReadOnlySpan<uint> words, Span<float> numbers)
    {
        // Room for a whole vector behind the last; what it computes of what lies there is not looked at.
        Span<double> u = stackalloc double[MostPairs + Vector<double>.Count];
        Span<double> s = stackalloc double[MostPairs + Vector<double>.Count];
        int found = 0;
        for (int i = 0; i < words.Length; i += WordsOfPair)
        {
            u[found] = (2 * Uniform(words[i], words[i + 1])) - 1;
            double v = (2 * Uniform(words[i + 2], words[i + 3])) - 1;
            s[found] = (u[found] * u[found]) + (v * v);
            found += s[found] > 0 && s[found] < 1 ? 1 : 0;
        }

        for (int i = 0; i < found; i += Vector<double>.Count)
        {
            Vector<double> squares = new(s[i..]);
            Vector<double> values = new Vector<double>(u[i..]) * Vector.SquareRoot(new Vector<double>(-2.0) * Log.OfNormal(squares) / squares);
            values.CopyTo(u[i..]);
        }

        for (int i = 0; i < found; i++)
        {
            numbers[i] = (float)u[i];
        }

        return found;
    }
}
