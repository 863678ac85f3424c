using Glia.Kernels.Activations;
using Glia.Kernels.Tests.Activations;

namespace Glia.Kernels.Tests.Rows;

/// <summary>Functions of whole rows, for every one in the catalogue.</summary>
public sealed class RowActivationTests
{
    public static TheoryData<string> Texts() =>
        [.. Catalogue.RowwiseTexts().Select(row => row.Data).Intersect(Catalogue.SameWidthTexts().Select(row => row.Data), StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Rows_of_a_batch_are_independent(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        const int Rows = 7;
        const int Units = 19;
        float[] z = Catalogue.Numbers(Rows * Units, 1);
        float[] dy = Catalogue.Numbers(Rows * Units, 2);
        float[] y = new float[z.Length];
        float[] dz = new float[z.Length];
        activation.ForwardRows(z, Units, [], y);
        activation.BackwardRows(z, y, dy, Units, [], dz, []);
        for (int start = 0; start < z.Length; start += Units)
        {
            float[] row = new float[Units];
            activation.Forward(z.AsSpan(start, Units), row);
            Assert.Equal(y[start..(start + Units)], row);
            activation.Backward(z.AsSpan(start, Units), row, dy.AsSpan(start, Units), row);
            Assert.Equal(dz[start..(start + Units)], row);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Backward_and_slope_agree_with_differences(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] z = Catalogue.Numbers(6, 3, 1);
        float[] dy = Catalogue.Numbers(6, 4);
        float[] y = Catalogue.Forward(activation, z);
        float[] slope = Catalogue.Slope(activation, z);
        float[] dz = new float[6];
        activation.Backward(z, y, dy, dz);
        for (int i = 0; i < z.Length; i++)
        {
            const float Step = 1f / 64;
            float[] up = [.. z];
            float[] down = [.. z];
            up[i] += Step;
            down[i] -= Step;
            float[] above = Catalogue.Forward(activation, up);
            float[] below = Catalogue.Forward(activation, down);
            Assert.Equal((above[i] - below[i]) / (up[i] - down[i]), slope[i], 2e-4f);
            double gradient = 0;
            for (int j = 0; j < z.Length; j++)
            {
                gradient += dy[j] * ((double)above[j] - below[j]) / (up[i] - down[i]);
            }

            Assert.Equal(gradient, dz[i], 2e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Any_size_of_logits_is_safe(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Assert.All(Catalogue.Forward(activation, [1000, 1001, 999]), y => Assert.True(float.IsFinite(y)));
        Assert.All(Catalogue.Forward(activation, [-1e38f, -1e38f]), y => Assert.True(float.IsFinite(y)));
        Assert.All(Catalogue.Forward(activation, [float.MaxValue, float.MinValue]), y => Assert.False(float.IsNaN(y)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_missing_or_infinite_logit_makes_the_row_missing(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float up = Direction(activation);
        foreach (float[] each in new float[][]
        {
            [float.NaN, 1, 2], [1, float.NaN, 2], [1, 2, float.NaN], [1, float.PositiveInfinity], [float.NaN],
            [float.NegativeInfinity, float.NegativeInfinity],
        })
        {
            float[] z = [.. each.Select(value => up * value)];
            Assert.All(Catalogue.Forward(activation, z), y => Assert.True(float.IsNaN(y)));
            Assert.All(Catalogue.Slope(activation, z), slope => Assert.True(float.IsNaN(slope)));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_logit_of_minus_infinity_takes_no_part(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float up = Direction(activation);
        float[] with = Catalogue.Forward(activation, [up, up * float.NegativeInfinity, 2 * up]);
        float[] without = Catalogue.Forward(activation, [up, 2 * up]);
        Assert.Equal(without, new[] { with[0], with[2] });
        Assert.Equal((float)activation.Info.Range.Low, with[1]);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Masks_and_missing_numbers_are_seen_at_any_length(string text)
    {
        Activation exact = ActivationCatalog.Parse(text);
        float masked = Direction(exact) * float.NegativeInfinity;
        foreach (int units in new[] { 3, 16, 17, 64, 100, 128, 129, 200, 1000 })
        {
            float[] z = [.. Catalogue.Numbers(units, (ulong)units).Select((value, i) => i % 3 == 1 ? masked : value)];
            float[] without = [.. z.Where(float.IsFinite)];
            foreach (Activation activation in new[] { exact, exact.Fast })
            {
                float[] y = Catalogue.Forward(activation, z), few = Catalogue.Forward(activation, without);
                Assert.All(y.Where((_, i) => i % 3 == 1), masked => Assert.Equal((float)activation.Info.Range.Low, masked));
                Assert.All(y.Where((_, i) => i % 3 != 1).Zip(few), pair => Assert.Equal(pair.First, pair.Second, 3e-7f * Math.Abs(pair.Second)));
                foreach (int at in new[] { 0, units / 2, units - 1 })
                {
                    float[] missing = [.. z];
                    missing[at] = float.NaN;
                    Assert.All(Catalogue.Forward(activation, missing), y => Assert.True(float.IsNaN(y)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_and_slopes_stay_in_the_stated_ranges(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        for (ulong seed = 0; seed < 200; seed++)
        {
            float[] z = Catalogue.Numbers(1 + (int)(seed % 9), seed, (seed % 7) * 20);
            Assert.All(Catalogue.Forward(activation, z), y => Assert.True(activation.Info.Range.Contains(y)));
            Assert.All(Catalogue.Slope(activation, z), slope => Assert.True(activation.Info.SlopeRange.Contains(slope)));
        }
    }

    /// <summary>−1 for functions of −x.</summary>
    private static float Direction(Activation activation) => activation.Info.SlopeRange.Low < 0 ? -1 : 1;
}
