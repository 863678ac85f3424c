using System.Collections.Concurrent;
using System.Numerics;

namespace Glia.Verification.Numbers;

/// <summary>π and ln 2 in fixed point, each computed once for a number of bits.</summary>
internal static class Constants
{
    private const int Guard = 32;
    private const int Step = 256;

    private static readonly ConcurrentDictionary<int, BigInteger> Pis = new();
    private static readonly ConcurrentDictionary<int, BigInteger> Logarithms = new();

    /// <summary>π · 2^bits, off by less than 2.</summary>
    public static BigInteger Pi(int bits) => Get(Pis, bits, static b => 4 * ((4 * Arctangent(5, b, -1)) - Arctangent(239, b, -1)));

    /// <summary>ln 2 · 2^bits, off by less than 2.</summary>
    public static BigInteger Ln2(int bits) =>
        Get(Logarithms, bits, static b => (18 * Arctangent(26, b, 1)) - (2 * Arctangent(4801, b, 1)) + (8 * Arctangent(8749, b, 1)));

    /// <summary>π as a ball.</summary>
    public static Ball PiBall(int bits) => new(new BigFloat(Pi(bits + 2), -(bits + 2)), Radius.PowerOfTwo(-bits));

    private static BigInteger Get(ConcurrentDictionary<int, BigInteger> known, int bits, Func<int, BigInteger> compute)
    {
        int rounded = ((bits / Step) + 1) * Step;
        return known.GetOrAdd(rounded, key => compute(key + Guard) >> Guard) >> (rounded - bits);
    }

    /// <summary>Machin's series: the arctangent (sign −1) or its hyperbolic twin (sign 1) of 1/n.</summary>
    private static BigInteger Arctangent(int n, int bits, int sign)
    {
        BigInteger power = (BigInteger.One << bits) / n;
        BigInteger sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power /= sign * n * n;
            sum += power / k;
        }

        return sum;
    }
}
