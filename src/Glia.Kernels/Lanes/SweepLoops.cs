using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia.Kernels.Lanes;

/// <summary>The loops of <see cref="Sweep"/>.</summary>
/// <remarks>
/// Each instance is a method of its own (NoInlining): the compiler's budget for inlining then serves one formula at one width.
/// Sharing it among widths costs up to six times the speed and changes no result. Loops look at their end whether there is more, because only then does the
/// compiler take constants out of them; in every round they were loaded from memory, which took a third of the time of short formulas. A rest shorter than a lane is copied to a
/// padded lane and goes through the same loop, so its bits cannot differ; nor do those of a few elements that are done first to align the others.
/// </remarks>
internal static partial class SweepLoops
{
    /// <summary>As <see cref="Map{TBody, TLane}(TBody, ReadOnlySpan{float}, Span{float})"/> in double, two lanes side by side.</summary>
    public static void MapSideBySide<TBody>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IScaledBody
    {
        int whole = x.Length - (x.Length % Double16.Width);
        if (whole > 0)
        {
            SideBySide(in body, in x[0], ref y[0], (nuint)whole);
        }

        Map<TBody, Double8>(body, x[whole..], y[whole..]);
    }

    public static void Map<TBody, TLane>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IUnaryBody
        where TLane : struct, ILane<TLane>
    {
        if (GoPast<TLane>(y, x, default))
        {
            UnaryPast(in body, x, y);
            return;
        }

        // Where no input is overwritten, ends are whole lanes, too: what they share with others is done twice, with the same bits.
        bool apart = x.Length >= TLane.Width && !Unsafe.AreSame(in x[0], in y[0]);
        int first = FillsLines<TLane>() ? Partial.BeforeLine(y) : 0;
        if (first > 0)
        {
            int end = apart ? TLane.Width : first;
            MapEnd<TBody, TLane>(in body, x[..end], y[..end]);
        }

        int rest = (x.Length - first) % TLane.Width, whole = x.Length - first - rest;
        if (whole > 0)
        {
            Unary<TBody, TLane>(in body, in x[first], ref y[first], (nuint)whole);
        }

        if (rest > 0)
        {
            int end = apart ? TLane.Width : rest;
            MapEnd<TBody, TLane>(in body, x[^end..], y[^end..]);
        }
    }

    public static void Map<TBody, TLane>(TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TBody : struct, IBinaryBody
        where TLane : struct, ILane<TLane>
    {
        if (GoPast<TLane>(y, a, b))
        {
            BinaryPast(in body, a, b, y);
            return;
        }

        int first = FillsLines<TLane>() ? Partial.BeforeLine(y) : 0;
        if (first > 0)
        {
            MapPart<TBody, TLane>(body, a[..first], b[..first], y[..first]);
            a = a[first..];
            b = b[first..];
            y = y[first..];
        }

        int whole = a.Length - (a.Length % TLane.Width);
        if (whole > 0)
        {
            Binary<TBody, TLane>(
                in body, ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), ref MemoryMarshal.GetReference(y), (nuint)whole);
        }

        if (whole < a.Length)
        {
            MapPart<TBody, TLane>(body, a[whole..], b[whole..], y[whole..]);
        }
    }

