using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The fast variant of softmax, and of softmin, for rows that are not short: terms in float lanes along the row, which wait in the output for their sum.</summary>
/// <remarks>
/// Terms are e^(x + shift)/2ᵏ as in <see cref="RowState{TLane}"/>. Sixteen places of the row, and four sums a place that take turns (<see cref="FloatSum{TLane}"/>), are added up in
/// double, in an order that the length alone decides: bits do not depend on the width of the lanes.
/// </remarks>
internal static class FloatSoftmax
{
    /// <summary>Rows of so many elements at least; what is done once a row takes as long as some 100 elements across a lane.</summary>
    public const int LongEnough = 129;

    private const int Lanes = Transposition.Lanes;

    /// <summary>e^x·2⁻ᵏ of a smaller x + shift rounds to 0 beside the largest.</summary>
    private const float Deep = 104;

    private const float InverseLn2 = 1.44269504f;

    /// <summary>Rows of floats.</summary>
    /// <typeparam name="TEnd">The function, which says whether −z is meant.</typeparam>
    /// <param name="z">Input <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Output <c>[rows, units]</c>; z itself where it may be overwritten.</param>
    public static void Map<TEnd>(ReadOnlySpan<float> z, int units, Span<float> y)
        where TEnd : struct, IRowEnd
    {
        for (int at = 0; at < z.Length; at += units)
        {
            ReadOnlySpan<float> x = z.Slice(at, units);
            Span<float> to = y.Slice(at, units);
            if (Vector512.IsHardwareAccelerated)
            {
                Row<TEnd, Single16>(x, to);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Row<TEnd, Single8>(x, to);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Row<TEnd, Single4>(x, to);
            }
            else
            {
                Row<TEnd, Single1>(x, to);
            }
        }
    }

    private static void Row<TEnd, TLane>(ReadOnlySpan<float> x, Span<float> y)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        // What fills the last column up takes no part.
        int columns = x.Length / Lanes;
        int whole = columns * Lanes;
        Span<float> memory = stackalloc float[3 * Lanes];
        Span<float> last = memory[..Lanes], sums = memory.Slice(Lanes, Lanes), lost = memory[(2 * Lanes)..];
        last.Fill(TEnd.Negates ? float.PositiveInfinity : float.NegativeInfinity);
        x[whole..].CopyTo(last);
        ref float start = ref MemoryMarshal.GetReference(x);
        ref float target = ref MemoryMarshal.GetReference(y);
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            TLane maxima = RowLoops.Largest<TEnd, TLane>(ref Unsafe.Add(ref start, lane), columns);
            TLane.AtLeast(RowLoops.Largest<TEnd, TLane>(ref last[lane], 1), maxima).Store(ref sums[lane]);
        }

        float maximum = RowLoops.Largest(sums);
        if (!float.IsFinite(maximum))
        {
            y.Fill(float.NaN);
            return;
        }

        float shift = MathF.Abs(maximum) < 1024 ? 0 : -maximum;
        float top = maximum + shift;
        var scale = (shift, top - Deep, MathF.Round(top * InverseLn2));
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            Terms<TEnd, TLane>(ref Unsafe.Add(ref start, lane), ref Unsafe.Add(ref target, lane), columns, ref last[lane], scale, ref sums[lane], ref lost[lane]);
        }

        double inverse = 1 / Total(sums, lost);
        float high = (float)inverse;
        float rest = (float)(inverse - high);
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            Shares<TLane>(ref Unsafe.Add(ref target, lane), columns, ref last[lane], high, rest);
        }

        last[..(x.Length - whole)].CopyTo(y[whole..]);
    }

    /// <summary>The terms of all columns, and their sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Terms<TEnd, TLane>(
        ref float columns, ref float terms, int count, ref float last, (float Shift, float Least, float Exponent) scale, ref float sums, ref float lost)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane shift = TLane.Of(scale.Shift), least = TLane.Of(scale.Least), exponent = TLane.Of(scale.Exponent);
        FloatSum<TLane> first = default, second = default, third = default, fourth = default;
        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            first.Add(Kept<TEnd, TLane>(ref columns, ref terms, shift, least, exponent));
            second.Add(Kept<TEnd, TLane>(ref Unsafe.Add(ref columns, Lanes), ref Unsafe.Add(ref terms, Lanes), shift, least, exponent));
            third.Add(Kept<TEnd, TLane>(ref Unsafe.Add(ref columns, 2 * Lanes), ref Unsafe.Add(ref terms, 2 * Lanes), shift, least, exponent));
            fourth.Add(Kept<TEnd, TLane>(ref Unsafe.Add(ref columns, 3 * Lanes), ref Unsafe.Add(ref terms, 3 * Lanes), shift, least, exponent));
            columns = ref Unsafe.Add(ref columns, 4 * Lanes);
            terms = ref Unsafe.Add(ref terms, 4 * Lanes);
        }

        for (; j < count; j++)
        {
            first.Add(Kept<TEnd, TLane>(ref columns, ref terms, shift, least, exponent));
            columns = ref Unsafe.Add(ref columns, Lanes);
            terms = ref Unsafe.Add(ref terms, Lanes);
        }

        second.Add(Kept<TEnd, TLane>(ref last, ref last, shift, least, exponent));
        first.Join(second);
        third.Join(fourth);
        first.Join(third);
        first.Total.Store(ref sums);
        first.Lost.Store(ref lost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Kept<TEnd, TLane>(ref float x, ref float term, TLane shift, TLane least, TLane exponent)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane value = FloatTerms.Term<TEnd, TLane>(ref x, shift, least, exponent);
        value.Store(ref term);
        return value;
    }

    /// <summary>The sum of sixteen sums and what they lost, halves upon halves: four additions wait for each other instead of sixteen.</summary>
    private static double Total(ReadOnlySpan<float> sums, ReadOnlySpan<float> lost)
    {
        Span<double> values = stackalloc double[Lanes];
        for (int i = 0; i < Lanes; i++)
        {
            values[i] = (double)sums[i] + lost[i];
        }

        for (int half = Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                values[i] += values[i + half];
            }
        }

        return values[0];
    }

    /// <summary>Divides terms by the sum, whose inverse comes in two parts.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Shares<TLane>(ref float terms, int count, ref float last, float inverse, float rest)
        where TLane : struct, ILane<TLane>
    {
        TLane high = TLane.Of(inverse), low = TLane.Of(rest);
        for (int j = 0; j < count; j++)
        {
            TLane term = TLane.Load(in terms);
            TLane.FusedMultiplyAdd(term, high, term * low).Store(ref terms);
            terms = ref Unsafe.Add(ref terms, Lanes);
        }

        TLane end = TLane.Load(in last);
        TLane.FusedMultiplyAdd(end, high, end * low).Store(ref last);
    }
}
