using System.Globalization;

namespace Glia.Onnx.Tests;

/// <summary>
/// How near ONNX Runtime must come to Glia: |theirs − ours| ≤ absolute + relative·|ours|.
/// <para>
/// Both are needed, for ONNX Runtime's own functions have tails that are off: 1.31.1 gives Sigmoid(−17.4) as 1.5e-7 where the
/// truth is 2.8e-8, so that x·Sigmoid(x) is off by 2e-6 there; Tanh is off by 4.5 units in the last place, Elu gives 0 below 3e-8.
/// Sums of products in float are rounded in another order, 6e-8 of the largest term at each step. A test by relative error
/// alone would fail a right implementation.
/// </para>
/// </summary>
internal static class Agreement
{
    /// <summary>One function of one number.</summary>
    public const float FunctionAbsolute = 4e-6f;

    /// <summary>One function of one number.</summary>
    public const float FunctionRelative = 2e-6f;

    /// <summary>2⁻²³: two roundings in float.</summary>
    private const float ArgumentRounding = 1.1920929e-7f;

    /// <summary>A whole model, where small differences pass through a few layers.</summary>
    public const float ModelAbsolute = 1e-5f;

    /// <summary>A whole model, where small differences pass through a few layers.</summary>
    public const float ModelRelative = 1e-5f;

    /// <summary>One function of one number, apart by what rounding an intermediate product in float may do to it.</summary>
    /// <param name="ours">Our values.</param>
    /// <param name="theirs">The values of ONNX Runtime.</param>
    /// <param name="z">The inputs.</param>
    /// <param name="slope">Our slopes there: z·slope is what a relative error of the argument is multiplied by (the sine of 2111 loses 11 bits).</param>
    /// <param name="what">The function.</param>
    public static void OfFunction(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, ReadOnlySpan<float> z, ReadOnlySpan<float> slope, string what)
    {
        float[] near = ours.ToArray();
        for (int i = 0; i < near.Length; i++)
        {
            float rounding = MathF.Abs(z[i] * slope[i]) * ArgumentRounding;
            near[i] = Math.Clamp(theirs[i], ours[i] - rounding, ours[i] + rounding);
        }

        Check(near, theirs, FunctionAbsolute, FunctionRelative, what);
    }

    public static void OfFunction(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, string what) =>
        Check(ours, theirs, FunctionAbsolute, FunctionRelative, what);

    public static void OfModel(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, string what) =>
        Check(ours, theirs, ModelAbsolute, ModelRelative, what);

    /// <summary>A regression: differences are in units of the target's deviation.</summary>
    public static void OfValues(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, float scale, string what) =>
        Check(ours, theirs, ModelAbsolute * scale, ModelRelative, what);

    private static void Check(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs, float absolute, float relative, string what)
    {
        Assert.Equal(ours.Length, theirs.Length);
        for (int i = 0; i < ours.Length; i++)
        {
            float difference = MathF.Abs(theirs[i] - ours[i]);
            Assert.True(
                theirs[i] == ours[i] || difference <= absolute + (relative * MathF.Abs(ours[i])),
                string.Create(CultureInfo.InvariantCulture, $"{what}, value {i}: Glia gives {ours[i]:R}, ONNX Runtime {theirs[i]:R}, {difference:R} apart."));
        }
    }
}
