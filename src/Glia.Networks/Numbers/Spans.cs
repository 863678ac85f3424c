using System.Numerics;
using System.Runtime.InteropServices;

namespace Glia.Networks.Numbers;

/// <summary>
/// Elementwise arithmetic over spans. Every element gets the same IEEE operations whether it falls into a vector or into the
/// tail, and at every vector width, so the bits do not depend on the machine.
/// </summary>
internal static class Spans
{
    /// <summary>target += source.</summary>
    public static void Add(Span<float> target, ReadOnlySpan<float> source)
    {
        source = source[..target.Length];
        Span<Vector<float>> wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        for (int i = 0; i < wideTarget.Length; i++)
        {
            wideTarget[i] += wideSource[i];
        }

        for (int i = wideTarget.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i];
        }
    }

    /// <summary>target += factor · source; the product is rounded before the sum.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> source, float factor)
    {
        source = source[..target.Length];
        Span<Vector<float>> wideTarget = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> wideSource = MemoryMarshal.Cast<float, Vector<float>>(source);
        Vector<float> wideFactor = new(factor);
        for (int i = 0; i < wideTarget.Length; i++)
        {
            wideTarget[i] += wideSource[i] * wideFactor;
        }

        for (int i = wideTarget.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] += source[i] * factor;
        }
    }

    /// <summary>target *= factor.</summary>
    public static void Scale(Span<float> target, float factor)
    {
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(target);
        Vector<float> wideFactor = new(factor);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] *= wideFactor;
        }

        for (int i = wide.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] *= factor;
        }
    }

    /// <summary>target = a · b.</summary>
    public static void Multiply(Span<float> target, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        a = a[..target.Length];
        b = b[..target.Length];
        Span<Vector<float>> wide = MemoryMarshal.Cast<float, Vector<float>>(target);
        ReadOnlySpan<Vector<float>> wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        ReadOnlySpan<Vector<float>> wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = wideA[i] * wideB[i];
        }

        for (int i = wide.Length * Vector<float>.Count; i < target.Length; i++)
        {
            target[i] = a[i] * b[i];
        }
    }

    /// <summary>√Σv² in double. Four running sums, by index modulo 4 and added at the end in that order: fixed on every machine.</summary>
    public static double Norm(ReadOnlySpan<float> values)
    {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < values.Length; i += 4)
        {
            s0 += (double)values[i] * values[i];
            s1 += (double)values[i + 1] * values[i + 1];
            s2 += (double)values[i + 2] * values[i + 2];
            s3 += (double)values[i + 3] * values[i + 3];
        }

        for (; i < values.Length; i++)
        {
            s0 += (double)values[i] * values[i];
        }

        return Math.Sqrt(s0 + s1 + s2 + s3);
    }

    /// <summary>Whether no value is infinite or NaN.</summary>
    public static bool AreFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
