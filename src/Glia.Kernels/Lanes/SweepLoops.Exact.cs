using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Kernels.Lanes;

/// <content>Correct rounding: what cheap lanes cannot round for certain goes to those with more digits.</content>
internal static partial class SweepLoops
{
    /// <summary>2⁻⁴⁰: what formulas in double may be off by, relative to their scale; about eight times what they are. Of random values one in 2¹⁵ is then in doubt.</summary>
    private const double Doubt = 9.094947017729282e-13;

    /// <summary>2⁻³⁵: what formulas in pairs of floats may be off by, relative to their scale; about three times what they are at worst. Of random vectors of 16 one in 80 is then in doubt.</summary>
    private const float PairDoubt = 2.910383e-11f;

    /// <summary>2⁻¹⁰⁰: puts in doubt whatever is below 2⁻⁷⁶, before numbers become too small for their rounding errors to be numbers.</summary>
    private const float PairUnderflow = 7.888609e-31f;

    /// <summary>2⁻¹⁸: what a formula's excess may be off by, relative to itself; twice what formulas say.</summary>
    private const double ExcessDoubt = 1.0 / (1 << 18);

    /// <summary>As <see cref="MapExactly"/>, with a first attempt in pairs of floats; what does not make a whole vector goes without it.</summary>
    public static void MapThroughPairs<TBody>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IScaledBody
    {
        int whole = x.Length - (x.Length % Pair16.Width);
        if (whole > 0)
        {
            Pairs(in body, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)whole);
        }

