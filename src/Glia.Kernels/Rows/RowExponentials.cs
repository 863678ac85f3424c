using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Activations;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The loops of all functions made of e^(xᵢ − m) and their sum: softmax and its kin.</summary>
/// <remarks>
/// Rows up to <see cref="LongestAcross"/> are transposed sixteen at a time, and lanes run across rows; sums run over ascending elements. Longer
/// rows are swept one by one in sixteen interleaved sums, which are then added in ascending order. Which of the two depends on
/// the length of a row alone, so neither the width of vectors nor the number of rows can change a bit. NaN anywhere makes the whole row NaN.
/// </remarks>
internal static class RowExponentials
{
    /// <summary>Longer rows are swept along: columns of one would no longer stay in the nearest cache.</summary>
    private const int LongestAcross = 128;

    /// <summary>So many columns go through one method instead of three.</summary>
    private const int Few = 16;

    private const int Lanes = Transposition.Lanes;

    /// <summary>Rows of floats.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <param name="single">Whether to compute in float; otherwise in double, rounded once.</param>
    /// <param name="z">Input <c>[rows, units]</c>.</param>
    /// <param name="gradients">Gradients <c>[rows, units]</c>, or <c>[rows]</c>; empty where the function takes none.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Output <c>[rows, units]</c>, or <c>[rows]</c>.</param>
    public static void Map<TEnd>(bool single, ReadOnlySpan<float> z, ReadOnlySpan<float> gradients, int units, Span<float> y)
        where TEnd : struct, IRowEnd
    {
        if (Vector512.IsHardwareAccelerated)
        {
            if (single)
            {
                Rows<TEnd, Single16>(z, gradients, units, y);
            }
            else
            {
                Rows<TEnd, Double8>(z, gradients, units, y);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            if (single)
            {
                Rows<TEnd, Single8>(z, gradients, units, y);
            }
            else
            {
                Rows<TEnd, Double4>(z, gradients, units, y);
            }
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            if (single)
            {
                Rows<TEnd, Single4>(z, gradients, units, y);
            }
            else
            {
                Rows<TEnd, Double2>(z, gradients, units, y);
            }
        }
        else if (single)
        {
            Rows<TEnd, Single1>(z, gradients, units, y);
        }
        else
        {
            Rows<TEnd, Double1>(z, gradients, units, y);
        }
    }

    /// <summary>Rows of doubles, through pairs of doubles.</summary>
    /// <typeparam name="TEnd">The function, without gradients.</typeparam>
    /// <param name="z">Input <c>[rows, units]</c>.</param>
    /// <param name="units">Length of a row.</param>
    /// <param name="y">Output <c>[rows, units]</c>, or <c>[rows]</c>.</param>
    public static void Map<TEnd>(ReadOnlySpan<double> z, int units, Span<double> y)
        where TEnd : struct, IRowEnd
    {
        int results = TEnd.Reduces ? 1 : units;
        for (int row = 0; row * units < z.Length; row++)
        {
            ReadOnlySpan<double> x = z.Slice(row * units, units);
            var state = new RowState<Wide<Double1>> { Maximum = Entered<TEnd>(x[0]) };
            foreach (double element in x)
            {
                state.Maximum = Wide<Double1>.AtLeast(Entered<TEnd>(element), state.Maximum);
            }

            state.Begin<TEnd>();
            foreach (double element in x)
            {
                state.Add<TEnd>(Entered<TEnd>(element), default);
            }

            state.Finish<TEnd>();
            for (int j = 0; j < results; j++)
            {
                // The same term once more: slower than keeping it, but nothing waits for this path.
                RowState<Wide<Double1>> again = state;
                Wide<Double1> element = Entered<TEnd>(x[j]);
                Wide<Double1> term = again.Add<TEnd>(element, default);
                TEnd.Value(element + state.Shift, term, default, in state).High.Store(ref y[(row * results) + j]);
            }
        }
    }

    /// <summary>What <see cref="Map{TEnd}(bool, ReadOnlySpan{float}, ReadOnlySpan{float}, int, Span{float})"/> computes in double.</summary>
    /// <typeparam name="TEnd">The function, without gradients.</typeparam>
    /// <returns>Its formulas.</returns>
    public static TracedExponentials Trace<TEnd>()
        where TEnd : struct, IRowEnd
    {
        var state = new RowState<Traced<InDouble>> { Maximum = Traced<InDouble>.Input(TracedExponentials.Maximum) };
        state.Begin<TEnd>();
        Term shift = state.Shift.Term;
        var difference = Traced<InDouble>.Input(TracedExponentials.Difference);
        state.Sum = Traced<InDouble>.Input(TracedExponentials.Sum);
        state.Others = Traced<InDouble>.Input(TracedExponentials.Others);
        state.Tops = Traced<InDouble>.Input(TracedExponentials.Tops);
        state.Finish<TEnd>();
        var value = TEnd.Value(difference, Traced<InDouble>.Input(TracedExponentials.Exponent), default, in state);
        return new TracedExponentials(TEnd.Negates, TEnd.Reduces, TEnd.LeavesOneOut, LongestAcross, shift, Exp.OfNegative(difference).Term, value.Term);
    }

    private static void Rows<TEnd, TLane>(ReadOnlySpan<float> z, ReadOnlySpan<float> gradients, int units, Span<float> y)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        if (z.IsEmpty)
        {
            return;
        }

        bool across = units <= LongestAcross;
        int columns = across ? units : (units + Lanes - 1) / Lanes;

        // Room for a square of eight, whose last columns mean nothing where a row is shorter.
        int floats = Math.Max(columns, Square8.Side) * Lanes;
        Span<byte> memory = Scratch.Take((2 * floats * sizeof(float)) + (floats / TLane.Width * Unsafe.SizeOf<TLane>()));
        Span<float> block = MemoryMarshal.Cast<byte, float>(memory[..(2 * floats * sizeof(float))]);
        ref TLane terms = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, TLane>(memory[(2 * floats * sizeof(float))..]));
        if (across)
        {
            ShortRows<TEnd, TLane>(z, gradients, units, y, block[..floats], block[floats..], ref terms);
        }
        else
        {
            LongRows<TEnd, TLane>(z, gradients, units, y, block[..floats], block[floats..], ref terms);
        }
    }

    private static void ShortRows<TEnd, TLane>(
        ReadOnlySpan<float> z, ReadOnlySpan<float> gradients, int units, Span<float> y, Span<float> block, Span<float> second, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        int rows = z.Length / units;
        int results = TEnd.Reduces ? 1 : units;
        int gradientUnits = gradients.Length / rows;
        for (int row = 0; row < rows; row += Lanes)
        {
            int count = Math.Min(Lanes, rows - row);
            Transposition.In(z.Slice(row * units, count * units), count, units, block);
            Transposition.In(gradients.Slice(row * gradientUnits, count * gradientUnits), count, gradientUnits, second);
            for (int lane = 0; lane < count; lane += TLane.Width)
            {
                if (units <= Few)
                {
                    FewAcross<TEnd, TLane>(ref block[lane], ref second[lane], gradientUnits == 1 ? 0 : Lanes, units, ref terms);
                }
                else
                {
                    Across<TEnd, TLane>(ref block[lane], ref second[lane], gradientUnits == 1 ? 0 : Lanes, units, ref terms);
                }
            }

            Transposition.Out(block, count, results, y.Slice(row * results, count * results));
        }
    }

    private static void LongRows<TEnd, TLane>(
        ReadOnlySpan<float> z, ReadOnlySpan<float> gradients, int units, Span<float> y, Span<float> block, Span<float> second, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        int rows = z.Length / units;
        int results = TEnd.Reduces ? 1 : units;
        int gradientUnits = gradients.Length / rows;
        second[gradientUnits..].Clear();

        // What fills the last column up takes no part.
        int whole = units - (units % Lanes);
        block.Fill(TEnd.Negates ? float.PositiveInfinity : float.NegativeInfinity);
        for (int row = 0; row < rows; row++)
        {
            if (gradientUnits == 1)
            {
                second.Fill(gradients[row]);
            }
            else
            {
                gradients.Slice(row * gradientUnits, gradientUnits).CopyTo(second);
            }

            ReadOnlySpan<float> x = z.Slice(row * units, units);
            x[whole..].CopyTo(block);
            Span<float> to = TEnd.Reduces ? block[Lanes..] : y.Slice(row * units, units);
            Along<TEnd, TLane>(
                ref MemoryMarshal.GetReference(x),
                ref MemoryMarshal.GetReference(to),
                whole / Lanes,
                ref MemoryMarshal.GetReference(block),
                ref Unsafe.Add(ref MemoryMarshal.GetReference(block), 2 * Lanes),
                whole < units ? 1 : 0,
                ref MemoryMarshal.GetReference(second),
                ref terms);
            if (TEnd.Reduces)
            {
                y[row] = to[0];
            }
            else
            {
                block.Slice(2 * Lanes, units - whole).CopyTo(to[whole..]);
            }
        }
    }

    /// <summary>As many rows as the lane is wide, one to an element.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Across<TEnd, TLane>(ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        var state = new RowState<TLane> { Maximum = Largest<TEnd, TLane>(ref columns, count) };
        state.Begin<TEnd>();
        Exponentials<TEnd, TLane>(ref state, ref columns, ref gradients, gradientStep, count, ref terms);
        state.Finish<TEnd>();
        Results<TEnd, TLane>(in state, ref columns, ref columns, ref gradients, gradientStep, count, ref terms);
    }

    /// <summary><see cref="Across{TEnd, TLane}"/> for few columns, where calls would cost more than what they do.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FewAcross<TEnd, TLane>(ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
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

    /// <summary>One row, sixteen elements to a column; a last column that is not filled is apart.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Along<TEnd, TLane>(
        ref float columns, ref float results, int count, ref float last, ref float lastResults, int lastCount, ref float gradients, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        Span<float> sixteen = stackalloc float[Lanes];
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            TLane largest = Largest<TEnd, TLane>(ref Unsafe.Add(ref columns, lane), count);
            (lastCount == 0 ? largest : TLane.AtLeast(Entered<TEnd, TLane>(in Unsafe.Add(ref last, lane)), largest)).Store(ref sixteen[lane]);
        }

        var state = new RowState<TLane> { Maximum = TLane.Of(Largest(sixteen)) };
        state.Begin<TEnd>();
        double total = 0;
        double others = 0;
        double tops = 0;
        double sum = 0;
        ref float lastGradients = ref Unsafe.Add(ref gradients, count * Lanes);
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            RowState<TLane> part = state;
            ref TLane own = ref Unsafe.Add(ref terms, lane / TLane.Width * (count + lastCount));
            Exponentials<TEnd, TLane>(ref part, ref Unsafe.Add(ref columns, lane), ref Unsafe.Add(ref gradients, lane), Lanes, count, ref own);
            if (lastCount > 0)
            {
                Exponentials<TEnd, TLane>(ref part, ref Unsafe.Add(ref last, lane), ref Unsafe.Add(ref lastGradients, lane), Lanes, 1, ref Unsafe.Add(ref own, count));
            }

            if (TEnd.LeavesOneOut)
            {
                others = AddUp(others, part.Others);
                tops = AddUp(tops, part.Tops);
            }
            else
            {
                total = AddUp(total, part.Sum);
            }

            if (TLane.Precision == LanePrecision.Single)
            {
                total = AddUp(total, part.Lost);
            }

            if (TEnd.TakesGradient)
            {
                sum = AddUp(sum, part.Gradients);
            }
        }

        state.Sum = TLane.Of(total);
        state.Lost = TLane.Of(total - (float)total);
        state.Others = TLane.Of(others);
        state.Tops = TLane.Of(tops);
        state.Gradients = TLane.Of(sum);
        state.Finish<TEnd>();
        for (int lane = 0; lane < Lanes; lane += TLane.Width)
        {
            ref TLane own = ref Unsafe.Add(ref terms, lane / TLane.Width * (count + lastCount));
            Results<TEnd, TLane>(
                in state, ref Unsafe.Add(ref columns, lane), ref Unsafe.Add(ref results, lane), ref Unsafe.Add(ref gradients, lane), Lanes, count, ref own);
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
    internal static TLane Largest<TEnd, TLane>(ref float columns, int count)
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

    /// <summary>The largest of some numbers.</summary>
    /// <param name="values">The numbers.</param>
    /// <returns>The largest.</returns>
    internal static float Largest(ReadOnlySpan<float> values)
    {
        float largest = values[0];
        foreach (float value in values)
        {
            largest = value < largest ? largest : value;
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Exponentials<TEnd, TLane>(
        ref RowState<TLane> state, ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Single)
        {
            FloatTerms.Sum<TEnd, TLane>(ref state, ref columns, count, ref terms);
        }
        else if (!TEnd.TakesGradient)
        {
            PlainTerms<TEnd, TLane>(ref state, ref columns, count, ref terms);
        }
        else
        {
            AllTerms<TEnd, TLane>(ref state, ref columns, ref gradients, gradientStep, count, ref terms);
        }
    }

    /// <summary>Terms and their sums without gradients, in variables: without tiers the compiler leaves a large struct in memory, at twice the time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PlainTerms<TEnd, TLane>(ref RowState<TLane> state, ref float columns, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane shift = state.Shift;
        TLane sum = state.Sum;
        TLane others = state.Others;
        TLane tops = state.Tops;
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

            terms = term;
            columns = ref Unsafe.Add(ref columns, Lanes);
            terms = ref Unsafe.Add(ref terms, 1);
        }

        (state.Sum, state.Others, state.Tops) = (sum, others, tops);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AllTerms<TEnd, TLane>(
        ref RowState<TLane> state, ref float columns, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane> =>
        state = EachTerm<TEnd, TLane>(state, ref columns, ref gradients, gradientStep, count, ref terms);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Results<TEnd, TLane>(
        in RowState<TLane> state, ref float columns, ref float results, ref float gradients, nint gradientStep, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane> =>
        EachResult<TEnd, TLane>(in state, ref columns, ref results, ref gradients, gradientStep, count, ref terms);

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

    /// <summary>Adds the elements of a lane in ascending order.</summary>
    private static double AddUp<TLane>(double sum, TLane lane)
        where TLane : struct, ILane<TLane>
    {
        Span<TLane> one = new(ref lane);
        if (TLane.Precision == LanePrecision.Single)
        {
            foreach (float value in MemoryMarshal.Cast<TLane, float>(one))
            {
                sum += value;
            }
        }
        else
        {
            foreach (double value in MemoryMarshal.Cast<TLane, double>(one))
            {
                sum += value;
            }
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Entered<TEnd, TLane>(ref readonly float x)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane> => TEnd.Negates ? -TLane.Load(in x) : TLane.Load(in x);

    private static Wide<Double1> Entered<TEnd>(double x)
        where TEnd : struct, IRowEnd => Wide<Double1>.Of(Double1.Of(TEnd.Negates ? -x : x));
}
