using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>Sums over a row that lies along lanes, in the order of its elements.</summary>
internal static class RowSums
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>The sums of one row over ascending elements, as rows that go across lanes have them: of the terms, of those that are not the largest and of those that are, and of gradients.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (double Total, double Others, double Tops, double Gradients) Ascending<TEnd, TLane>(
        int units, TLane shift, ref float columns, int count, ref float last, int lastCount, ref float gradients, nint gradientStep, ref float lastGradients, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        (double total, double others, double tops, double weighted) = (0, 0, 0, 0);
        TLane zero = TLane.Of(0.0);
        for (int j = 0; j < count + lastCount; j++)
        {
            ref float x = ref j < count ? ref Unsafe.Add(ref columns, j * Lanes) : ref last;
            ref float gradient = ref j < count ? ref Unsafe.Add(ref gradients, j * gradientStep) : ref lastGradients;
            int present = Math.Min(Lanes, units - (j * Lanes));
            for (int lane = 0; lane < present; lane += TLane.Width)
            {
                TLane term = Unsafe.Add(ref terms, (lane / TLane.Width * (count + lastCount)) + j);
                int here = Math.Min(TLane.Width, present - lane);
                if (TEnd.LeavesOneOut)
                {
                    TLane largest = TLane.Equal(RowLoops.Entered<TEnd, TLane>(in Unsafe.Add(ref x, lane)) + shift, zero);
                    others = AddUp(others, TLane.Select(largest, zero, term), here);
                    tops = AddUp(tops, TLane.Select(largest, term, zero), here);
                }
                else
                {
                    total = AddUp(total, term, here);
                }

                if (TEnd.TakesGradient)
                {
                    weighted = AddUp(weighted, TEnd.Summand(term, TLane.Load(in Unsafe.Add(ref gradient, lane))), here);
                }
            }
        }

        return (total, others, tops, weighted);
    }

    /// <summary>Adds the first elements of a lane of doubles in ascending order.</summary>
    public static double AddUp<TLane>(double sum, TLane lane, int count)
        where TLane : struct, ILane<TLane>
    {
        foreach (double value in MemoryMarshal.Cast<TLane, double>(new Span<TLane>(ref lane))[..count])
        {
            sum += value;
        }

        return sum;
    }
}
