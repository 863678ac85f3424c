using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Health.Measures;

/// <summary>Root mean squares. Sums run in double over eight fixed lanes, so a number does not depend on the machine.</summary>
internal static class Spread
{
    /// <summary>Σ v² / n; 0 for no values, NaN or infinite when a value is.</summary>
    public static double MeanSquare(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        ref float first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            (Vector256<double> a, Vector256<double> b) = Vector256.Widen(Vector256.LoadUnsafe(ref first, (nuint)i));
            low += a * a;
            high += b * b;
        }

        double sum = Vector256.Sum(low + high);
        for (; i < values.Length; i++)
        {
            sum += (double)values[i] * values[i];
        }

        return sum / values.Length;
    }

    /// <summary>Σ (a − b)² / n: the mean square of an update.</summary>
    public static double MeanSquareDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.IsEmpty)
        {
            return 0;
        }

        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        ref float firstA = ref MemoryMarshal.GetReference(a);
        ref float firstB = ref MemoryMarshal.GetReference(b);
        int i = 0;
        for (; i <= a.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> difference = Vector256.LoadUnsafe(ref firstA, (nuint)i) - Vector256.LoadUnsafe(ref firstB, (nuint)i);
            (Vector256<double> x, Vector256<double> y) = Vector256.Widen(difference);
            low += x * x;
            high += y * y;
        }

        double sum = Vector256.Sum(low + high);
        for (; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return sum / a.Length;
    }

    /// <summary>How many values are not 0, and how many of those are smaller in size than a limit.</summary>
    public static (long Below, long NotZero) Below(ReadOnlySpan<float> values, float limit)
    {
        Vector256<float> wide = Vector256.Create(limit);
        Vector256<int> below = Vector256<int>.Zero, zero = Vector256<int>.Zero;
        ref float first = ref MemoryMarshal.GetReference(values);
        int i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> size = Vector256.Abs(Vector256.LoadUnsafe(ref first, (nuint)i));

            // A true comparison is all ones, that is −1.
            below -= Vector256.LessThan(size, wide).AsInt32();
            zero -= Vector256.Equals(size, Vector256<float>.Zero).AsInt32();
        }

        (long small, long zeros) = (Vector256.Sum(below), Vector256.Sum(zero));
        for (; i < values.Length; i++)
        {
            small += MathF.Abs(values[i]) < limit ? 1 : 0;
            zeros += values[i] == 0 ? 1 : 0;
        }

        return (small - zeros, values.Length - zeros);
    }

    /// <summary>How many values are NaN or infinite, and the index of the first (−1: none).</summary>
    public static (long Count, int First) NonFinite(ReadOnlySpan<float> values)
    {
        long count = 0;
        int first = -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                first = count++ == 0 ? i : first;
            }
        }

        return (count, first);
    }

    /// <summary>√(a / b); null when either is missing, not finite, or b is 0.</summary>
    public static double? RootRatio(double a, double b)
        => double.IsFinite(a) && double.IsFinite(b) && b > 0 ? Math.Sqrt(a / b) : null;
}
