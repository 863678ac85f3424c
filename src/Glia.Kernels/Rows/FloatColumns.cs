using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The terms of as many short rows as a float lane is wide, and their sums (Kahan).</summary>
/// <remarks>Two loops: in one it would keep more numbers at hand than there are registers, and the compiler would no longer keep the terms' constants there.</remarks>
internal static class FloatColumns
{
    /// <summary>Computes all terms and adds them up.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="state">The rows, whose maxima are known.</param>
    /// <param name="columns">Elements, sixteen floats from one to the next.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="terms">Gets the terms.</param>
    public static void Sum<TEnd, TLane>(ref RowState<TLane> state, ref float columns, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        Compute<TEnd, TLane>(ref columns, ref terms, count, state.Shift, state.Least, state.Rounder);
        (state.Sum, state.Lost) = Add(ref terms, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compute<TEnd, TLane>(ref float columns, ref TLane terms, nint count, TLane shift, TLane least, TLane rounder)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        do
        {
            var x = TLane.Load(in columns);
            terms = FloatTerms.Term((TEnd.Negates ? -x : x) + shift, least, rounder);
            columns = ref Unsafe.Add(ref columns, Transposition.Lanes);
            terms = ref Unsafe.Add(ref terms, 1);
        }
        while (--count > 0);
    }

    /// <summary>Two sums take turns, because each addition waits for the one before; which term goes to which depends on its place in the row alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLane Total, TLane Lost) Add<TLane>(ref TLane terms, int count)
        where TLane : struct, ILane<TLane>
    {
        TLane total = TLane.Of(0.0), lost = total, other = total, otherLost = total;
        for (int j = 0; j < count - 1; j += 2)
        {
            Add(Unsafe.Add(ref terms, j), ref total, ref lost);
            Add(Unsafe.Add(ref terms, j + 1), ref other, ref otherLost);
        }

        if (count % 2 > 0)
        {
            Add(Unsafe.Add(ref terms, count - 1), ref total, ref lost);
        }

        // What this addition loses is found whichever is larger (Knuth).
        TLane sum = total + other;
        TLane part = sum - total;
        return (sum, (total - (sum - part)) + (other - part) + (lost + otherLost));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLane>(TLane term, ref TLane total, ref TLane lost)
        where TLane : struct, ILane<TLane>
    {
        TLane next = term + lost;
        TLane sum = total + next;
        lost = next - (sum - total);
        total = sum;
    }
}
