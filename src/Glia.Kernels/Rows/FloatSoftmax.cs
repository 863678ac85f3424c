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
    /// <summary>Rows of so many elements at least; below, lanes across rows take as long.</summary>
    public const int LongEnough = 129;

    private const int Lanes = Transposition.Lanes;

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
        rows.Begin<TEnd, TLane>();
        FloatTerms.OfRows<TEnd, TLane>(rows, ref MemoryMarshal.GetReference(y));
        FloatSums.OfRows<TLane>(rows, ref MemoryMarshal.GetReference(y), units, ref rows.Last(0, 0), Lanes);
        Shares<TLane>(rows, y);
    }

    /// <summary>Divides terms by the sum, whose inverse comes in two parts.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Shares<TLane>(FloatRows rows, Span<float> y)
        where TLane : struct, ILane<TLane>
    {
        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> shares = y.Slice(row * rows.Units, rows.Units);
            if (!float.IsFinite(rows.Maxima[row]))
            {
                shares.Fill(float.NaN);
                continue;
            }

            double inverse = 1 / rows.Total(row);
            float high = (float)inverse;
            float rest = (float)(inverse - high);
            TLane head = TLane.Of(high), tail = TLane.Of(rest);
            int whole = rows.Columns * Lanes;
            for (int j = 0; j < whole; j += TLane.Width)
            {
                Share(ref shares[j], head, tail);
            }

            if (rows.Left > 0)
            {
                for (int lane = 0; lane < Lanes; lane += TLane.Width)
                {
                    Share(ref rows.Last(row, lane), head, tail);
                }

                Partial.Store(ref rows.Last(row, 0), shares[whole..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Share<TLane>(ref float term, TLane inverse, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        var value = TLane.Load(in term);
        TLane.FusedMultiplyAdd(value, inverse, value * rest).Store(ref term);
    }
}
