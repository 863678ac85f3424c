using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Lanes;

namespace Glia.Cli.Bench;

/// <summary>How many floating-point operations a second one core can do: fused multiply-adds in registers, nothing else.</summary>
internal static class FmaPeak
{
    private const int Rounds = 2_000_000;

    /// <summary>The best of some tries, in operations a nanosecond (GFLOP/s), in the widest lanes there are: wider ones, taken apart, would not stay in registers.</summary>
    /// <returns>GFLOP/s of one core.</returns>
    public static double Measure() =>
        Vector512.IsHardwareAccelerated ? Best<Single16>() : Vector256.IsHardwareAccelerated ? Best<Single8>() : Best<Single4>();

    private static double Best<TLane>()
        where TLane : struct, ILane<TLane>
    {
        double best = 0;
        for (int i = 0; i < 7; i++)
        {
            long start = Stopwatch.GetTimestamp();
            TLane sum = Spin<TLane>(Rounds);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            best = Math.Max(best, 2.0 * TLane.Width * 12 * Rounds / seconds / 1e9);
            GC.KeepAlive(sum);
        }

        return best;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane Spin<TLane>(int rounds)
        where TLane : struct, ILane<TLane>
    {
        TLane x = TLane.Of(0.999f), y = TLane.Of(0.001f);
        TLane a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < rounds; n++)
        {
            a = TLane.FusedMultiplyAdd(a, x, y);
            b = TLane.FusedMultiplyAdd(b, x, y);
            c = TLane.FusedMultiplyAdd(c, x, y);
            d = TLane.FusedMultiplyAdd(d, x, y);
            e = TLane.FusedMultiplyAdd(e, x, y);
            f = TLane.FusedMultiplyAdd(f, x, y);
            g = TLane.FusedMultiplyAdd(g, x, y);
            h = TLane.FusedMultiplyAdd(h, x, y);
            i = TLane.FusedMultiplyAdd(i, x, y);
            j = TLane.FusedMultiplyAdd(j, x, y);
            k = TLane.FusedMultiplyAdd(k, x, y);
            l = TLane.FusedMultiplyAdd(l, x, y);
        }

        return a + b + c + d + e + f + g + h + i + j + k + l;
    }
}
