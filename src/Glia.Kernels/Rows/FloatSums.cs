using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>Sums of terms that stand in memory already, in double.</summary>
/// <remarks>
/// A loop of its own: while terms are computed all that computes is busy. Four sums take turns, because each addition waits for the one before; which term goes to which
/// depends on its place in the row alone.
/// </remarks>
internal static class FloatSums
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>The sum of each row's terms.</summary>
    /// <typeparam name="TLane">A double lane.</typeparam>
    /// <param name="rows">The rows; get their <see cref="FloatRows.Totals"/>.</param>
    /// <param name="terms">The first term.</param>
    public static void OfRows<TLane>(in FloatRows rows, ref float terms)
        where TLane : struct, IDoubleLane<TLane>
    {
        OfPlaces<TLane>(in rows, ref terms);
        Folds.Sum(ref rows.Sums, rows.Count, ref rows.Totals);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OfPlaces<TLane>(in FloatRows rows, ref float terms)
        where TLane : struct, IDoubleLane<TLane>
    {
        int columns = rows.Columns;
        ref double sums = ref rows.Sums;
        for (int row = rows.Count; row > 0; row--)
        {
            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                OfPlace<TLane>(ref Unsafe.Add(ref terms, lane), columns).Store(ref Unsafe.Add(ref sums, lane));
            }

            terms = ref Unsafe.Add(ref terms, columns * Lanes);
            sums = ref Unsafe.Add(ref sums, Lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane OfPlace<TLane>(ref float term, int count)
        where TLane : struct, IDoubleLane<TLane>
    {
        var first = TLane.Load(in term);
        int j = 1;
        if (count >= 4)
        {
            TLane second = TLane.Load(in Unsafe.Add(ref term, Lanes)), third = TLane.Load(in Unsafe.Add(ref term, 2 * Lanes)), fourth = TLane.Load(in Unsafe.Add(ref term, 3 * Lanes));
            for (j = 4; j + 4 <= count; j += 4)
            {
                term = ref Unsafe.Add(ref term, 4 * Lanes);
                first += TLane.Load(in term);
                second += TLane.Load(in Unsafe.Add(ref term, Lanes));
                third += TLane.Load(in Unsafe.Add(ref term, 2 * Lanes));
                fourth += TLane.Load(in Unsafe.Add(ref term, 3 * Lanes));
            }

            first = (first + second) + (third + fourth);
            term = ref Unsafe.Add(ref term, 3 * Lanes);
        }

        for (; j < count; j++)
        {
            term = ref Unsafe.Add(ref term, Lanes);
            first += TLane.Load(in term);
        }

        return first;
    }
}
