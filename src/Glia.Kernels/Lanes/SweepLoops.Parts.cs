using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia.Kernels.Lanes;

/// <content>What does not fill a lane.</content>
internal static partial class SweepLoops
{
    /// <summary>As many elements as a lane has, or fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MapEnd<TBody, TLane>(in TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IUnaryBody
        where TLane : struct, ILane<TLane>
    {
        if (x.Length == TLane.Width)
        {
            Unary<TBody, TLane>(in body, in x[0], ref y[0], (nuint)TLane.Width);
        }
        else
        {
            MapPart<TBody, TLane>(body, x, y);
        }
    }

    /// <summary>Fewer elements than a lane has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapPart<TBody, TLane>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IUnaryBody
        where TLane : struct, ILane<TLane>
    {
        Span<float> lane = stackalloc float[Partial.Room];
        ref float start = ref MemoryMarshal.GetReference(lane);
        Partial.Load(x, ref start);
        Unary<TBody, TLane>(in body, ref start, ref start, (nuint)TLane.Width);
        Partial.Store(ref start, y);
    }

    /// <summary>Fewer elements than a lane has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FloatsPart<TBody, TLane, TDouble>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IExcessBody
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>
    {
        Span<float> lane = stackalloc float[Partial.Room];
        ref float start = ref MemoryMarshal.GetReference(lane);
        Partial.Load(x, ref start);
        Floats<TBody, TLane, TDouble>(in body, ref start, ref start, (nuint)TLane.Width);
        Partial.Store(ref start, y);
    }

    /// <summary>Fewer elements than a lane has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExactPart<TBody, TLane>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IScaledBody
        where TLane : struct, IDoubleLane<TLane>
    {
        Span<float> lane = stackalloc float[Partial.Room];
        ref float start = ref MemoryMarshal.GetReference(lane);
        Partial.Load(x, ref start);
        Exact<TBody, TLane>(in body, ref start, ref start, (nuint)TLane.Width);
        Partial.Store(ref start, y);
    }

    /// <summary>Fewer elements than a lane has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapPart<TBody, TLane>(TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TBody : struct, IBinaryBody
        where TLane : struct, ILane<TLane>
    {
        Span<float> lanes = stackalloc float[2 * Partial.Room];
        ref float start = ref MemoryMarshal.GetReference(lanes);
        ref float second = ref Unsafe.Add(ref start, Partial.Room);
        Partial.Load(a, ref start);
        Partial.Load(b, ref second);
        Binary<TBody, TLane>(in body, ref start, ref second, ref start, (nuint)TLane.Width);
        Partial.Store(ref start, y);
    }

    /// <summary>Whether a lane is as wide as a line of the cache.</summary>
    private static bool FillsLines<TLane>()
        where TLane : struct, ILane<TLane> => typeof(TLane) == typeof(Single16);
}
