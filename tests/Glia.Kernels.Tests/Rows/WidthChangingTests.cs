using Glia.Kernels.Activations;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Rows;

/// <summary>Functions with other outputs than pre-activations, for every one in the catalogue.</summary>
public sealed class WidthChangingTests
{
    private const int Units = 12;
    private const int Rows = 5;

    public static TheoryData<string> Texts() => Catalogue.WidthChangingTexts();

    [Theory]
    [MemberData(nameof(Texts))]
    public void Backward_agrees_with_differences(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        int outputs = activation.OutputUnits(Units);
        float[] z = Catalogue.Numbers(Rows * Units, 1);
        float[] dy = Catalogue.Numbers(Rows * outputs, 2);
        float[] y = new float[dy.Length];
        float[] dz = new float[z.Length];
        activation.ForwardRows(z, Units, [], y);
        activation.BackwardRows(z, y, dy, Units, [], dz, []);
        for (int i = 0; i < z.Length; i++)
        {
            int row = i / Units;
            double expected = (Weighted(1e-6) - Weighted(-1e-6)) / 2e-6;
            Assert.Equal(expected, dz[i], 1e-5 * Math.Max(1, Math.Abs(expected)));

            double Weighted(double step)
            {
                double[] moved = [.. z.AsSpan(row * Units, Units).ToArray().Select(value => (double)value)];
                moved[i % Units] += step;
                double[] result = new double[outputs];
                activation.Forward(moved, result);
                return result.Select((value, k) => value * dy[(row * outputs) + k]).Sum();
            }
        }

        activation.BackwardRows(z, y, dy, Units, [], z, []);
        Assert.Equal(dz, z);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Wrong_lengths_and_overlap_are_refused_and_nothing_is_written_outside(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        int outputs = activation.OutputUnits(Units);
        float[] z = Catalogue.Numbers(Units, 1);
        float[] memory = new float[3 * (Units + outputs)];
        Assert.Throws<ArgumentException>(() => activation.Forward(z, new float[outputs + 1]));
        Assert.Throws<ArgumentException>(() => activation.Forward(memory.AsSpan(0, Units), memory.AsSpan(0, outputs)));
        Assert.Throws<ArgumentException>(() => activation.Backward(z, new float[outputs + 1], new float[outputs], new float[Units]));
        Assert.Throws<ArgumentException>(() => activation.Backward(z, new float[outputs], new float[outputs + 1], new float[Units]));
        Assert.Throws<ArgumentException>(() => activation.Backward(z, new float[outputs], memory.AsSpan(0, outputs), memory.AsSpan(0, Units)));
        Assert.Throws<NotSupportedException>(() => activation.Slope(z, new float[Units]));
        Array.Fill(memory, 12345);
        activation.Forward(z, memory.AsSpan(1, outputs));
        Assert.Equal(12345, memory[0]);
        Assert.Equal(12345, memory[outputs + 1]);
    }

    [Fact]
    public void Units_that_cannot_be_divided_are_refused_with_what_to_do()
    {
        GliaException error = Assert.Throws<GliaException>(() => ActivationCatalog.Parse("maxout(pieces=3)").OutputUnits(64));
        Assert.Contains("maxout(pieces=3) cannot work on 64 units", error.Message, StringComparison.Ordinal);
        Assert.Equal(32, ActivationCatalog.Parse("swiglu").OutputUnits(64));
        Assert.Equal(128, ActivationCatalog.Parse("crelu").OutputUnits(64));
        Assert.Equal(1, ActivationCatalog.Parse("log_sum_exp").OutputUnits(64));
        Assert.False(ActivationCatalog.TryParse("maxout(pieces=1.5)", out _, out string? why));
        Assert.Contains("whole number", why, StringComparison.Ordinal);
    }
}
