using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Glia.Kernels.Activations;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>Rows of all functions made of e^(xᵢ − m) and their sum: softmax and its kin. What is done to the elements stands in <see cref="RowLoops"/>.</summary>
/// <remarks>
/// Sums of rows up to <see cref="LongestAcross"/> run over ascending elements: such rows are transposed sixteen at a time, and lanes run across rows, unless there are hardly any. Longer
/// rows are swept one by one in sixteen interleaved sums, which are then added in ascending order. The order of a sum depends on
/// the length of a row alone, so neither the width of vectors nor the number of rows can change a bit. NaN anywhere makes the whole row NaN.
/// </remarks>
internal static class RowExponentials
{
    /// <summary>Longer rows are swept along: columns of one would no longer stay in the nearest cache.</summary>
    private const int LongestAcross = 128;

    /// <summary>So many columns go through one method instead of three; at least those of a block.</summary>
    private const int Few = 16;

    /// <summary>So many rows that are short, but not that short, are swept one by one, too: transposed, they would take as long as sixteen.</summary>
    private const int FewRows = 2;

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
            else if (z.Length <= Double8.Width * units && units <= LongestAcross)
            {
                Rows<TEnd, Double8>(z, gradients, units, y);
            }
            else
            {
                Rows<TEnd, Double16>(z, gradients, units, y);
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

        bool ascends = units <= LongestAcross;
        bool across = ascends && (TLane.Precision == LanePrecision.Single || units <= Few || z.Length > FewRows * units);
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
            OneByOne<TEnd, TLane>(z, gradients, units, y, ascends, block[..floats], block[floats..], ref terms);
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
            Ahead.Fetch(z, y, (row + Lanes) * units, Lanes * units);
            Transposition.In(z.Slice(row * units, count * units), count, units, block);
            Transposition.In(gradients.Slice(row * gradientUnits, count * gradientUnits), count, gradientUnits, second);
            for (int lane = 0; lane < count; lane += TLane.Width)
            {
                if (units <= Few)
                {
                    RowLoops.FewAcross<TEnd, TLane>(ref block[lane], ref second[lane], gradientUnits == 1 ? 0 : Lanes, units, ref terms);
                }
                else
                {
                    RowLoops.Across<TEnd, TLane>(ref block[lane], ref second[lane], gradientUnits == 1 ? 0 : Lanes, units, ref terms);
                }
            }

            Transposition.Out(block, count, results, y.Slice(row * results, count * results));
        }
    }

    private static void OneByOne<TEnd, TLane>(
        ReadOnlySpan<float> z, ReadOnlySpan<float> gradients, int units, Span<float> y, bool ascends, Span<float> block, Span<float> second, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        int rows = z.Length / units;
        int results = TEnd.Reduces ? 1 : units;
        int gradientUnits = gradients.Length / rows;

        // What fills the last column up takes no part.
        int whole = units - (units % Lanes);
        Span<float> last = block[..Lanes];
        last.Fill(TEnd.Negates ? float.PositiveInfinity : float.NegativeInfinity);
        Span<float> lastResults = block.Slice(2 * Lanes, Lanes);
        Span<float> lastGradients = second[..Lanes];
        if (TEnd.TakesGradient)
        {
            lastGradients.Clear();
        }

        for (int row = 0; row < rows; row++)
        {
            // One gradient for the whole row stands still; others lie as the row does.
            ReadOnlySpan<float> beside = gradients.Slice(row * gradientUnits, gradientUnits);
            if (gradientUnits == 1)
            {
                lastGradients.Fill(beside[0]);
                beside = lastGradients;
            }
            else if (TEnd.TakesGradient)
            {
                beside[whole..].CopyTo(lastGradients);
            }

            ReadOnlySpan<float> x = z.Slice(row * units, units);
            x[whole..].CopyTo(last);
            Span<float> to = TEnd.Reduces ? block[Lanes..] : y.Slice(row * units, units);
            RowLoops.Along<TEnd, TLane>(
                ascends ? units : 0,
                ref MemoryMarshal.GetReference(x),
                ref MemoryMarshal.GetReference(to),
                whole / Lanes,
                ref MemoryMarshal.GetReference(last),
                ref MemoryMarshal.GetReference(lastResults),
                whole < units ? 1 : 0,
                ref MemoryMarshal.GetReference(beside),
                gradientUnits == 1 ? 0 : Lanes,
                ref MemoryMarshal.GetReference(lastGradients),
                ref terms);
            if (TEnd.Reduces)
            {
                y[row] = to[0];
            }
            else
            {
                lastResults[..(units - whole)].CopyTo(to[whole..]);
            }
        }
    }

    private static Wide<Double1> Entered<TEnd>(double x)
        where TEnd : struct, IRowEnd => Wide<Double1>.Of(Double1.Of(TEnd.Negates ? -x : x));
}
