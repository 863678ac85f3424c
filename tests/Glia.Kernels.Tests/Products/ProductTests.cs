using Glia.Kernels.Products;
using Glia.Kernels.Randomness;

namespace Glia.Kernels.Tests.Products;

public sealed class ProductTests
{
    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>
        {
            { 1, 1, 1 }, { 0, 3, 4 }, { 3, 0, 4 }, { 3, 4, 0 }, { 4, 7, 32 }, { 5, 9, 33 }, { 3, 2, 63 }, { 64, 100, 10 }, { 200, 64, 100 },
            { 33, 128, 128 }, { 1, 300, 47 }, { 1, 600, 300 }, { 257, 31, 65 }, { 7, 1000, 101 }, { 4, 513, 200 },
            { 100, 600, 160 }, { 550, 520, 131 }, { 20, 700, 3 }, { 300, 700, 10 }, { 514, 40, 140 }, { 32, 64, 1 }, { 600, 33, 2 }, { 40, 900, 130 }, { 71, 600, 101 }, { 600, 800, 10 },
            { 210, 800, 140 }, { 800, 520, 140 }, { 27, 12, 23 }, { 24, 60, 16 }, { 200, 800, 2850 }, { 390, 33, 97 }, { 128, 600, 200 }, { 57, 600, 140 },
            { 300, 200, 26 }, { 2000, 70, 100 }, { 40, 30, 31 },
            // Few rows: the right factor of the gradient of the input is read as it lies, in one and in two blocks; panels are copied, or not.
            { 16, 90, 70 }, { 32, 400, 800 }, { 96, 500, 420 }, { 48, 260, 300 }, { 32, 600, 1030 }, { 13, 300, 900 },
        };
        var chance = new RandomStream(5);
        for (int i = 0; i < 40; i++)
        {
            shapes.Add(1 + chance.NextInt(40), 1 + chance.NextInt(40), 1 + chance.NextInt(70));
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_equal_the_plain_chain_bit_for_bit_with_any_number_of_threads(int m, int k, int n)
    {
        float[] a = Numbers(m * k, 1);
        float[] b = Numbers(k * n, 2);
        float[] d = Numbers(m * n, 3);
        using var two = new Team(2);
        using var three = new Team(3);
        foreach (Team? team in new[] { null, two, three })
        {
            float[] c = Filled(m * n);
            Product.Multiply(a, b, c, m, k, n, team);
            Assert.Equal(Chain(m, n, k, (i, p) => a[(i * k) + p], (p, j) => b[(p * n) + j]), c);

            float[] left = Filled(k * n);
            Product.MultiplyTransposedLeft(a, d, left, m, k, n, team);
            Assert.Equal(Chain(k, n, m, (i, p) => a[(p * k) + i], (p, j) => d[(p * n) + j]), left);

            float[] right = Filled(m * k);
            Product.MultiplyTransposedRight(d, b, right, m, k, n, team);
            Assert.Equal(Chain(m, k, n, (i, p) => d[(i * n) + p], (p, j) => b[(j * n) + p]), right);
        }
    }

    [Fact]
    public void Infinite_and_missing_numbers_spread_as_in_the_plain_chain()
    {
        float[] a = [1, float.PositiveInfinity, 0, 2];
        float[] b = [float.NaN, 1, 3, float.NegativeInfinity];
        float[] c = new float[4];
        Product.Multiply(a, b, c, 2, 2, 2);
        Assert.Equal([float.NaN, float.NegativeInfinity, float.NaN, float.NegativeInfinity], c);
    }

    [Fact]
    public void Wrong_lengths_and_overlap_are_refused()
    {
        float[] memory = new float[12];
        Assert.Throws<ArgumentException>(() => Product.Multiply(new float[5], new float[6], new float[4], 2, 3, 2));
        Assert.Throws<ArgumentException>(() => Product.Multiply(new float[6], new float[6], new float[5], 2, 3, 2));
        Assert.Throws<ArgumentException>(() => Product.Multiply(memory.AsSpan(0, 4), new float[4], memory.AsSpan(2, 4), 2, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Product.Multiply([], [], [], -1, 0, 0));
    }

    private static float[] Numbers(int count, ulong seed)
    {
        var chance = new RandomStream(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = chance.NextNormal();
        }

        return numbers;
    }

    /// <summary>Results must be overwritten, so they start as something else.</summary>
    private static float[] Filled(int count)
    {
        float[] result = new float[count];
        Array.Fill(result, float.NaN);
        return result;
    }

    private static float[] Chain(int rows, int columns, int depth, Func<int, int, float> a, Func<int, int, float> b)
    {
        float[] c = new float[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float sum = 0;
                for (int p = 0; p < depth; p++)
                {
                    sum = MathF.FusedMultiplyAdd(a(i, p), b(p, j), sum);
                }

                c[(i * columns) + j] = sum;
            }
        }

        return c;
    }
}
