using System.Numerics;
using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Rows;

/// <summary>
/// Functions whose threshold the row sets, against whole numbers: their formulas are words, so that no verifier reads them. Everything is
/// counted in units of 2⁻⁵⁰⁰, so that floats, and the threshold of sparsemax but for its last division, are exact.
/// </summary>
public sealed class SparseRowTests
{
    private const int Bits = 500;

    private static readonly BigInteger One = BigInteger.One << Bits;

    /// <summary>The functions, and the power that is taken of what exceeds the threshold.</summary>
    public static TheoryData<string, int> Functions => new() { { "sparsemax", 1 }, { "entmax15", 2 } };

    [Theory]
    [MemberData(nameof(Functions))]
    public void Values_and_slopes_are_within_half_a_unit_and_a_bit(string name, int power)
    {
        Activation activation = ActivationCatalog.Parse(name);
        double worst = 0;
        int compared = 0;
        foreach (float[] row in Rows())
        {
            float[] y = Catalogue.Forward(activation, row);
            float[] slope = Catalogue.Slope(activation, row);
            BigInteger[] roots = Roots(row, power);
            BigInteger total = Sum(roots.Select(root => power == 2 ? root : root > 0 ? One : 0));
            for (int i = 0; i < row.Length; i++)
            {
                BigInteger root = roots[i];
                BigInteger weight = power == 2 ? root : root > 0 ? One : 0;
                worst = Math.Max(worst, Distance(y[i], power == 2 ? (root * root) >> Bits : root));
                worst = Math.Max(worst, Distance(slope[i], weight * (total - weight) / total));
                compared++;
            }
        }

        Assert.True(compared > 20_000);
        Assert.InRange(worst, 0.25, 0.51);
    }

    /// <summary>What sums of doubles lose: here 1 goes, and what is left of the row is 140 bits further down.</summary>
    [Fact]
    public void Logits_that_cancel_leave_what_is_left()
    {
        Activation activation = ActivationCatalog.Parse("sparsemax");
        float tiny = MathF.ScaleB(1, -140);
        Assert.Equal([1, tiny / 2], Catalogue.Forward(activation, [1, tiny]));
        Assert.Equal([1, (float)(tiny / 3.0), (float)(tiny / 3.0)], Catalogue.Forward(activation, [1, tiny, tiny]));
        Assert.Equal([0.5f, 0.5f], Catalogue.Slope(activation, [1, tiny]));
        Assert.Equal([0f, 0f], Catalogue.Slope(activation, [1, -tiny]));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_order_of_a_row_does_not_matter(string name, int power)
    {
        Assert.True(power > 0);
        Activation activation = ActivationCatalog.Parse(name);
        float[] row = Catalogue.Numbers(300, 5, 0.3f);
        float[] reversed = [.. row.Reverse()];
        Assert.Equal(Catalogue.Forward(activation, row), Catalogue.Forward(activation, reversed).Reverse());
        Assert.Equal(Catalogue.Slope(activation, row), Catalogue.Slope(activation, reversed).Reverse());
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Outside_the_support_no_gradient_is_asked_for(string name, int power)
    {
        Assert.True(power > 0);
        Activation activation = ActivationCatalog.Parse(name);
        float[] z = [3, -5, 3, float.NegativeInfinity];
        float[] dz = new float[4];
        activation.Backward(z, Catalogue.Forward(activation, z), [2, float.NaN, 1, float.PositiveInfinity], dz);
        Assert.Equal(0.5f * MathF.Pow(power, -0.5f), dz[0], 1e-7f);
        Assert.Equal([0, -dz[0], 0], dz[1..]);
    }

    private static IEnumerable<float[]> Rows()
    {
        var chance = new RandomStream(15);
        foreach (int length in new[] { 1, 2, 3, 5, 10, 33, 100, 1000, 4096 })
        {
            for (int kind = 0; kind < 6; kind++)
            {
                for (int repeat = 0; repeat < Math.Clamp(200 / length, 1, 40); repeat++)
                {
                    int which = kind;
                    yield return [.. Enumerable.Range(0, length).Select(_ => Element(chance, which))];
                }
            }
        }
    }

    /// <summary>Usual logits; nearly equal ones; ties; all sizes down to subnormals, and those beside 1; far from 0.</summary>
    private static float Element(RandomStream chance, int kind) => kind switch
    {
        0 => chance.NextNormal(),
        1 => chance.NextNormal() * 1e-3f,
        2 => chance.NextInt(5) * 0.25f,
        3 => MathF.ScaleB(chance.NextNormal(), -chance.NextInt(150)),
        4 => chance.NextInt(3) - 1 + (MathF.ScaleB(chance.NextNormal(), -chance.NextInt(150)) * chance.NextInt(2)),
        _ => 1e6f + chance.NextNormal(),
    };

    /// <summary>xᵢ − τ, or xᵢ/2 − τ, where positive.</summary>
    private static BigInteger[] Roots(float[] row, int power)
    {
        BigInteger[] x = [.. row.Select(value => Units(value) / power)];
        BigInteger high = x.Max();
        BigInteger[] near = [.. x.Where(value => value > high - One)];
        BigInteger low = high - One;
        if (power == 1)
        {
            // Whoever is below the mean of the rest leaves, which raises it, until nobody leaves. Nothing is sorted.
            int before;
            do
            {
                before = near.Length;
                BigInteger bound = Sum(near) - One;
                near = [.. near.Where(value => value * before > bound)];
            }
            while (near.Length < before);

            BigInteger rest = Sum(near) - One;
            return [.. x.Select(value => BigInteger.Max((value * near.Length) - rest, 0) / near.Length)];
        }

        // Newton's steps from the left reach the root of a convex falling function from below.
        BigInteger step;
        do
        {
            BigInteger at = low;
            BigInteger[] over = [.. near.Select(value => BigInteger.Max(value - at, 0))];
            step = (Sum(over.Select(value => value * value)) - (One * One)) / (2 * Sum(over));
            low += step;
        }
        while (step > 0);

        return [.. x.Select(value => BigInteger.Max(value - low, 0))];
    }

    private static BigInteger Sum(IEnumerable<BigInteger> terms) => terms.Aggregate(BigInteger.Zero, (a, b) => a + b);

    private static BigInteger Units(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        int exponent = Math.Max((bits >> 23) & 0xFF, 1);
        int fraction = (bits & 0x7FFFFF) | (((bits >> 23) & 0xFF) == 0 ? 0 : 0x800000);
        return new BigInteger(bits < 0 ? -fraction : fraction) << (Bits + exponent - 150);
    }

    /// <summary>|actual − exact| in units of the last place of a float as large as the exact number.</summary>
    private static double Distance(float actual, BigInteger exact)
    {
        int top = (int)Math.Max((long)exact.GetBitLength() - 24, Bits - 149);
        return Math.Abs((double)((Units(actual) - exact) * 4096 >> top) / 4096);
    }
}
