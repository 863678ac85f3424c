using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The fast variant of log_softmax for rows that are not short: terms in float lanes along the row, and their logarithm once a row, in double.</summary>
/// <remarks>
/// What the largest element gets, −ln(1 + others), may be tiny, so that the others are summed without it. Terms are e^(x + shift)/2ᵏ as in
/// <see cref="RowState{TLane}"/>: others far below the largest keep their digits.
/// </remarks>
internal static class FloatLogSoftmax
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>Columns whose terms wait for their sum together, a multiple of the four sums.</summary>
    private const int Piece = 64;

    private const double Ln2 = 0.6931471805599453;
    private const float InverseLn2 = 1.44269504f;

    /// <summary>Rows of floats.</summary>
    /// <typeparam name="TEnd">The function, which says that inputs are taken as they are.</typeparam>
    /// <param name="z">Input <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Output <c>[rows, units]</c>.</param>
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
                Several<TEnd, Single16, Double8>(x, units, to);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Several<TEnd, Single8, Double4>(x, units, to);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Several<TEnd, Single4, Double2>(x, units, to);
            }
            else
            {
                Several<TEnd, Single1, Double1>(x, units, to);
            }
        }
    }

    [SkipLocalsInit]
    private static void Several<TEnd, TLane, TDouble>(ReadOnlySpan<float> x, int units, Span<float> y)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>
    {
        FloatRows rows = new(x, units, stackalloc float[FloatRows.Memory]);
        Span<double> numbers = stackalloc double[3 * FloatRows.Most];
        Span<double> tops = numbers[..FloatRows.Most], others = numbers.Slice(FloatRows.Most, FloatRows.Most), equals = numbers[(2 * FloatRows.Most)..];
        Span<float> places = stackalloc float[Lanes], logarithms = stackalloc float[FloatRows.Most];
        numbers.Clear();
        rows.FindMaxima<TEnd, TLane>();
        for (int row = 0; row < rows.Count; row++)
        {
            // As in RowState.
            float maximum = rows.Maxima[row];
            float shift = MathF.Abs(maximum) < 1024 ? 0 : -maximum;
            float exponent = MathF.Round((maximum + shift) * InverseLn2) - FloatTerms.Raised;
            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                FloatScale<TLane> scale = new(maximum, shift, exponent, (maximum + shift) - FloatTerms.Deep);
                if (FloatSums<TLane>.InOneLoop)
                {
                    Others(
                        scale, ref rows.Start(row, lane), rows.Columns, ref rows.Last(row, lane), rows.Left > 0, ref rows.Sums(row, lane), ref rows.Lost(row, lane), ref places[lane]);
                }
                else
                {
                    OthersThenSums(
                        scale, ref rows.Start(row, lane), rows.Columns, ref rows.Last(row, lane), rows.Left > 0, ref rows.Sums(row, lane), ref rows.Lost(row, lane), ref places[lane]);
                }
            }

            tops[row] = (maximum + shift) - ((double)exponent * Ln2);
            equals[row] = FloatRows.Add(ref places[0]) - 1;
        }

        for (int row = 0; row < rows.Count; row++)
        {
            others[row] = rows.Total(row);
        }

        for (int row = 0; row < rows.Count; row += TDouble.Width)
        {
            Logarithms<TDouble>(ref tops[row], ref others[row], ref equals[row], ref logarithms[row]);
        }

        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> results = y.Slice(row * units, units);
            float maximum = rows.Maxima[row];
            if (!float.IsFinite(maximum))
            {
                results.Fill(float.NaN);
                continue;
            }

            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                Results<TLane>(ref rows.Start(row, lane), ref results[lane], rows.Columns, ref rows.Last(row, lane), rows.Left > 0, maximum, logarithms[row]);
            }

            if (rows.Left > 0)
            {
                Partial.Store(ref rows.Last(row, 0), results[(units - rows.Left)..]);
            }
        }
    }

    /// <summary>ln(1 + equals + others/e^top).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Logarithms<TLane>(ref double top, ref double others, ref double equals, ref float logarithms)
        where TLane : struct, IDoubleLane<TLane> =>
        Log1p.OfSum((TLane.Load(in others) / Exp.Of(TLane.Load(in top))) + TLane.Load(in equals)).Store(ref logarithms);

    /// <summary>Sums the terms of all but the largest elements, in four sums that take turns (<see cref="FloatTerms"/>), and counts the largest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Others<TLane>(
        FloatScale<TLane> scale, ref float columns, int count, ref float last, bool hasLast, ref float sums, ref float lost, ref float tops)
        where TLane : struct, ILane<TLane>
    {
        FloatSum<TLane> first = default, second = default, third = default, fourth = default;
        TLane largest = TLane.Of(0.0);
        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            first.Add(scale.Other(TLane.Load(in columns), ref largest));
            second.Add(scale.Other(TLane.Load(in Unsafe.Add(ref columns, Lanes)), ref largest));
            third.Add(scale.Other(TLane.Load(in Unsafe.Add(ref columns, 2 * Lanes)), ref largest));
            fourth.Add(scale.Other(TLane.Load(in Unsafe.Add(ref columns, 3 * Lanes)), ref largest));
            columns = ref Unsafe.Add(ref columns, 4 * Lanes);
        }

        for (; j < count; j++)
        {
            first.Add(scale.Other(TLane.Load(in columns), ref largest));
            columns = ref Unsafe.Add(ref columns, Lanes);
        }

        if (hasLast)
        {
            first.Add(scale.Other(TLane.Load(in last), ref largest));
        }

        first.Join(second);
        third.Join(fourth);
        first.Join(third);
        first.Total.Store(ref sums);
        first.Lost.Store(ref lost);
        largest.Store(ref tops);
    }

    /// <summary>The same in two loops, a piece of the row after another.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OthersThenSums<TLane>(
        FloatScale<TLane> scale, ref float columns, int count, ref float last, bool hasLast, ref float sums, ref float lost, ref float tops)
        where TLane : struct, ILane<TLane>
    {
        Span<float> terms = stackalloc float[Piece * TLane.Width];
        FloatSums<TLane> four = default;
        TLane largest = TLane.Of(0.0);
        for (int from = 0; from < count; from += Piece)
        {
            int some = Math.Min(Piece, count - from);
            for (int j = 0; j < some; j++)
            {
                scale.Other(TLane.Load(in Unsafe.Add(ref columns, (from + j) * Lanes)), ref largest).Store(ref Unsafe.Add(ref terms[0], j * TLane.Width));
            }

            four.Add(ref terms[0], TLane.Width, some);
        }

        if (hasLast)
        {
            four.First.Add(scale.Other(TLane.Load(in last), ref largest));
        }

        FloatSum<TLane> all = four.Joined();
        all.Total.Store(ref sums);
        all.Lost.Store(ref lost);
        largest.Store(ref tops);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Results<TLane>(ref float columns, ref float results, int count, ref float last, bool hasLast, float maximum, float logarithm)
        where TLane : struct, ILane<TLane>
    {
        // This way round the largest element gets −0 where the logarithm is too small for a float, as rounding gives.
        TLane m = TLane.Of(maximum);
        TLane l = TLane.Of(logarithm);
        for (int j = 0; j < count; j++)
        {
            (-((m - TLane.Load(in columns)) + l)).Store(ref results);
            columns = ref Unsafe.Add(ref columns, Lanes);
            results = ref Unsafe.Add(ref results, Lanes);
        }

        if (hasLast)
        {
            (-((m - TLane.Load(in last)) + l)).Store(ref last);
        }
    }
}
