using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Lengths, positions and overlap, for every function.</summary>
public sealed class SpanTests
{
    private const int Longest = 257;

    [Theory]
    [MemberData(nameof(Catalogue.ElementwiseTexts), MemberType = typeof(Catalogue))]
    public void Bits_do_not_depend_on_length_position_or_neighbours(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] z = [.. Catalogue.Numbers(Longest - 4, 1), float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f];
        float[] dy = Catalogue.Numbers(Longest, 2);
        int[][] alone = [new int[Longest], new int[Longest], new int[Longest]];
        for (int i = 0; i < Longest; i++)
        {
            float[][] one = All(activation, z[i..(i + 1)], dy[i..(i + 1)]);
            for (int what = 0; what < 3; what++)
            {
                alone[what][i] = Catalogue.Bits(one[what])[0];
            }
        }

        for (int length = 0; length <= Longest; length++)
        {
            int start = Longest - length;
            float[][] together = All(activation, z[start..], dy[start..]);
            for (int what = 0; what < 3; what++)
            {
                Assert.True(alone[what].AsSpan(start).SequenceEqual(Catalogue.Bits(together[what])), $"length {length}");
            }
        }
    }

    /// <summary>From 2²² results on they are written past the caches, in whole lines: what comes before the first and after the last line goes another way.</summary>
    [Theory]
    [InlineData("relu", 0)]
    [InlineData("relu", 3)]
    [InlineData("tanh", 1)]
    [InlineData("swish", 15)]
    public void Bits_are_the_same_in_millions_of_elements(string text, int offset)
    {
        const int Pattern = 1009;
        const int Length = (1 << 22) + 37;
        Activation activation = ActivationCatalog.Parse(text).Fast;
        float[] few = Catalogue.Numbers(Pattern, 5), gradients = Catalogue.Numbers(Pattern, 6);
        float[][] expected = All(activation, few, gradients);
        float[] z = Repeated(few), dy = Repeated(gradients), y = new float[Length + 16], dz = new float[Length + 16];
        activation.Forward(z, y.AsSpan(offset, Length));
        activation.Backward(z, y.AsSpan(offset, Length), dy, dz.AsSpan(offset, Length));
        for (int start = 0; start < Length; start += Pattern)
        {
            int count = Math.Min(Pattern, Length - start);
            Assert.True(expected[0].AsSpan(0, count).SequenceEqual(y.AsSpan(offset + start, count)), $"values from {start} on");
            Assert.True(expected[2].AsSpan(0, count).SequenceEqual(dz.AsSpan(offset + start, count)), $"gradients from {start} on");
        }

        Assert.All([.. y[..offset], .. y[(offset + Length)..], .. dz[..offset], .. dz[(offset + Length)..]], outside => Assert.Equal(0, outside));

        static float[] Repeated(float[] pattern) => [.. Enumerable.Range(0, Length).Select(i => pattern[i % Pattern])];
    }

    [Theory]
    [MemberData(nameof(Catalogue.SameWidthTexts), MemberType = typeof(Catalogue))]
    public void In_place_gives_the_same_bits_and_writes_nothing_outside(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        for (int length = 0; length <= Longest; length++)
        {
            float[] z = Catalogue.Numbers(length, 3);
            float[] dy = Catalogue.Numbers(length, 4);
            float[][] expected = All(activation, z, dy);
            float[] y = expected[0];
            Within(z, span => activation.Forward(span, span), expected[0]);
            Within(z, span => activation.Slope(span, span), expected[1]);
            Within(z, span => activation.Backward(span, y, dy, span), expected[2]);
            Within(dy, span => activation.Backward(z, y, span, span), expected[2]);
            Within(y, span => activation.Backward(z, span, dy, span), expected[2]);
        }

        static void Within(float[] input, InPlace run, float[] expected)
        {
            const float Guard = 12345.678f;
            float[] memory = [Guard, .. input, Guard];
            run(memory.AsSpan(1, input.Length));
            Assert.True(Catalogue.Bits([Guard, .. expected, Guard]).AsSpan().SequenceEqual(Catalogue.Bits(memory)));
        }
    }

    [Theory]
    [MemberData(nameof(Catalogue.SameWidthTexts), MemberType = typeof(Catalogue))]
    public void Partial_overlap_is_refused(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] m = new float[40];
        float[] other = new float[20];
        float[] learned = new float[Learned(activation, 10)];
        Assert.Throws<ArgumentException>(() => activation.Forward(m.AsSpan(0, 20), m.AsSpan(1, 20)));
        Assert.Throws<ArgumentException>(() => activation.Slope(m.AsSpan(5, 20), m.AsSpan(0, 20)));
        Assert.Throws<ArgumentException>(() => activation.Backward(m.AsSpan(0, 20), other, other, m.AsSpan(19, 20)));
        Assert.Throws<ArgumentException>(() => activation.Backward(other, m.AsSpan(0, 20), other, m.AsSpan(1, 20)));
        Assert.Throws<ArgumentException>(() => activation.Backward(other, other, m.AsSpan(0, 20), m.AsSpan(1, 20)));
        Assert.Throws<ArgumentException>(() => activation.ForwardRows(m.AsSpan(0, 20), 10, learned, m.AsSpan(10, 20)));
        Assert.Throws<ArgumentException>(() => activation.BackwardRows(other, m.AsSpan(0, 20), other, 10, learned, m.AsSpan(10, 20), learned.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Catalogue.SameWidthTexts), MemberType = typeof(Catalogue))]
    public void Wrong_lengths_are_refused(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] right = new float[20];
        float[] wrong = new float[19];
        float[] learned = new float[Learned(activation, 10)];
        float[] tooMany = new float[learned.Length + 1];
        Assert.Throws<ArgumentException>(() => activation.Forward(right, wrong));
        Assert.Throws<ArgumentException>(() => activation.Slope(wrong, right));
        Assert.Throws<ArgumentException>(() => activation.Backward(wrong, right, right, right));
        Assert.Throws<ArgumentException>(() => activation.Backward(right, wrong, right, right));
        Assert.Throws<ArgumentException>(() => activation.Backward(right, right, wrong, right));
        Assert.Throws<ArgumentException>(() => activation.ForwardRows(wrong, 10, learned, wrong));
        Assert.Throws<ArgumentException>(() => activation.ForwardRows(right, 10, tooMany, right));
        Assert.Throws<ArgumentException>(() => activation.BackwardRows(right, right, right, 10, learned, right, tooMany));
        Assert.Throws<ArgumentOutOfRangeException>(() => activation.ForwardRows(right, 0, learned, right));
    }

    private static int Learned(Activation activation, int units) => activation.Learned switch { LearnedPer.Layer => 1, LearnedPer.Unit => units, _ => 0 };

    private static float[][] All(Activation activation, float[] z, float[] dy)
    {
        float[] y = Catalogue.Forward(activation, z);
        float[] dz = new float[z.Length];
        activation.Backward(z, y, dy, dz);
        return [y, Catalogue.Slope(activation, z), dz];
    }

    private delegate void InPlace(Span<float> span);
}
