using Glia.Kernels.Randomness;

namespace Glia.Kernels.Tests.Randomness;

public sealed class RandomStreamTests
{
    [Fact]
    public void Words_of_a_stream_are_the_blocks_of_its_key_in_order()
    {
        var stream = new RandomStream(0x0123456789ABCDEF);
        for (uint block = 0; block < 5; block++)
        {
            (uint x0, uint x1, uint x2, uint x3) = Philox.Block((block, 0, 0, 0), 0x0123456789ABCDEF);
            Assert.Equal([x0, x1, x2, x3], [stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32()]);
        }
    }

    [Fact]
    public void A_child_does_not_depend_on_how_far_its_parent_was_read()
    {
        var fresh = new RandomStream(7);
        var read = new RandomStream(7);
        for (int i = 0; i < 11; i++)
        {
            read.NextUInt32();
        }

        Assert.Equal(fresh.Split("weights").NextUInt32(), read.Split("weights").NextUInt32());
        Assert.Equal(fresh.Split(3).NextUInt32(), read.Split(3).NextUInt32());
    }

    [Fact]
    public void Children_differ_by_label_index_and_order_of_labels()
    {
        var root = new RandomStream(7);
        uint[] firsts =
        [
            root.NextUInt32(), root.Split("a").NextUInt32(), root.Split("b").NextUInt32(), root.Split("").NextUInt32(),
            root.Split(0).NextUInt32(), root.Split(1).NextUInt32(), root.Split("a").Split("b").NextUInt32(), root.Split("b").Split("a").NextUInt32(),
            new RandomStream(8).Split("a").NextUInt32(),
        ];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Fact]
    public void Uniform_numbers_lie_in_their_interval_with_the_moments_of_a_uniform_distribution()
    {
        var stream = new RandomStream(1);
        const int Count = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < Count; i++)
        {
            float single = stream.NextSingle();
            double value = stream.NextDouble();
            Assert.InRange(single, 0f, MathF.BitDecrement(1));
            Assert.InRange(value, 0, Math.BitDecrement(1));
            sum += single + value;
            squares += ((double)single * single) + (value * value);
        }

        // Five standard deviations of the means.
        Assert.Equal(0.5, sum / (2 * Count), 5 * Math.Sqrt(1.0 / 12 / (2 * Count)));
        Assert.Equal(1.0 / 3, squares / (2 * Count), 5 * Math.Sqrt(4.0 / 45 / (2 * Count)));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_a_normal_distribution()
    {
        var stream = new RandomStream(2);
        const int Count = 200_000;
        double[] moments = new double[5];
        int beyondTwo = 0;
        for (int i = 0; i < Count; i++)
        {
            double z = stream.NextNormal();
            double power = 1;
            for (int order = 1; order <= 4; order++)
            {
                power *= z;
                moments[order] += power / Count;
            }

            beyondTwo += Math.Abs(z) > 2 ? 1 : 0;
        }

        // Variances of z, z², z³, z⁴ are 1, 2, 15, 96.
        Assert.Equal(0, moments[1], 5 * Math.Sqrt(1.0 / Count));
        Assert.Equal(1, moments[2], 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, moments[3], 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, moments[4], 5 * Math.Sqrt(96.0 / Count));
        Assert.Equal(0.0455003, (double)beyondTwo / Count, 5 * Math.Sqrt(0.0455 / Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public void Integers_below_a_limit_come_equally_often(int limit)
    {
        var stream = new RandomStream(3);
        int[] counts = new int[limit];
        const int Each = 2000;
        for (int i = 0; i < limit * Each; i++)
        {
            counts[stream.NextInt(limit)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, Each - (5.5 * Math.Sqrt(Each)), Each + (5.5 * Math.Sqrt(Each))));
    }

    [Fact]
    public void A_limit_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(0).NextInt(0));

    [Fact]
    public void All_orders_of_four_items_come_equally_often()
    {
        var stream = new RandomStream(4);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        const int Each = 2000;
        for (int i = 0; i < 24 * Each; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            stream.Shuffle<char>(items);
            string order = new(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, Each - (5.5 * Math.Sqrt(Each)), Each + (5.5 * Math.Sqrt(Each))));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(1000, 2)]
    [InlineData(100_000, 1)]
    public void A_shuffle_draws_one_integer_after_the_other(int count, int before)
    {
        var stream = new RandomStream(5);
        var twin = new RandomStream(5);
        for (int i = 0; i < before; i++)
        {
            Assert.Equal(stream.NextUInt32(), twin.NextUInt32());
        }

        int[] items = [.. Enumerable.Range(0, count)], expected = [.. items];
        stream.Shuffle<int>(items);
        for (int last = count - 1; last > 0; last--)
        {
            int other = twin.NextInt(last + 1);
            (expected[last], expected[other]) = (expected[other], expected[last]);
        }

        Assert.Equal(expected, items);
        Assert.Equal(twin.NextUInt32(), stream.NextUInt32());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Many_numbers_at_once_are_those_one_by_one(int before)
    {
        for (int count = 0; count <= 70; count++)
        {
            var one = new RandomStream(0x0123456789ABCDEF);
            var many = new RandomStream(0x0123456789ABCDEF);
            for (int i = 0; i < before; i++)
            {
                Assert.Equal(one.NextUInt32(), many.NextUInt32());
            }

            uint[] expected = [.. Enumerable.Range(0, count).Select(_ => one.NextUInt32())];
            uint[] actual = new uint[count];
            many.Fill(actual);
            Assert.Equal(expected, actual);
            Assert.Equal(one.NextUInt32(), many.NextUInt32());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(600)]
    [InlineData(601)]
    public void Many_floats_at_once_are_those_one_by_one(int count)
    {
        var one = new RandomStream(8);
        var many = new RandomStream(8);
        float[] singles = new float[count], normals = new float[count];
        many.NextSingles(singles);
        many.NextNormals(normals);
        Assert.Equal([.. singles.Select(_ => one.NextSingle())], singles);
        Assert.Equal([.. normals.Select(_ => one.NextNormal())], normals);
        Assert.Equal(one.NextUInt32(), many.NextUInt32());
    }

    [Fact]
    public void Normal_numbers_are_those_of_the_polar_method()
    {
        var uniform = new RandomStream(9);
        float[] normals = new float[1000];
        new RandomStream(9).NextNormals(normals);
        foreach (float normal in normals)
        {
            double u, s;
            do
            {
                u = (2 * uniform.NextDouble()) - 1;
                s = (u * u) + Math.Pow((2 * uniform.NextDouble()) - 1, 2);
            }
            while (s is 0 or >= 1);
            Assert.Equal(u * Math.Sqrt(-2 * Math.Log(s) / s), normal, 1e-7 * (1 + Math.Abs(normal)));
        }
    }

    [Fact]
    public void Blocks_count_on_beyond_thirty_two_bits()
    {
        const ulong Key = 7;
        const ulong First = uint.MaxValue - 1UL;
        uint[] words = new uint[32];
        PhiloxWords.Fill(Key, First, words);
        for (int i = 0; i < words.Length; i += 4)
        {
            ulong block = First + (ulong)(i / 4);
            (uint, uint, uint, uint) expected = Philox.Block(((uint)block, (uint)(block >> 32), 0, 0), Key);
            Assert.Equal(expected, (words[i], words[i + 1], words[i + 2], words[i + 3]));
        }
    }
}
