using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The loops of <see cref="RowExponentials"/> over the elements of a row, or of as many rows as a lane is wide.</summary>
/// <remarks>Each is a method of its own: one for all would exceed what the compiler inlines, and take ten times as long.</remarks>
internal static class RowLoops
{
    private const int Lanes = Transposition.Lanes;

    /// <summary>As many rows as the lane is wide, one to an element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Across<TEnd, TLane>(ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        Unsafe.SkipInit(out RowState<TLane> state);
        state.Maximum = Largest<TEnd, TLane>(ref columns, count);
        state.Begin<TEnd>();
        Exponentials<TEnd, TLane>(ref state, ref columns, ref gradients, gradientStep, count, ref terms);
        state.Finish<TEnd>();
        Results<TEnd, TLane>(in state, ref columns, ref columns, ref gradients, gradientStep, count, ref terms);
    }

    /// <summary><see cref="Across{TEnd, TLane}"/> for few columns, where calls would cost more than what they do.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void FewAcross<TEnd, TLane>(ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane maximum = Entered<TEnd, TLane>(in columns);
        for (int j = 1; j < count; j++)
        {
            maximum = TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref columns, j * Lanes)), maximum);
        }

        var state = new RowState<TLane> { Maximum = maximum };
        state.Begin<TEnd>();
        state = EachTerm<TEnd, TLane>(state, ref columns, ref gradients, gradientStep, count, ref terms);
        state.Finish<TEnd>();
        EachResult<TEnd, TLane>(in state, ref columns, ref columns, ref gradients, gradientStep, count, ref terms);
    }

    /// <summary>One row in double, sixteen elements to a column; a last column that is not filled is apart. (In float, <see cref="FloatBlocks"/>.) Sums ascend over so many elements, or are sixteen where that is 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Along<TEnd, TLane>(
        int ascending,
        ref float columns,
        ref float results,
        int count,
        ref float last,
        ref float lastResults,
        int lastCount,
        ref float gradients,
        nint gradientStep,
        ref float lastGradients,
        ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        Span<float> sixteen = stackalloc float[Lanes];
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            TLane largest = Largest<TEnd, TLane>(ref Unsafe.Add(ref columns, lane), count);
            (lastCount == 0 ? largest : TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref last, lane)), largest)).Store(ref sixteen[lane]);
        }

        Unsafe.SkipInit(out RowState<TLane> state);
        state.Maximum = TLane.Of(Folds.Largest(ref sixteen[0]));
        state.Begin<TEnd>();
        double total = 0;
        double others = 0;
        double tops = 0;
        double sum = 0;
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            state.Clear();
            ref TLane own = ref Unsafe.Add(ref terms, lane / TLane.Width * (count + lastCount));
            Exponentials<TEnd, TLane>(ref state, ref Unsafe.Add(ref columns, lane), ref Unsafe.Add(ref gradients, lane), gradientStep, count, ref own);
            if (lastCount > 0)
            {
                Exponentials<TEnd, TLane>(ref state, ref Unsafe.Add(ref last, lane), ref Unsafe.Add(ref lastGradients, lane), Lanes, 1, ref Unsafe.Add(ref own, count));
            }

            if (TEnd.LeavesOneOut)
            {
                others = RowSums.AddUp(others, state.Others, TLane.Width);
                tops = RowSums.AddUp(tops, state.Tops, TLane.Width);
            }
            else
            {
                total = RowSums.AddUp(total, state.Sum, TLane.Width);
            }

            if (TEnd.TakesGradient)
            {
                sum = RowSums.AddUp(sum, state.Gradients, TLane.Width);
            }
        }

        if (ascending > 0)
        {
            (total, others, tops, sum) = RowSums.Ascending<TEnd, TLane>(ascending, state.Shift, ref columns, count, ref last, lastCount, ref gradients, gradientStep, ref lastGradients, ref terms);
        }

        state.Sum = TLane.Of(total);
        state.Others = TLane.Of(others);
        state.Tops = TLane.Of(tops);
        state.Gradients = TLane.Of(sum);
        state.Finish<TEnd>();
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            ref TLane own = ref Unsafe.Add(ref terms, lane / TLane.Width * (count + lastCount));
            Results<TEnd, TLane>(
                in state, ref Unsafe.Add(ref columns, lane), ref Unsafe.Add(ref results, lane), ref Unsafe.Add(ref gradients, lane), gradientStep, count, ref own);
            if (lastCount > 0)
            {
                Results<TEnd, TLane>(
                    in state, ref Unsafe.Add(ref last, lane), ref Unsafe.Add(ref lastResults, lane), ref Unsafe.Add(ref lastGradients, lane), Lanes, 1, ref Unsafe.Add(ref own, count));
            }
        }
    }

    /// <summary>The largest elements of columns, for each place; NaN where there is one, or not.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="columns">Elements, sixteen floats from one to the next.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <returns>The maxima.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLane Largest<TEnd, TLane>(ref float columns, int count)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        // Four at a time, for each waits for the last; of a maximum the order is of no account.
        TLane first = Entered<TEnd, TLane>(in columns);
        TLane second = first;
        TLane third = first;
        TLane fourth = first;
        int j = 1;
        for (; j + 4 <= count; j += 4)
        {
            first = TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref columns, j * Lanes)), first);
            second = TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref columns, (j + 1) * Lanes)), second);
            third = TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref columns, (j + 2) * Lanes)), third);
            fourth = TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref columns, (j + 3) * Lanes)), fourth);
        }

        for (; j < count; j++)
        {
            first = TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref columns, j * Lanes)), first);
        }

        return TLane.AtLeast(TLane.AtLeast(first, second), TLane.AtLeast(third, fourth));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exponentials<TEnd, TLane>(
        ref RowState<TLane> state, ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Single)
        {
            FloatColumns.Sum<TEnd, TLane>(ref state, ref columns, count, ref terms);
        }
        else
        {
            Terms<TEnd, TLane>(ref state, ref columns, ref gradients, gradientStep, count, ref terms);
        }
    }

    /// <summary>Terms and their sums, in variables: without tiers the compiler leaves a large struct in memory, and copies it, at three times the time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Terms<TEnd, TLane>(
        ref RowState<TLane> state, ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane shift = state.Shift;
        TLane sum = state.Sum;
        TLane others = state.Others;
        TLane tops = state.Tops;
        TLane weighted = state.Gradients;
        TLane zero = TLane.Of(0.0);
        for (int j = 0; j < count; j++)
        {
            TLane difference = Entered<TEnd, TLane>(in columns) + shift;
            TLane term = Exp.OfNegative(difference);
            if (TEnd.LeavesOneOut)
            {
                // A term that is NaN goes to the others.
                TLane largest = TLane.Equal(difference, zero);
                others += TLane.Select(largest, zero, term);
                tops += TLane.Select(largest, term, zero);
            }
            else
            {
                sum += term;
            }

            if (TEnd.TakesGradient)
            {
                weighted += TEnd.Summand(term, TLane.Load(in gradients));
                gradients = ref Unsafe.Add(ref gradients, gradientStep);
            }

            terms = term;
            columns = ref Unsafe.Add(ref columns, Lanes);
            terms = ref Unsafe.Add(ref terms, 1);
        }

        (state.Sum, state.Others, state.Tops, state.Gradients) = (sum, others, tops, weighted);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Results<TEnd, TLane>(
        in RowState<TLane> state, ref float columns, ref float results, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        if (TEnd.Shares)
        {
            EachShare(state.Inverse, state.InverseRest, ref results, count, ref terms);
        }
        else
        {
            EachResult<TEnd, TLane>(in state, ref columns, ref results, ref gradients, gradientStep, count, ref terms);
        }
    }

    /// <summary>As <see cref="RowState{TLane}.Share(TLane)"/> for all terms, with the row's numbers in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EachShare<TLane>(TLane inverse, TLane rest, ref float results, int count, ref TLane terms)
        where TLane : struct, ILane<TLane>
    {
        do
        {
            RowState<TLane>.Share(terms, inverse, rest).Store(ref results);
            results = ref Unsafe.Add(ref results, Lanes);
            terms = ref Unsafe.Add(ref terms, 1);
        }
        while (--count > 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static RowState<TLane> EachTerm<TEnd, TLane>(
        RowState<TLane> state, ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        for (int j = 0; j < count; j++)
        {
            terms = state.Add<TEnd>(Entered<TEnd, TLane>(in columns), TEnd.TakesGradient ? TLane.Load(in gradients) : default);
            columns = ref Unsafe.Add(ref columns, Lanes);
            gradients = ref Unsafe.Add(ref gradients, gradientStep);
            terms = ref Unsafe.Add(ref terms, 1);
        }

        return state;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EachResult<TEnd, TLane>(
        in RowState<TLane> state, ref float columns, ref float results, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        int wanted = TEnd.Reduces ? 1 : count;
        for (int j = 0; j < wanted; j++)
        {
            TLane gradient = TEnd.TakesGradient ? TLane.Load(in gradients) : default;
            TLane difference = Entered<TEnd, TLane>(in columns) + state.Shift;
            TEnd.Value(difference, terms, gradient, in state).Store(ref results);
            columns = ref Unsafe.Add(ref columns, Lanes);
            results = ref Unsafe.Add(ref results, Lanes);
            gradients = ref Unsafe.Add(ref gradients, gradientStep);
            terms = ref Unsafe.Add(ref terms, 1);
        }
    }

    /// <summary>An element, or its negative where the function is one of −x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Entered<TEnd, TLane>(ref readonly float x)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane> => TEnd.Negates ? -TLane.Load(in x) : TLane.Load(in x);
}
