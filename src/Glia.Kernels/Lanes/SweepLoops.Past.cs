using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Lanes;

/// <content>Results too many for any cache, written past all of them: an ordinary store would first fetch the line that it overwrites.</content>
internal static unsafe partial class SweepLoops
{
    /// <summary>16 MiB of results: what comes next could not find them in a second-level cache either way (<c>Glia.Benchmarks -- micro streams</c>).</summary>
    internal const int FarTooMany = 1 << 22;

    /// <summary>Whether results are so many, and none overwrites an input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GoPast<TLane>(Span<float> y, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
        where TLane : struct, ILane<TLane> => FillsLines<TLane>() && y.Length >= FarTooMany && !y.Overlaps(a) && !y.Overlaps(b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UnaryPast<TBody>(in TBody formula, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IUnaryBody
    {
        TBody body = formula;
        fixed (float* source = x, target = y)
        {
            // Only now it stays where it is.
            nint i = Partial.BeforeLine(y);
            MapPart<TBody, Single16>(body, x[..(int)i], y[..(int)i]);
            for (; i <= y.Length - Single16.Width; i += Single16.Width)
            {
                body.Apply(Single16.Load(in source[i])).StorePast(target + i);
            }

            Sse.StoreFence();
            MapPart<TBody, Single16>(body, x[(int)i..], y[(int)i..]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BinaryPast<TBody>(in TBody formula, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TBody : struct, IBinaryBody
    {
        TBody body = formula;
        fixed (float* first = a, second = b, target = y)
        {
            nint i = Partial.BeforeLine(y);
            MapPart<TBody, Single16>(body, a[..(int)i], b[..(int)i], y[..(int)i]);
            for (; i <= y.Length - Single16.Width; i += Single16.Width)
            {
                body.Apply(Single16.Load(in first[i]), Single16.Load(in second[i])).StorePast(target + i);
            }

            Sse.StoreFence();
            MapPart<TBody, Single16>(body, a[(int)i..], b[(int)i..], y[(int)i..]);
        }
    }
}
