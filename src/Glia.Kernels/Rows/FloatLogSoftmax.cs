using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    private const double Ln2 = 0.6931471805599453;

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
        Span<float> logarithms = stackalloc float[FloatRows.Most], places = stackalloc float[FloatRows.Most * Lanes];
        numbers.Clear();
        rows.Begin<TEnd, TLane>();

        // A row's terms, and that of its last column.
        int stride = (rows.Columns + 1) * Lanes;
        ref float terms = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, float>(Scratch.Take(rows.Count * stride * sizeof(float))));
        Others<TLane>(rows, ref terms, stride, ref places[0]);
        FloatSums.OfRows<TLane>(rows, ref terms, stride, ref Unsafe.Add(ref terms, rows.Columns * Lanes), stride);
        for (int row = 0; row < rows.Count; row++)
        {
            tops[row] = rows.Maxima[row] + rows.Shifts[row] - (rows.Exponents[row] * Ln2);
            equals[row] = FloatRows.Add(ref places[row * Lanes]) - 1;
            others[row] = rows.Total(row);
        }

        for (int row = 0; row < rows.Count; row += TDouble.Width)
        {
            Logarithms<TDouble>(ref tops[row], ref others[row], ref equals[row], ref logarithms[row]);
        }

        Results<TLane>(rows, logarithms, y);
    }

    /// <summary>ln(1 + equals + others/e^top).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Logarithms<TLane>(ref double top, ref double others, ref double equals, ref float logarithms)
        where TLane : struct, IDoubleLane<TLane> =>
        Log1p.OfSum((TLane.Load(in others) / Exp.Of(TLane.Load(in top))) + TLane.Load(in equals)).Store(ref logarithms);

    /// <summary>The terms of all but the largest elements, for which there is 0, and how many are the largest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Others<TLane>(FloatRows rows, ref float terms, nint stride, ref float places)
        where TLane : struct, ILane<TLane>
    {
        for (int row = 0; row < rows.Count; row++)
        {
            TLane maximum = TLane.Of(rows.Maxima[row]), shift = TLane.Of(rows.Shifts[row]), least = TLane.Of(rows.Least[row]), exponent = TLane.Of(rows.Exponents[row]);
            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                ref float x = ref rows.Start(row, lane);
                ref float term = ref Unsafe.Add(ref terms, (row * stride) + lane);
                TLane largest = TLane.Of(0.0);
                int count = rows.Columns;
                do
                {
                    Other(ref x, maximum, shift, least, exponent, ref largest).Store(ref term);
                    x = ref Unsafe.Add(ref x, Lanes);
                    term = ref Unsafe.Add(ref term, Lanes);
                }
                while (--count > 0);
                if (rows.Left > 0)
                {
                    Other(ref rows.Last(row, lane), maximum, shift, least, exponent, ref largest).Store(ref term);
                }

                largest.Store(ref Unsafe.Add(ref places, (row * Lanes) + lane));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Other<TLane>(ref float x, TLane maximum, TLane shift, TLane least, TLane exponent, ref TLane largest)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane isLargest = TLane.Equal(TLane.Load(in x), maximum);
        largest += TLane.Select(isLargest, TLane.Of(1.0), zero);
        return TLane.Select(isLargest, zero, FloatTerms.Term(TLane.Load(in x) + shift, least, exponent));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Results<TLane>(FloatRows rows, ReadOnlySpan<float> logarithms, Span<float> y)
        where TLane : struct, ILane<TLane>
    {
        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> results = y.Slice(row * rows.Units, rows.Units);
            if (!float.IsFinite(rows.Maxima[row]))
            {
                results.Fill(float.NaN);
                continue;
            }

            // This way round the largest element gets −0 where the logarithm is too small for a float, as rounding gives.
            TLane maximum = TLane.Of(rows.Maxima[row]), logarithm = TLane.Of(logarithms[row]);
            int whole = rows.Columns * Lanes;
            for (int j = 0; j < whole; j += TLane.Width)
            {
                (-((maximum - TLane.Load(in rows.Start(row, j))) + logarithm)).Store(ref results[j]);
            }

            if (rows.Left > 0)
            {
                for (int lane = 0; lane < Lanes; lane += TLane.Width)
                {
                    (-((maximum - TLane.Load(in rows.Last(row, lane))) + logarithm)).Store(ref rows.Last(row, lane));
                }

                Partial.Store(ref rows.Last(row, 0), results[whole..]);
            }
        }
    }
}