    public static void Map<TBody, TLane>(TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> y)
        where TBody : struct, ITernaryBody
        where TLane : struct, ILane<TLane>
    {
        int whole = a.Length - (a.Length % TLane.Width);
        if (whole > 0)
        {
            Ternary<TBody, TLane>(
                in body,
                ref MemoryMarshal.GetReference(a),
                ref MemoryMarshal.GetReference(b),
                ref MemoryMarshal.GetReference(c),
                ref MemoryMarshal.GetReference(y),
                (nuint)whole);
        }

        if (whole < a.Length)
        {
            Span<float> lanes = stackalloc float[3 * Partial.Room];
            Partial.Load(a[whole..], ref lanes[0]);
            Partial.Load(b[whole..], ref lanes[Partial.Room]);
            Partial.Load(c[whole..], ref lanes[2 * Partial.Room]);
            ref float start = ref MemoryMarshal.GetReference(lanes);
            Ternary<TBody, TLane>(
                in body, ref start, ref Unsafe.Add(ref start, Partial.Room), ref Unsafe.Add(ref start, 2 * Partial.Room), ref start, (nuint)TLane.Width);
            Partial.Store(ref start, y[whole..]);
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

    /// <summary>Formula values of doubles from <paramref name="from"/> on, as far as whole lanes reach.</summary>
    /// <returns>The index reached.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Map<TBody, TLane>(TBody body, ReadOnlySpan<double> x, Span<double> y, int from)
        where TBody : struct, IUnaryBody
        where TLane : struct, IDoubleLane<TLane>
    {
        int i = from;
        for (; i <= x.Length - TLane.Width; i += TLane.Width)
        {
            TLane z = TLane.Load(in x[i]);
            TLane wide = body.Apply(Wide<TLane>.Of(z)).High;

            // Pairs know no infinities on the way; plain double finds the limit.
            TLane.Select(TLane.LessThan(TLane.Abs(wide), TLane.Of(double.PositiveInfinity)), wide, body.Apply(z)).Store(ref y[i]);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Unary<TBody, TLane>(in TBody formula, ref readonly float x, ref float y, nuint length)
        where TBody : struct, IUnaryBody
        where TLane : struct, ILane<TLane>
    {
        TBody body = formula;
        ref float source = ref Unsafe.AsRef(in x);
        nuint i = 0;
        do
        {
            body.Apply(TLane.Load(in Unsafe.Add(ref source, i))).Store(ref Unsafe.Add(ref y, i));
            i += (nuint)TLane.Width;
        }
        while (i < length);
    }

    /// <summary>Two lanes that are no numbers, or none that this formula finds side by side, go by themselves.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SideBySide<TBody>(in TBody formula, ref readonly float x, ref float y, nuint length)
        where TBody : struct, IScaledBody
    {
        TBody body = formula;
        ref float source = ref Unsafe.AsRef(in x);
        nuint i = 0;
        do
        {
            Double16 value = body.Apply(Double16.Load(in Unsafe.Add(ref source, i)));
            if (!Double16.StoreIfSame(value, value, ref Unsafe.Add(ref y, i)))
            {
                Unary<TBody, Double8>(in formula, in Unsafe.Add(ref source, i), ref Unsafe.Add(ref y, i), (nuint)Double16.Width);
            }

            i += (nuint)Double16.Width;
        }
        while (i < length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Binary<TBody, TLane>(in TBody formula, ref readonly float a, ref readonly float b, ref float y, nuint length)
        where TBody : struct, IBinaryBody
        where TLane : struct, ILane<TLane>
    {
        TBody body = formula;
        ref float first = ref Unsafe.AsRef(in a);
        ref float second = ref Unsafe.AsRef(in b);
        nuint i = 0;
        do
        {
            body.Apply(TLane.Load(in Unsafe.Add(ref first, i)), TLane.Load(in Unsafe.Add(ref second, i))).Store(ref Unsafe.Add(ref y, i));
            i += (nuint)TLane.Width;
        }
        while (i < length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Ternary<TBody, TLane>(
        in TBody formula, ref readonly float a, ref readonly float b, ref readonly float c, ref float y, nuint length)
        where TBody : struct, ITernaryBody
        where TLane : struct, ILane<TLane>
    {
        TBody body = formula;
        ref float first = ref Unsafe.AsRef(in a);
        ref float second = ref Unsafe.AsRef(in b);
        ref float third = ref Unsafe.AsRef(in c);
        nuint i = 0;
        do
        {
            TLane value = body.Apply(
                TLane.Load(in Unsafe.Add(ref first, i)), TLane.Load(in Unsafe.Add(ref second, i)), TLane.Load(in Unsafe.Add(ref third, i)));
            value.Store(ref Unsafe.Add(ref y, i));
            i += (nuint)TLane.Width;
        }
        while (i < length);
    }
}
