using Glia.Studio.Live.Layers;

namespace Glia.Studio.Live;

/// <summary>Numbers as the bytes that the page draws.</summary>
internal static class Paint
{
    public const int Bins = 20;

    /// <summary>Units of a layer that are drawn one by one; the others are in the map.</summary>
    public const int Drawn = 32;

    /// <summary>0 is white whatever the range: 128 where y is 0, one side for each sign.</summary>
    public static byte[] Shades(ReadOnlySpan<float> y, int unit, int width)
    {
        float largest = 0;
        for (int at = unit; at < y.Length; at += width)
        {
            largest = float.IsFinite(y[at]) ? Math.Max(largest, Math.Abs(y[at])) : largest;
        }

        byte[] shades = new byte[y.Length / width];
        for (int i = 0; i < shades.Length; i++)
        {
            float value = y[(i * width) + unit];
            shades[i] = (byte)(128 + (float.IsFinite(value) && largest > 0 ? (int)(127 * value / largest) : 0));
        }

        return shades;
    }

    /// <summary>How the responses of a unit are distributed, 255 for the fullest bin.</summary>
    public static byte[] Histogram(ReadOnlySpan<float> y, int unit, int width)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        for (int at = unit; at < y.Length; at += width)
        {
            low = Math.Min(low, y[at]);
            high = Math.Max(high, y[at]);
        }

        int[] counts = new int[Bins];
        for (int at = unit; at < y.Length; at += width)
        {
            counts[high > low && float.IsFinite(high - low) ? Math.Min(Bins - 1, (int)(Bins * ((y[at] - low) / (high - low)))) : 0]++;
        }

        int most = counts.Max();
        return [.. counts.Select(count => (byte)(255 * count / Math.Max(1, most)))];
    }

    /// <summary>The values of the edges that are drawn, as bytes; null where those are the same as before.</summary>
    public static double? Edges(Hidden layer, ReadOnlySpan<float> values, ref byte[] before)
    {
        int inputs = Math.Min(Drawn, layer.Dense.Inputs), units = Math.Min(Drawn, layer.Dense.Outputs);
        float largest = 0;
        for (int i = 0; i < inputs; i++)
        {
            foreach (float value in values.Slice(i * layer.Dense.Outputs, units))
            {
                largest = float.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;
            }
        }

        byte[] bytes = new byte[inputs * units];
        for (int i = 0; i < inputs; i++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                float value = values[(i * layer.Dense.Outputs) + unit];
                bytes[(i * units) + unit] = (byte)(sbyte)(float.IsFinite(value) && largest > 0 ? 127 * value / largest : 0);
            }
        }

        if (bytes.AsSpan().SequenceEqual(before))
        {
            return null;
        }

        before = bytes;
        return largest;
    }

    /// <summary>The likeliest class, and how certain it is.</summary>
    public static byte Best(Span<float> probabilities)
    {
        int best = 0;
        for (int k = 1; k < probabilities.Length; k++)
        {
            best = probabilities[k] > probabilities[best] ? k : best;
        }

        float even = 1f / probabilities.Length;
        return Certain(Math.Min(best, 7), (probabilities[best] - even) / (1 - even));
    }

    /// <summary>An answer with its certainty, 0 … 1.</summary>
    public static byte Certain(int answer, float certainty) => (byte)((answer * 32) + (int)(31 * Math.Clamp(certainty, 0, 1)));
}
