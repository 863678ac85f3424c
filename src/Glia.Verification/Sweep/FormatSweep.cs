using System.Runtime.InteropServices;
using Glia.Kernels;
using Glia.Kernels.Activations;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Sweep;

/// <summary>Tries spans of float64, Half and bfloat16: doubles on a sample, 16 bits on all there are, every result in arbitrary precision.</summary>
internal static class FormatSweep
{
    /// <summary>What is promised of float64, in units of the last place; 16 bits are correctly rounded.</summary>
    private const double DoubleBound = 1;

    /// <summary>
    /// What is promised of float64 results below 2⁻¹⁰²², in units of 2⁻¹⁰⁷⁴: the lower half of a pair ends there, and a factor like x, of which these are e^x, multiplies what is lost.
    /// </summary>
    private const double SubnormalBound = 1024;

    private const int AllOf16Bits = 1 << 16;

    /// <summary>Half of the doubles are taken from here, where functions bend: 2⁻⁴⁰ to 2¹⁰.</summary>
    private const int LeastBent = -40;
    private const int MostBent = 10;

    /// <summary>The other half from where floats are; what comes beyond is as it may be.</summary>
    private const int Least = -149;
    private const int Most = 126;

    public static Dictionary<string, QuantityResult> Run(Activation activation, Oracle oracle, int dense, ParallelOptions parallel)
    {
        var results = new Dictionary<string, QuantityResult>(StringComparer.Ordinal);
        Add<double>(NumberFormat.Double, Doubles(dense), x => x, activation.Forward, activation.Slope, DoubleBound);
        Add<Half>(NumberFormat.Half, Halves(dense), x => (double)x, activation.Forward, activation.Slope, 0.5);
        Add<BFloat16>(NumberFormat.Brain, Brains(dense), x => (float)x, activation.Forward, activation.Slope, 0.5);
        return results;

        void Add<T>(NumberFormat format, T[] x, Func<T, double> widen, Kernel<T> forward, Kernel<T> slope, double bound)
        {
            T[] y = new T[x.Length];
            forward(x, y);
            (Tally value, Tally subnormal) = Judge(format, [.. x.Select(widen)], [.. y.Select(widen)], oracle.Value, parallel);
            slope(x, y);
            (Tally slopes, Tally subnormalSlopes) = Judge(format, [.. x.Select(widen)], [.. y.Select(widen)], oracle.Slope, parallel);
            results[$"{format.Name} value"] = value.Result(bound);
            results[$"{format.Name} slope"] = slopes.Result(bound);
            subnormal.Add(subnormalSlopes);
            if (subnormal.Inputs > 0)
            {
                results[$"{format.Name} subnormal"] = subnormal.Result(SubnormalBound);
            }
        }
    }

    /// <summary>The bytes of values and slopes in each format; NaN is one value, for its sign follows the order that the compiler gives operands.</summary>
    public static void Compute(Activation activation, int dense, Action<ReadOnlySpan<byte>> take)
    {
        Both(Doubles(dense), activation.Forward, activation.Slope, x => x, double.NaN);
        Both(Halves(dense), activation.Forward, activation.Slope, x => (double)x, Half.NaN);
        Both(Brains(dense), activation.Forward, activation.Slope, x => (float)x, (BFloat16)float.NaN);

        void Both<T>(T[] x, Kernel<T> forward, Kernel<T> slope, Func<T, double> widen, T nan)
            where T : unmanaged
        {
            foreach (Kernel<T> kernel in (ReadOnlySpan<Kernel<T>>)[forward, slope])
            {
                T[] y = new T[x.Length];
                kernel(x, y);
                take(MemoryMarshal.AsBytes(Array.ConvertAll(y, value => double.IsNaN(widen(value)) ? nan : value).AsSpan()));
            }
        }
    }

    private delegate void Kernel<T>(ReadOnlySpan<T> x, Span<T> results);

    private static double[] Doubles(int dense) =>
        [0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, .. Between(LeastBent, MostBent, dense / 2), .. Between(Least, Most, dense / 2)];

    private static Half[] Halves(int dense) => [.. Patterns(dense).Select(BitConverter.Int16BitsToHalf)];

    private static BFloat16[] Brains(int dense) => [.. Patterns(dense).Select(bits => (BFloat16)BitConverter.Int32BitsToSingle(bits << 16))];

    private static (Tally Results, Tally Subnormal) Judge(NumberFormat format, double[] x, double[] results, Func<double, NumberFormat, Truth> truth, ParallelOptions parallel)
    {
        const int Chunk = 512;
        var total = new Tally(format);
        var totalSubnormal = new Tally(format);
        Parallel.For(0, (x.Length + Chunk - 1) / Chunk, parallel, chunk =>
        {
            var tally = new Tally(format);
            var subnormal = new Tally(format);
            int end = Math.Min(x.Length, (chunk + 1) * Chunk);
            for (int i = chunk * Chunk; i < end; i++)
            {
                Truth right = truth(x[i], format);
                Tally one = format == NumberFormat.Double && double.IsSubnormal(right.Rounded) ? subnormal : tally;
                one.Judge(x[i], results[i], right);
                one.AddInputs(1);
            }

            lock (total)
            {
                total.Add(tally);
                totalSubnormal.Add(subnormal);
            }
        });
        return (total, totalSubnormal);
    }

    /// <summary>Doubles of both signs, evenly by their bits, the low ones too.</summary>
    private static IEnumerable<double> Between(int least, int most, int count)
    {
        long low = BitConverter.DoubleToInt64Bits(Math.ScaleB(1, least));
        long high = BitConverter.DoubleToInt64Bits(Math.ScaleB(1, most + 1));
        long step = ((high - low) / Math.Max(1, count)) | 1;
        int i = 0;
        for (long bits = low; bits < high; bits += step, i++)
        {
            yield return i % 2 == 0 ? BitConverter.Int64BitsToDouble(bits) : -BitConverter.Int64BitsToDouble(bits);
        }
    }

    private static IEnumerable<short> Patterns(int count)
    {
        int step = Math.Max(1, AllOf16Bits / Math.Max(1, count));
        return Enumerable.Range(0, AllOf16Bits / step).Select(i => (short)(i * step));
    }
}
