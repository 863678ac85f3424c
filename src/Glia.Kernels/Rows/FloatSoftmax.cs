using System.Runtime.CompilerServices;
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
    /// <summary>Rows of so many elements at least; below, lanes across rows take as long.</summary>
    public const int LongEnough = 129;

    private const int Lanes = Transposition.Lanes;

    private const float InverseLn2 = 1.44269504f;

    /// <summary>Rows of floats.</summary>
    /// <typeparam name="TEnd">The function, which says whether −z is meant.</typeparam>
    /// <param name="z">Input <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Output <c>[rows, units]</c>; z itself where it may be overwritten.</param>
    public static void Map<TEnd>(ReadOnlySpan<float> z, int units, Span<float> y)
        where TEnd : struct, IRowEnd
    {
        int step = FloatRows.Step(units);
        for (int at = 0; at < z.Length; at += step)
        {
            ReadOnlySpan<float> x = z[at..Math.Min(at + step, z.Length)];
            Span<float> to = y.Slice(at, x.Length);
            if (Vector512.IsHardwareAccelerated)
            {
                Several<TEnd, Single16>(x, units, to);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Several<TEnd, Single8>(x, units, to);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Several<TEnd, Single4>(x, units, to);
            }
            else
            {
                Several<TEnd, Single1>(x, units, to);
            }
        }
    }

    [SkipLocalsInit]
    private static void Several<TEnd, TLane>(ReadOnlySpan<float> x, int units, Span<float> y)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        FloatRows rows = new(x, units, stackalloc float[FloatRows.Memory]);
        rows.FindMaxima<TEnd, TLane>();
        for (int row = 0; row < rows.Count; row++)
        {
            float maximum = rows.Maxima[row];
            float shift = MathF.Abs(maximum) < 1024 ? 0 : -maximum;
            float top = maximum + shift;
            var scale = (shift, top - FloatTerms.Deep, MathF.Round(top * InverseLn2) - FloatTerms.Raised);
            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                ref float terms = ref y[(row * units) + lane];
                if (FloatSums<TLane>.InOneLoop)
                {
                    Terms<TEnd, TLane>(ref rows.Start(row, lane), ref terms, rows.Columns, ref rows.Last(row, lane), rows.Left > 0, scale, ref rows.Sums(row, lane), ref rows.Lost(row, lane));
                }
                else
                {
                    TermsThenSums<TEnd, TLane>(ref rows.Start(row, lane), ref terms, rows.Columns, ref rows.Last(row, lane), rows.Left > 0, scale, ref rows.Sums(row, lane), ref rows.Lost(row, lane));
                }
            }
        }

        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> shares = y.Slice(row * units, units);
            if (!float.IsFinite(rows.Maxima[row]))
            {
                shares.Fill(float.NaN);
                continue;
            }

            double inverse = 1 / rows.Total(row);
            float high = (float)inverse;
            float rest = (float)(inverse - high);
            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                Shares<TLane>(ref shares[lane], rows.Columns, ref rows.Last(row, lane), rows.Left > 0, high, rest);
            }

            if (rows.Left > 0)
            {
                Partial.Store(ref rows.Last(row, 0), shares[(units - rows.Left)..]);
            }
        }
    }

    /// <summary>The terms of all columns, and their sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Terms<TEnd, TLane>(
        ref float columns, ref float terms, int count, ref float last, bool hasLast, (float Shift, float Least, float Exponent) scale, ref float sums, ref float lost)
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

        if (hasLast)
        {
            second.Add(Kept<TEnd, TLane>(ref last, ref last, shift, least, exponent));
        }

        first.Join(second);
        third.Join(fourth);
        first.Join(third);
        first.Total.Store(ref sums);
        first.Lost.Store(ref lost);
    }

    /// <summary>The same in two loops.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TermsThenSums<TEnd, TLane>(
        ref float columns, ref float terms, int count, ref float last, bool hasLast, (float Shift, float Least, float Exponent) scale, ref float sums, ref float lost)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane shift = TLane.Of(scale.Shift), least = TLane.Of(scale.Least), exponent = TLane.Of(scale.Exponent);
        for (int j = 0; j < count; j++)
        {
            Kept<TEnd, TLane>(ref Unsafe.Add(ref columns, j * Lanes), ref Unsafe.Add(ref terms, j * Lanes), shift, least, exponent);
        }

        FloatSums<TLane> four = default;
        four.Add(ref terms, Lanes, count);
        if (hasLast)
        {
            four.Second.Add(Kept<TEnd, TLane>(ref last, ref last, shift, least, exponent));
        }

        FloatSum<TLane> all = four.Joined();
        all.Total.Store(ref sums);
        all.Lost.Store(ref lost);
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

    /// <summary>Divides terms by the sum, whose inverse comes in two parts.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Shares<TLane>(ref float terms, int count, ref float last, bool hasLast, float inverse, float rest)
        where TLane : struct, ILane<TLane>
    {
        TLane high = TLane.Of(inverse), low = TLane.Of(rest);
        for (int j = 0; j < count; j++)
        {
            TLane term = TLane.Load(in terms);
            TLane.FusedMultiplyAdd(term, high, term * low).Store(ref terms);
            terms = ref Unsafe.Add(ref terms, Lanes);
        }

        if (hasLast)
        {
            TLane end = TLane.Load(in last);
            TLane.FusedMultiplyAdd(end, high, end * low).Store(ref last);
        }
    }
}
