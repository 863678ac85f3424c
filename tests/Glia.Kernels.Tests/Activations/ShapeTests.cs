using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Whether each elementwise function does what its Info says, over all floats of a stride.</summary>
public sealed class ShapeTests
{
    private static readonly float[] AllKinds = Catalogue.Sweep();

    public static TheoryData<string> Texts() => Catalogue.ElementwiseTexts();

    [Theory]
    [MemberData(nameof(Texts))]
    public void Missing_numbers_stay_missing(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] z = [float.NaN, -float.NaN, BitConverter.Int32BitsToSingle(0x7FC00001), BitConverter.Int32BitsToSingle(unchecked((int)0xFFFFFFFF))];
        Assert.All(Catalogue.Forward(activation, z), y => Assert.True(float.IsNaN(y)));
        Assert.All(Catalogue.Slope(activation, z), slope => Assert.True(float.IsNaN(slope)));
        float[] dz = new float[z.Length];
        activation.Backward(z, z, [1, 1, 1, 1], dz);
        Assert.All(dz, d => Assert.True(float.IsNaN(d)));
        activation.Backward([1, -1, 0, 2], z, z, dz);
        Assert.All(dz, d => Assert.True(float.IsNaN(d)));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Infinities_give_the_limit(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] y = Catalogue.Forward(activation, [float.NegativeInfinity, float.MinValue, float.MaxValue, float.PositiveInfinity]);
        float[] slope = Catalogue.Slope(activation, [float.NegativeInfinity, float.MinValue, float.MaxValue, float.PositiveInfinity]);
        Limit(y[0], y[1]);
        Limit(y[3], y[2]);
        if (float.IsNaN(slope[3]))
        {
            Assert.True(HasNoLimit(Catalogue.Slope));
            Assert.True(float.IsNaN(slope[0]));
        }
        else
        {
            Assert.Equal(slope[1], slope[0]);
            Assert.Equal(slope[2], slope[3]);
        }

        // A wave still moves at the last floats.
        bool HasNoLimit(Func<Activation, float[], float[]> values) =>
            values(activation, [float.MaxValue, float.BitDecrement(float.MaxValue), float.MaxValue / 2, float.MaxValue / 3]).Distinct().Count() == 4;