        if (whole < x.Length)
        {
            MapExactly<TBody, Double8>(body, x[whole..], y[whole..]);
        }
    }

    /// <summary>
    /// As <see cref="Map{TBody, TLane}(TBody, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/> in double, with a first attempt in pairs of floats: where all that is within their error rounds to one
    /// float, so does the result of double, which lies there, too.
    /// </summary>
    public static void MapThroughPairs<TBody>(TBody body, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TBody : struct, IFactorBody
    {
        int whole = a.Length - (a.Length % Pair16.Width);
        if (whole > 0)
        {
            PairProducts(in body, ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), ref MemoryMarshal.GetReference(y), (nuint)whole);
        }

        if (whole < a.Length)
        {
            Map<TBody, Double8>(body, a[whole..], b[whole..], y[whole..]);
        }
    }

    /// <summary>As <see cref="MapExactly"/>, with a first attempt in floats.</summary>
    public static void MapThroughFloats<TBody, TLane, TDouble>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IExcessBody
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>
    {
        int whole = x.Length - (x.Length % TLane.Width);
        if (whole > 0)
        {
            Floats<TBody, TLane, TDouble>(in body, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)whole);
        }

        if (whole < x.Length)
        {
            FloatsPart<TBody, TLane, TDouble>(body, x[whole..], y[whole..]);
        }
    }

    /// <summary>As <see cref="MapExactly"/>, two lanes side by side; what does not make both goes without.</summary>
    public static void MapThroughDoubles<TBody>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IScaledBody
    {
        int whole = x.Length - (x.Length % Double16.Width);
        if (whole > 0)
        {
            Doubles(in body, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)whole);
        }

        if (whole < x.Length)
        {
            MapExactly<TBody, Double8>(body, x[whole..], y[whole..]);
        }
    }

    public static void MapExactly<TBody, TLane>(TBody body, ReadOnlySpan<float> x, Span<float> y)
        where TBody : struct, IScaledBody
        where TLane : struct, IDoubleLane<TLane>
    {
        int whole = x.Length - (x.Length % TLane.Width);
        if (whole > 0)
        {
            Exact<TBody, TLane>(in body, ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), (nuint)whole);
        }

        if (whole < x.Length)
        {
            ExactPart<TBody, TLane>(body, x[whole..], y[whole..]);
        }
    }

    /// <summary>A cheaper phase before <see cref="Exact"/> than <see cref="Pairs"/>, for formulas of a few exact steps. NaN is a doubt, too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Floats<TBody, TLane, TDouble>(in TBody formula, ref readonly float x, ref float y, nuint length)
        where TBody : struct, IExcessBody
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>
    {
        TBody body = formula;
        ref float source = ref Unsafe.AsRef(in x);
        nuint i = 0;
        do
        {
            TLane value = body.ApplyWithExcess(TLane.Load(in Unsafe.Add(ref source, i)), out TLane excess);
            TLane low = TLane.FusedMultiplyAdd(excess, -body.ExcessUnit * (1 + ExcessDoubt), value);
            TLane high = TLane.FusedMultiplyAdd(excess, -body.ExcessUnit * (1 - ExcessDoubt), value);
            if (TLane.AllEqual(low, high))
            {
                low.Store(ref Unsafe.Add(ref y, i));
            }
            else
            {
                Exact<TBody, TDouble>(in formula, ref Unsafe.Add(ref source, i), ref Unsafe.Add(ref y, i), (nuint)TLane.Width);
            }

            i += (nuint)TLane.Width;
        }
        while (i < length);
    }

    /// <summary>A cheap phase before <see cref="Exact"/>: pairs of floats round most results, and leave a vector of which they cannot round all to double. NaN and infinities are doubts, too.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pairs<TBody>(in TBody formula, ref readonly float x, ref float y, nuint length)
        where TBody : struct, IScaledBody
    {
        TBody body = formula;
        ref float source = ref Unsafe.AsRef(in x);
        nuint i = 0;
        do
        {
            var z = Pair16.Load(in Unsafe.Add(ref source, i));
            Pair16 value = body.Apply(z);
            Vector512<float> scale = Vector512.Abs(body.Scale(z, value).High);
            Vector512<float> doubt = Vector512.FusedMultiplyAdd(scale, Vector512.Create(PairDoubt), Vector512.Create(PairUnderflow));
            Vector512<float> low = value.High + (value.Low - doubt);
            Vector512<float> high = value.High + (value.Low + doubt);
            if (Vector512.EqualsAll(low, high))
            {
                low.StoreUnsafe(ref y, i);
            }
            else
            {
                Doubles(in formula, ref Unsafe.Add(ref source, i), ref Unsafe.Add(ref y, i), (nuint)Pair16.Width);
            }

            i += (nuint)Pair16.Width;
        }
        while (i < length);
    }

    /// <summary>As <see cref="Pairs"/>, for products. A second input of 0, as behind dropout, is no doubt: the product is 0 with its sign.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PairProducts<TBody>(in TBody formula, ref readonly float a, ref readonly float b, ref float y, nuint length)
        where TBody : struct, IFactorBody
    {
        TBody body = formula;
        ref float first = ref Unsafe.AsRef(in a);
        ref float second = ref Unsafe.AsRef(in b);
        nuint i = 0;
        do
        {
            Pair16 factor = body.Factor(Pair16.Load(in Unsafe.Add(ref first, i)), out Pair16 scale);
            var times = Pair16.Load(in Unsafe.Add(ref second, i));
            Pair16 value = times * factor;
            Vector512<float> doubt = Vector512.FusedMultiplyAdd(Vector512.Abs(scale.High * times.High), Vector512.Create(PairDoubt), Vector512.Create(PairUnderflow));
            Vector512<float> low = value.High + (value.Low - doubt);
            Vector512<float> high = value.High + (value.Low + doubt);
            Vector512<float> none = Vector512.Equals(times.High, Vector512<float>.Zero);
            low = Vector512.ConditionalSelect(none, value.High, low);
            high = Vector512.ConditionalSelect(none, value.High, high);
            if (Vector512.EqualsAll(low, high))
            {
                low.StoreUnsafe(ref y, i);
            }
            else
            {
                Binary<TBody, Double8>(in formula, ref Unsafe.Add(ref first, i), ref Unsafe.Add(ref second, i), ref Unsafe.Add(ref y, i), (nuint)Pair16.Width);
            }

            i += (nuint)Pair16.Width;
        }
        while (i < length);
    }

    /// <summary>As <see cref="Exact"/>, in double for two lanes side by side; both go there where one is in doubt.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Doubles<TBody>(in TBody formula, ref readonly float x, ref float y, nuint length)
        where TBody : struct, IScaledBody
    {
        TBody body = formula;
        ref float source = ref Unsafe.AsRef(in x);
        nuint i = 0;
        do
        {
            var z = Double16.Load(in Unsafe.Add(ref source, i));
            Double16 value = body.Apply(z);
            Double16 scale = body.Scale(z, value);
            Double16 low = Double16.FusedMultiplyAdd(scale, -Doubt, value);
            Double16 high = Double16.FusedMultiplyAdd(scale, Doubt, value);
            if (!Double16.StoreIfSame(low, high, ref Unsafe.Add(ref y, i)))
            {
                Exact<TBody, Double8>(in formula, ref Unsafe.Add(ref source, i), ref Unsafe.Add(ref y, i), (nuint)Double16.Width);
            }

            i += (nuint)Double16.Width;
        }
        while (i < length);
    }

    /// <summary>Ziv's strategy: where the error of double leaves more than one float possible, the lane is computed again in pairs of doubles.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exact<TBody, TLane>(in TBody formula, ref readonly float x, ref float y, nuint length)
        where TBody : struct, IScaledBody
        where TLane : struct, IDoubleLane<TLane>
    {
        TBody body = formula;
        ref float source = ref Unsafe.AsRef(in x);
        nuint i = 0;
        do
        {
            TLane z = TLane.Load(in Unsafe.Add(ref source, i));
            TLane value = body.Apply(z);
            TLane scale = body.Scale(z, value);
            TLane low = TLane.FusedMultiplyAdd(scale, TLane.Of(-Doubt), value);
            TLane high = TLane.FusedMultiplyAdd(scale, TLane.Of(Doubt), value);
            if (!TLane.StoreIfSame(low, high, ref Unsafe.Add(ref y, i)))
            {
                Settle(body, z, value, low, high, ref Unsafe.Add(ref y, i));
            }

            i += (nuint)TLane.Width;
        }
        while (i < length);
    }

    /// <summary>Rounds the elements that double left open.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Settle<TBody, TLane>(TBody body, TLane z, TLane value, TLane low, TLane high, ref float y)
        where TBody : struct, IScaledBody
        where TLane : struct, IDoubleLane<TLane>
    {
        Span<float> floats = stackalloc float[4 * Partial.Room];
        Span<float> first = floats[..Partial.Room];
        Span<float> lowest = floats.Slice(Partial.Room, Partial.Room);
        Span<float> highest = floats.Slice(2 * Partial.Room, Partial.Room);
        Span<float> settled = floats[(3 * Partial.Room)..];
        value.Store(ref first[0]);
        low.Store(ref lowest[0]);
        high.Store(ref highest[0]);
        bool any = false;
        for (int i = 0; i < TLane.Width; i++)
        {
            any |= IsOpen(lowest[i], highest[i]);
        }

        if (!any)
        {
            first[..TLane.Width].CopyTo(MemoryMarshal.CreateSpan(ref y, TLane.Width));
            return;
        }

        body.Apply(Wide<TLane>.Of(z)).Store(ref settled[0]);
        for (int i = 0; i < TLane.Width; i++)
        {
            Unsafe.Add(ref y, i) = IsOpen(lowest[i], highest[i]) ? settled[i] : first[i];
        }
    }

    /// <summary>Whether a result could be more than one float. Infinity and NaN have no ends to compare, and are right as they are. (A result of 0 may be the even side of a tie that is none.)</summary>
    private static bool IsOpen(float lowest, float highest) => lowest != highest && (float.IsFinite(lowest) || float.IsFinite(highest));
}
