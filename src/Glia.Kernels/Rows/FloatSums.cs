using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>Sums of terms that stand in memory already: four that take turns, because each addition waits for the one before.</summary>
/// <remarks>
/// A loop of its own: together with the terms it would keep more numbers at hand than there are registers, and the compiler would no longer keep the terms' constants
/// there. Which term goes to which sum depends on its place in the row alone.
/// </remarks>
internal static class FloatSums
{
    /// <summary>The sum of terms, and of one that stands apart.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="terms">The first of them.</param>
    /// <param name="step">Floats from one to the next.</param>
    /// <param name="count">How many.</param>
    /// <param name="last">The one apart; 0 if there is none.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatSum<TLane> Of<TLane>(ref float terms, nint step, int count, TLane last)
        where TLane : struct, ILane<TLane>
    {
        FloatSum<TLane> first = default, second = default, third = default, fourth = default;
        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            first.Add(TLane.Load(in terms));
            second.Add(TLane.Load(in Unsafe.Add(ref terms, step)));
            third.Add(TLane.Load(in Unsafe.Add(ref terms, 2 * step)));
            fourth.Add(TLane.Load(in Unsafe.Add(ref terms, 3 * step)));
            terms = ref Unsafe.Add(ref terms, 4 * step);
        }

        for (; j < count; j++)
        {
            first.Add(TLane.Load(in terms));
            terms = ref Unsafe.Add(ref terms, step);
        }

        second.Add(last);
        first.Join(second);
        third.Join(fourth);
        first.Join(third);
        return first;
    }

    /// <summary>The sums of several rows.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="rows">The rows; get their sums.</param>
    /// <param name="terms">The terms of their whole columns.</param>
    /// <param name="stride">Floats from one row's terms to the next's.</param>
    /// <param name="apart">The terms of their last columns, where they are not whole.</param>
    /// <param name="apartStride">Floats from one to the next.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OfRows<TLane>(FloatRows rows, ref float terms, nint stride, ref float apart, nint apartStride)
        where TLane : struct, ILane<TLane>
    {
        for (int row = 0; row < rows.Count; row++)
        {
            for (int lane = 0; lane < Transposition.Lanes; lane += TLane.Width)
            {
                TLane last = rows.Left > 0 ? TLane.Load(in Unsafe.Add(ref apart, (row * apartStride) + lane)) : TLane.Of(0.0);
                FloatSum<TLane> sum = Of(ref Unsafe.Add(ref terms, (row * stride) + lane), Transposition.Lanes, rows.Columns, last);
                sum.Total.Store(ref rows.Sums(row, lane));
                sum.Lost.Store(ref rows.Lost(row, lane));
            }
        }
    }
}