        void Limit(float atInfinity, float before)
        {
            if (float.IsNaN(atInfinity))
            {
                Assert.True(HasNoLimit(Catalogue.Forward));
            }
            else if (float.IsInfinity(atInfinity))
            {
                Assert.True(float.Abs(before) > 1e30f && float.Sign(before) == float.Sign(atInfinity), $"{before} and then {atInfinity}");
            }
            else
            {
                // A limit approached as slowly as 1/x is still some 1e-38 away at the last float.
                Assert.Equal(atInfinity, before, 1e-36f);
                Assert.Equal(float.IsNegative(before), float.IsNegative(atInfinity));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Zero_keeps_its_sign_and_subnormals_their_digits_where_the_value_is_zero(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] z = [0f, -0f, float.Epsilon, -float.Epsilon, 1e-40f, -1e-40f];
        float[] y = Catalogue.Forward(activation, z);
        if (y[0] != 0)
        {
            Assert.All(y, value => Assert.Equal(y[0], value));
            return;
        }

        // Zero keeps its sign, but where the function is not negative on that side it may be +0.
        Assert.False(float.IsNegative(y[0]));
        float left = Catalogue.Forward(activation, [-0.01f])[0];
        Assert.True(float.IsNegative(y[1]) || left >= 0);
        float[] slope = Catalogue.Slope(activation, z);
        for (int i = 2; i < z.Length; i++)
        {
            Assert.Equal((double)slope[i] * z[i], y[i], 0.5001 * float.Epsilon);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Slopes_agree_with_differences_of_values(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        const float Step = 1f / 64;
        for (float z = -12; z <= 12; z += 0.109375f)
        {
            if (activation.Info.Kinks.Any(kink => Math.Abs(kink.At - z) <= 2 * Step))
            {
                continue;
            }

            float[] y = Catalogue.Forward(activation, [z - (2 * Step), z - Step, z + Step, z + (2 * Step)]);
            double difference = (8.0 * (y[2] - y[1]) - (y[3] - y[0])) / (12 * Step);
            double slope = Catalogue.Slope(activation, [z])[0];
            double scale = Math.Max(1, LargestSlope(activation));

            // Rounding of y gives |y|·2⁻²⁴/h; the formula's own error is h⁴·f⁗′/30, where the second derivative jumps at most a twelfth of the slope's second difference.
            float[] beside = Catalogue.Slope(activation, [z - (2 * Step), z + (2 * Step)]);
            double bend = Math.Abs(beside[0] - (2 * slope) + beside[1]);
            Assert.Equal(difference, slope, (scale * 2e-5) + (Math.Abs(y[1]) * 2e-5) + (bend / 12));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Values_and_slopes_stay_in_the_stated_ranges_and_come_near_their_ends(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] beside = [.. activation.Info.Kinks.SelectMany(kink => new[] { float.BitDecrement((float)kink.At), float.BitIncrement((float)kink.At) })];
        float[] dense = [.. AllKinds.Where(float.IsFinite), .. beside, .. Enumerable.Range(-2000, 4001).Select(i => i / 256f)];
        Ends(Catalogue.Forward(activation, dense), activation.Info.Range);
        Ends(Catalogue.Slope(activation, dense), activation.Info.SlopeRange);

        static void Ends(float[] values, Interval range)
        {
            (float low, float high) = ((float)range.Low, (float)range.High);
            Assert.DoesNotContain(values, value => !(value >= low && value <= high));

            // As at infinity, 1e-36 for limits approached as slowly as 1/x.
            double near = Math.Max(1e-36, 1e-3 * Math.Max(Math.Abs(Finite(range.Low)), Math.Abs(Finite(range.High))));
            Assert.True(double.IsInfinity(range.Low) ? values.Min() < -1e30 : values.Min() <= range.Low + near, $"{values.Min()} is far above {range}");
            Assert.True(double.IsInfinity(range.High) ? values.Max() > 1e30 : values.Max() >= range.High - near, $"{values.Max()} is far below {range}");
        }

        static double Finite(double value) => double.IsInfinity(value) ? 0 : value;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Monotone_is_said_of_exactly_the_monotone_ones(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] y = Catalogue.Forward(activation, AllKinds);
        bool falls = Enumerable.Range(1, y.Length - 1).Any(i => y[i] < y[i - 1]);
        Assert.Equal(activation.Info.IsMonotone, !falls);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Rectifier_is_said_of_exactly_those_that_are_silent_and_stuck_below_zero(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] below = [.. AllKinds.Where(z => z <= 0)];
        bool stuck = Catalogue.Forward(activation, below).All(y => y == 0) && Catalogue.Slope(activation, below).All(slope => slope == 0);
        Assert.Equal(activation.Info.IsRectifier, stuck);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Saturation_is_where_the_slope_falls_below_one_percent_of_its_largest(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        double largest = LargestSlope(activation);
        float[] z = [.. AllKinds.Where(float.IsFinite)];
        float[] slope = Catalogue.Slope(activation, z);
        if (activation.Info.Saturation is not { } saturation)
        {
            // A wave may be flat at one of them.
            Assert.True(slope[..9].Max(Math.Abs) >= 0.00999 * largest && slope[^9..].Max(Math.Abs) >= 0.00999 * largest);
            Assert.False(activation.Info.IsSigmoidal);
            return;
        }

        for (int i = 0; i < z.Length; i++)
        {
            if (!saturation.Contains(z[i]) && Math.Abs(slope[i]) > 0.01001 * largest)
            {
                Assert.Fail($"slope {slope[i]} at {z[i]}, outside {saturation}");
            }
        }

        foreach ((double end, double inward) in new[] { (saturation.Low, 1.0), (saturation.High, -1.0) })
        {
            if (double.IsFinite(end))
            {
                Assert.True(Math.Abs(Catalogue.Slope(activation, [(float)(end + (inward * 0.001))])[0]) >= 0.0099 * largest);
            }
        }

        Assert.Equal(activation.Info.IsSigmoidal, double.IsFinite(saturation.Low) && double.IsFinite(saturation.High));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Kinks_have_the_stated_slope_and_another_beside_it(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        foreach (Kink kink in activation.Info.Kinks)
        {
            float at = (float)kink.At;
            float[] slope = Catalogue.Slope(activation, [float.BitDecrement(at), at, float.BitIncrement(at)]);
            Assert.Equal((float)kink.Slope, slope[1]);
            Assert.NotEqual(slope[0], slope[2]);
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Backward_is_the_output_gradient_times_the_slope(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        float[] z = Catalogue.Numbers(1000, 5);
        float[] dy = Catalogue.Numbers(1000, 6);
        float[] dz = new float[1000];
        activation.Backward(z, Catalogue.Forward(activation, z), dy, dz);
        float[] slope = Catalogue.Slope(activation, z);
        for (int i = 0; i < z.Length; i++)
        {
            // The slope inside is not rounded to float, so the two differ by at most a rounding of each.
            double product = (double)dy[i] * slope[i];
            Assert.Equal(product, dz[i], (Math.Abs(product) * 1.2e-7) + ((double)float.Epsilon * (Math.Abs(dy[i]) + 1) / 2));
        }
    }

    /// <summary>The largest |slope|; 1 where slopes grow without bound.</summary>
    private static double LargestSlope(Activation activation)
    {
        double largest = Catalogue.Slope(activation, [.. AllKinds, .. Enumerable.Range(-2000, 4001).Select(i => i / 256f)]).Max(Math.Abs);
        return largest < 1e30 ? largest : 1;
    }
}
