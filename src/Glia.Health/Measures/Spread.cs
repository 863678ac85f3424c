using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Health.Measures;

/// <summary>Root mean squares. Sums run in double over 32 fixed lanes, so a number does not depend on the machine, and no addition waits for the one before.</summary>
internal static class Spread
{
    /// <summary>Floats that go to the lanes at a time.</summary>
    private const int Lanes = 32;

    /// <summary>Σ v² / n; 0 for no values, NaN or infinite when a value is.</summary>
    public static double MeanSquare(ReadOnlySpan<float> values) => Mean(values, values, difference: false);

    /// <summary>Σ (a − b)² / n: the mean square of an update.</summary>
    public static double MeanSquareDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Mean(a, b[..a.Length], difference: true);

    /// <summary>The mean squares of weights before an update, of what it changed in them, and of their gradient, in one pass over the three.</summary>
    public static (double Before, double Change, double Gradient) OfUpdate(ReadOnlySpan<float> before, ReadOnlySpan<float> after, ReadOnlySpan<float> gradient)
    {
        Sum sizes = default, changes = default, slopes = default;
        after = after[..before.Length];
        gradient = gradient[..before.Length];
        ref float fromBefore = ref MemoryMarshal.GetReference(before);
        ref float fromAfter = ref MemoryMarshal.GetReference(after);
        ref float fromGradient = ref MemoryMarshal.GetReference(gradient);
        int i = 0;
        for (; i + Vector512<float>.Count <= before.Length; i += Vector512<float>.Count)
        {
            Vector512<float> old = Vector512.LoadUnsafe(ref fromBefore, (nuint)i);
            sizes.Add(old);
            changes.Add(Vector512.LoadUnsafe(ref fromAfter, (nuint)i) - old);
            slopes.Add(Vector512.LoadUnsafe(ref fromGradient, (nuint)i));
        }

        (double size, double change, double slope) = (sizes.Value, changes.Value, slopes.Value);
        for (; i < before.Length; i++)
        {
            double moved = after[i] - before[i];
            (size, change, slope) = (size + ((double)before[i] * before[i]), change + (moved * moved), slope + ((double)gradient[i] * gradient[i]));
        }

        double count = Math.Max(1, before.Length);
        return (size / count, change / count, slope / count);
    }

    /// <summary>A sum of squares in sixteen lanes.</summary>
    private struct Sum
    {
        private Vector512<double> _low;
        private Vector512<double> _high;

        public readonly double Value => Vector512.Sum(_low + _high);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector512<float> values)
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(values);
            _low += low * low;
            _high += high * high;
        }
    }

    private static double Mean(ReadOnlySpan<float> a, ReadOnlySpan<float> b, bool difference)
    {
        if (a.IsEmpty)
        {
            return 0;
        }

        Vector512<double> first = default, second = default, third = default, fourth = default;
        ref float fromA = ref MemoryMarshal.GetReference(a);
        ref float fromB = ref MemoryMarshal.GetReference(b);
        nuint i = 0;
        nuint length = (nuint)a.Length;
        for (; i + Lanes <= length; i += Lanes)
        {
            (Vector512<double> x, Vector512<double> y) = Vector512.Widen(Load(ref fromA, ref fromB, i, difference));
            (Vector512<double> v, Vector512<double> w) = Vector512.Widen(Load(ref fromA, ref fromB, i + (Lanes / 2), difference));
            first += x * x;
            second += y * y;
            third += v * v;
            fourth += w * w;
        }

        for (; i + (Lanes / 2) <= length; i += Lanes / 2)
        {
            (Vector512<double> x, Vector512<double> y) = Vector512.Widen(Load(ref fromA, ref fromB, i, difference));
            first += x * x;
            second += y * y;
        }

        double sum = Vector512.Sum((first + second) + (third + fourth));
        for (; i < length; i++)
        {
            double value = difference ? Unsafe.Add(ref fromA, i) - Unsafe.Add(ref fromB, i) : Unsafe.Add(ref fromA, i);
            sum += value * value;
        }

        return sum / a.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(ref float a, ref float b, nuint at, bool difference) =>
        difference ? Vector512.LoadUnsafe(ref a, at) - Vector512.LoadUnsafe(ref b, at) : Vector512.LoadUnsafe(ref a, at);

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
