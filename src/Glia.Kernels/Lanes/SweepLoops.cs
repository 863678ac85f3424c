using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia.Kernels.Lanes;

/// <summary>The loops of <see cref="Sweep"/>.</summary>
/// <remarks>
/// Each instance is a method of its own (NoInlining): the compiler's budget for inlining then serves one formula at one width.
/// Sharing it among widths costs up to six times the speed and changes no result. A rest shorter than a lane is copied to a
/// padded lane and goes through the same loop, so its bits cannot differ.
/// </remarks>
internal static class SweepLoops
{
    private const int WidestLane = 16;

    public static void Map<TBody, TLane>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IUnaryBody
        where TLane : struct, ILane<TLane>
    {
        int whole = x.Length - (x.Length % TLane.Width);
        Unary<TBody, TLane>(body, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)whole);
        if (whole < x.Length)
        {
            Span<float> lane = stackalloc float[WidestLane];
            lane.Clear();
            x[whole..].CopyTo(lane);
            ref float start = ref MemoryMarshal.GetReference(lane);
            Unary<TBody, TLane>(body, ref start, ref start, (nuint)TLane.Width);
            lane[..(x.Length - whole)].CopyTo(y[whole..]);
        }
    }

    public static void Map<TBody, TLane>(TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TBody : struct, IBinaryBody
        where TLane : struct, ILane<TLane>
    {
        int whole = a.Length - (a.Length % TLane.Width);
        Binary<TBody, TLane>(
            body, ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), ref MemoryMarshal.GetReference(y), (nuint)whole);
        if (whole < a.Length)
        {
            Span<float> lanes = stackalloc float[2 * WidestLane];
            lanes.Clear();
            a[whole..].CopyTo(lanes);
            b[whole..].CopyTo(lanes[WidestLane..]);
            ref float start = ref MemoryMarshal.GetReference(lanes);
            Binary<TBody, TLane>(body, ref start, ref Unsafe.Add(ref start, WidestLane), ref start, (nuint)TLane.Width);
            lanes[..(a.Length - whole)].CopyTo(y[whole..]);
        }
    }

    public static void Map<TBody, TLane>(TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> y)
        where TBody : struct, ITernaryBody
        where TLane : struct, ILane<TLane>
    {
        int whole = a.Length - (a.Length % TLane.Width);
        Ternary<TBody, TLane>(
            body,
            ref MemoryMarshal.GetReference(a),
            ref MemoryMarshal.GetReference(b),
            ref MemoryMarshal.GetReference(c),
            ref MemoryMarshal.GetReference(y),
            (nuint)whole);
        if (whole < a.Length)
        {
            Span<float> lanes = stackalloc float[3 * WidestLane];
            lanes.Clear();
            a[whole..].CopyTo(lanes);
            b[whole..].CopyTo(lanes[WidestLane..]);
            c[whole..].CopyTo(lanes[(2 * WidestLane)..]);
            ref float start = ref MemoryMarshal.GetReference(lanes);
            Ternary<TBody, TLane>(
                body, ref start, ref Unsafe.Add(ref start, WidestLane), ref Unsafe.Add(ref start, 2 * WidestLane), ref start, (nuint)TLane.Width);
            lanes[..(a.Length - whole)].CopyTo(y[whole..]);
        }
    }

    /// <summary>Sums from <paramref name="from"/> on, as far as whole lanes reach.</summary>
    /// <returns>The index reached.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Accumulate<TBody, TLane>(
        TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<double> sums, int from)
        where TBody : struct, IBinaryBody
        where TLane : struct, IDoubleLane<TLane>
    {
        int i = from;
        for (; i <= sums.Length - TLane.Width; i += TLane.Width)
        {
            TLane value = body.Apply(TLane.Load(in b[i]), TLane.Load(in c[i]));
            TLane.FusedMultiplyAdd(TLane.Load(in a[i]), value, TLane.Load(in sums[i])).Store(ref sums[i]);
        }

        return i;
    }

    /// <summary>Formula values in double from <paramref name="from"/> on, as far as whole lanes reach.</summary>
    /// <returns>The index reached.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Widen<TBody, TLane>(TBody body, ReadOnlySpan<float> x, Span<double> y, int from)
        where TBody : struct, IUnaryBody
        where TLane : struct, IDoubleLane<TLane>
    {
        int i = from;
        for (; i <= x.Length - TLane.Width; i += TLane.Width)
        {
            body.Apply(TLane.Load(in x[i])).Store(ref y[i]);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Unary<TBody, TLane>(TBody body, ref readonly float x, ref float y, nuint length)
        where TBody : struct, IUnaryBody
        where TLane : struct, ILane<TLane>
    {
        ref float source = ref Unsafe.AsRef(in x);
        for (nuint i = 0; i < length; i += (nuint)TLane.Width)
        {
            body.Apply(TLane.Load(in Unsafe.Add(ref source, i))).Store(ref Unsafe.Add(ref y, i));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Binary<TBody, TLane>(TBody body, ref readonly float a, ref readonly float b, ref float y, nuint length)
        where TBody : struct, IBinaryBody
        where TLane : struct, ILane<TLane>
    {
        ref float first = ref Unsafe.AsRef(in a);
        ref float second = ref Unsafe.AsRef(in b);
        for (nuint i = 0; i < length; i += (nuint)TLane.Width)
        {
            body.Apply(TLane.Load(in Unsafe.Add(ref first, i)), TLane.Load(in Unsafe.Add(ref second, i))).Store(ref Unsafe.Add(ref y, i));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Ternary<TBody, TLane>(
        TBody body, ref readonly float a, ref readonly float b, ref readonly float c, ref float y, nuint length)
        where TBody : struct, ITernaryBody
        where TLane : struct, ILane<TLane>
    {
        ref float first = ref Unsafe.AsRef(in a);
        ref float second = ref Unsafe.AsRef(in b);
        ref float third = ref Unsafe.AsRef(in c);
        for (nuint i = 0; i < length; i += (nuint)TLane.Width)
        {
            TLane value = body.Apply(
                TLane.Load(in Unsafe.Add(ref first, i)), TLane.Load(in Unsafe.Add(ref second, i)), TLane.Load(in Unsafe.Add(ref third, i)));
            value.Store(ref Unsafe.Add(ref y, i));
        }
    }
}
