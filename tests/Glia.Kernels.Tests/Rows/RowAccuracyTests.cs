using Glia.Kernels.Activations;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Rows;

/// <summary>Functions of whole rows at all lengths: fast beside exact, float beside float64, alone beside in a batch.</summary>
public sealed class RowAccuracyTests
{
    private static readonly int[] Lengths = [1, 2, 3, 4, 7, 8, 9, 10, 16, 31, 64, 127, 128, 129, 144, 1000, 4096];

    public static TheoryData<string> Texts() => Catalogue.RowwiseTexts();

    [Theory]
    [MemberData(nameof(Texts))]
    public void Fast_stays_within_two_units_in_the_last_place(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        ForEachRow(activation, (units, z) =>
        {
            float[] exact = Catalogue.Forward(activation, z);
            float[] fast = Catalogue.Forward(activation.Fast, z);
            for (int i = 0; i < exact.Length; i++)
            {
                int distance = Math.Abs(BitConverter.SingleToInt32Bits(exact[i]) - BitConverter.SingleToInt32Bits(fast[i]));
                Assert.True(distance <= 2, FormattableString.Invariant($"{units} units, {z[Math.Min(i, z.Length - 1)]:R}: {fast[i]:R} and {exact[i]:R}"));
            }
        });
    }

    /// <summary>float64 goes through pairs of doubles and is rounded to double; one more rounding must give the float results.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void Float_results_are_the_float64_results_rounded(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        ForEachRow(activation, (units, z) =>
        {
            double[] wide = [.. z.Select(value => (double)value)];
            double[] result = new double[activation.OutputUnits(units)];
            activation.Forward(wide, result);
            Assert.Equal(Catalogue.Forward(activation, z), result.Select(value => (float)value));
            if (!activation.Info.ChangesWidth)
            {
                activation.Slope(wide, result);
                Assert.Equal(Catalogue.Slope(activation, z), result.Select(value => (float)value));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_row_gives_the_same_bits_alone_and_anywhere_in_a_batch(string text)
    {
        Activation exact = ActivationCatalog.Parse(text);
        foreach (Activation activation in new[] { exact, exact.Fast })
        {
            foreach (int units in Lengths.Where(units => units < 200 && Takes(activation, units)))
            {
                int outputs = activation.OutputUnits(units);
                const int Rows = 37;
                float[] z = Catalogue.Numbers(Rows * units, (ulong)units, 10);
                float[] y = new float[Rows * outputs];
                activation.ForwardRows(z, units, [], y);
                for (int row = 0; row < Rows; row++)
                {
                    float[] alone = Catalogue.Forward(activation, z[(row * units)..((row + 1) * units)]);
                    Assert.True(Catalogue.Bits(alone).AsSpan().SequenceEqual(Catalogue.Bits(y.AsSpan(row * outputs, outputs))), $"row {row} of {units} units");
                }
            }
        }
    }

    private static bool Takes(Activation activation, int units)
    {
        try
        {
            return activation.OutputUnits(units) > 0;
        }
        catch (GliaException)
        {
            return false;
        }
    }

    private static void ForEachRow(Activation activation, Action<int, float[]> check)
    {
        ulong seed = 0;
        foreach (int units in Lengths.Where(units => Takes(activation, units)))
        {
            foreach (float scale in new[] { 0.01f, 1, 10, 60, 1e4f })
            {
                foreach (float centre in new[] { 0f, -3f, 70f, 5e4f })
                {
                    check(units, [.. Catalogue.Numbers(units, ++seed, scale).Select(value => value + centre)]);
                }
            }
        }
    }
}
