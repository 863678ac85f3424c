using System.Globalization;
using System.Runtime.Intrinsics;

namespace Glia.Benchmarks.Micro;

/// <summary>
/// Memory: a copy with ordinary and with non-temporal stores, and a pass like Adam's (four arrays read, three written) without its arithmetic and with it.
/// What the update of a network costs that no cache holds is bounded by it.
/// </summary>
internal static class Streams
{
    /// <summary>Prints GB/s by size.</summary>
    /// <param name="peak">Not used.</param>
    public static void Run(double peak)
    {
        Console.WriteLine($"  {"values",-12}{"copy, GB/s",16}{"non-temporal",16}{"7 streams",16}{"Adam",16}");
        foreach (int length in (int[])[1 << 13, 1 << 16, 1 << 19, 1 << 22, 1 << 24])
        {
            float[][] arrays = [.. Enumerable.Range(0, 4).Select(_ => GC.AllocateArray<float>(length + 16, pinned: true))];
            int calls = Math.Max(1, (1 << 23) / length);
            double[] rates =
            [
                Rate(2, () => Copy(arrays[0], arrays[1], length)),
                Rate(2, () => CopyPast(arrays[0], arrays[1], length)),
                Rate(7, () => Sweep(arrays, length)),
                Rate(7, () => Adam(arrays, length)),
            ];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {length,-12}{rates[0],16:0.0}{rates[1],16:0.0}{rates[2],16:0.0}{rates[3],16:0.0}"));

            double Rate(int streams, Action call) => 4.0 * streams * length / Experiments.Best(call, calls) / 1e9;
        }
    }

    private static void Copy(float[] source, float[] target, int length)
    {
        ref float from = ref source[0], to = ref target[0];
        for (nuint i = 0; i < (nuint)length; i += 16)
        {
            Vector512.LoadUnsafe(ref from, i).StoreUnsafe(ref to, i);
        }
    }

    private static unsafe void CopyPast(float[] source, float[] target, int length)
    {
        fixed (float* from = source, to = target)
        {
            float* aligned = (float*)(((nint)to + 63) & ~63);
            for (nint i = 0; i < length; i += 16)
            {
                Vector512.Load(from + i).StoreAlignedNonTemporal(aligned + i);
            }
        }
    }

    private static void Sweep(float[][] arrays, int length)
    {
        ref float w = ref arrays[0][0], g = ref arrays[1][0], m = ref arrays[2][0], v = ref arrays[3][0];
        for (nuint i = 0; i < (nuint)length; i += 16)
        {
            Vector512<float> gradient = Vector512.LoadUnsafe(ref g, i);
            (Vector512.LoadUnsafe(ref m, i) + gradient).StoreUnsafe(ref m, i);
            (Vector512.LoadUnsafe(ref v, i) + gradient).StoreUnsafe(ref v, i);
            (Vector512.LoadUnsafe(ref w, i) + gradient).StoreUnsafe(ref w, i);
        }
    }

    private static void Adam(float[][] arrays, int length)
    {
        ref float w = ref arrays[0][0], g = ref arrays[1][0], m = ref arrays[2][0], v = ref arrays[3][0];
        Vector512<float> keep1 = Vector512.Create(0.9f), take1 = Vector512.Create(0.1f), keep2 = Vector512.Create(0.999f), take2 = Vector512.Create(0.001f);
        Vector512<float> rate = Vector512.Create(1e-3f), small = Vector512.Create(1e-8f);
        for (nuint i = 0; i < (nuint)length; i += 16)
        {
            Vector512<float> gradient = Vector512.LoadUnsafe(ref g, i);
            Vector512<float> mean = (keep1 * Vector512.LoadUnsafe(ref m, i)) + (take1 * gradient);
            Vector512<float> square = (keep2 * Vector512.LoadUnsafe(ref v, i)) + (take2 * gradient * gradient);
            mean.StoreUnsafe(ref m, i);
            square.StoreUnsafe(ref v, i);
            (Vector512.LoadUnsafe(ref w, i) - (rate * mean / (Vector512.Sqrt(square) + small))).StoreUnsafe(ref w, i);
        }
    }
}
