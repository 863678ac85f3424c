using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;

namespace Glia.Kernels.Tests.Activations;

/// <summary>What the tests over the whole catalogue run on: each function at its defaults and at other parameters, nothing said by name.</summary>
internal static class Catalogue
{
    /// <summary>Each function at its defaults, with every parameter moved, and with everything that can be learned.</summary>
    public static TheoryData<string> Texts()
    {
        var texts = new TheoryData<string>();
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            foreach (string arguments in Arguments(info))
            {
                texts.Add(ActivationCatalog.Parse($"{info.Name}({arguments})").Text);
            }
        }

        return texts;
    }

    public static TheoryData<string> ElementwiseTexts() => [.. Texts().Select(row => row.Data).Where(text => !ActivationCatalog.Parse(text).IsRowwise)];

    public static TheoryData<string> SameWidthTexts() => [.. Texts().Select(row => row.Data).Where(text => !ActivationCatalog.Parse(text).Info.ChangesWidth)];

    public static TheoryData<string> WidthChangingTexts() => [.. Texts().Select(row => row.Data).Where(text => ActivationCatalog.Parse(text).Info.ChangesWidth)];

    public static TheoryData<string> RowwiseTexts() => [.. Texts().Select(row => row.Data).Where(text => ActivationCatalog.Parse(text).IsRowwise)];

    /// <summary>All floats of a stride through the bit patterns, in ascending order, without NaN: both infinities, subnormals and zeros among them.</summary>
    public static float[] Sweep(int stride = 65521)
    {
        var all = new List<float> { float.NegativeInfinity, float.PositiveInfinity, 0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue };
        for (long bits = 1; bits < 0x7F800000; bits += stride)
        {
            float value = BitConverter.Int32BitsToSingle((int)bits);
            all.Add(value);
            all.Add(-value);
        }

        return [.. all.Order()];
    }

    public static float[] Numbers(int count, ulong seed, float scale = 3)
    {
        var chance = new RandomStream(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = scale * chance.NextNormal();
        }

        return numbers;
    }

    public static float[] Forward(Activation activation, float[] z)
    {
        float[] y = new float[z.Length == 0 ? 0 : activation.OutputUnits(z.Length)];
        activation.Forward(z, y);
        return y;
    }

    public static float[] Slope(Activation activation, float[] z)
    {
        float[] slope = new float[z.Length];
        activation.Slope(z, slope);
        return slope;
    }

    public static int[] Bits(ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values).ToArray();

    private static IEnumerable<string> Arguments(ActivationInfo info)
    {
        yield return "";
        foreach (ActivationParameter parameter in info.Parameters)
        {
            foreach (double factor in new[] { 0, 0.5, 3, -1.5 })
            {
                float value = (float)(parameter.Default * factor) + 0f; // never −0
                if (parameter.Allows(value))
                {
                    yield return FormattableString.Invariant($"{parameter.Name}={value:R}");
                }
            }
        }

        if (info.LearnedParameter is not null)
        {
            yield return "learn=none";
            yield return "learn=layer";
            yield return "learn=unit";
        }
    }
}
