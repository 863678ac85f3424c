using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Quotients that are correctly rounded in float lanes, beside the same in double, where the quotient is never so near to a tie that rounding it once more misleads.</summary>
public sealed class QuotientTests
{
    // Every 997th float (a prime), so that all low bits occur.
    private const int Stride = 997;

    [Theory]
    [InlineData(6)]
    [InlineData(5)]
    [InlineData(3)]
    [InlineData(255)]
    [InlineData(0.0068359375f)]
    [InlineData(1 << 20)]
    public void A_climb_in_float_is_the_one_in_double(float width) =>
        Compare($"hard_sigmoid(width={width:R})", Stride, width, value => (value + (0.5 * width)) / width, activation => activation.Forward);

    [Fact]
    public void The_line_between_is_the_one_in_double() => Compare("hard_swish", Stride, 6, value => (value + value + 3) / 6, activation => activation.Slope);

    [Fact]
    [Trait("Category", "slow")]
    public void A_climb_in_float_is_the_one_in_double_everywhere() => Compare("hard_sigmoid", 1, 6, value => (value + 3) / 6, activation => activation.Forward);

    [Fact]
    [Trait("Category", "slow")]
    public void The_line_between_is_the_one_in_double_everywhere() => Compare("hard_swish", 1, 6, value => (value + value + 3) / 6, activation => activation.Slope);

    private delegate void Kernel(ReadOnlySpan<float> z, Span<float> y);

    /// <summary>Over all floats, or every so many, inside ±half the width.</summary>
    private static void Compare(string text, int stride, float width, Func<double, double> inDouble, Func<Activation, Kernel> kernelOf)
    {
        Kernel kernel = kernelOf(ActivationCatalog.Parse(text));
        float[] z = new float[1 << 14];
        float[] y = new float[z.Length];
        uint end = BitConverter.SingleToUInt32Bits(width / 2);
        foreach (uint sign in new[] { 0u, 0x8000_0000u })
        {
            for (uint bits = 0; bits < end;)
            {
                int count = 0;
                for (; count < z.Length && bits < end; bits += (uint)stride)
                {
                    z[count++] = BitConverter.UInt32BitsToSingle(bits | sign);
                }

                kernel(z.AsSpan(0, count), y.AsSpan(0, count));
                for (int i = 0; i < count; i++)
                {
                    if ((float)inDouble(z[i]) != y[i])
                    {
                        Assert.Equal((float)inDouble(z[i]), y[i]);
                    }
                }
            }
        }
    }
}
