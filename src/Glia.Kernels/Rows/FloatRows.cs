using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>
/// A few rows that are done together in float lanes along the row, step by step: what a row waits for, its maximum and its sum across sixteen places, is
/// found while others compute, and for all of them at once (<see cref="Folds"/>).
/// </summary>
/// <remarks>
/// Each row's numbers are its own, so bits do not depend on which rows are done together. Elements are copied to columns of sixteen at the start of lines, the last
/// filled up with what takes no part, so that no step has to know where a row ends.
/// </remarks>
internal readonly ref struct FloatRows
{
    /// <summary>Rows at most.</summary>
    public const int Most = 16;

    /// <summary>Elements of a row at least: what is done once a row takes as long as some tens of elements, and of shorter ones sixteen across lanes are faster.</summary>
    public const int Shortest = 48;

    private const int Lanes = Transposition.Lanes;

    /// <summary>So many floats, 8 KiB, stay with their results in the nearest cache.</summary>
    private const int Near = 2048;

    /// <summary>From here on, and at their negatives, floats lie so wide apart that the largest is taken from all elements (<see cref="RowState{TLane}.Begin{TEnd}"/>).</summary>
    private const float Large = 1024;

    private const double Ln2 = 0.6931471805599453;

    /// <summary>Floats before the elements: places, places in double, and numbers of which there is one a row.</summary>
    private const int Numbers = Most * ((3 * Lanes) + 10);

    private readonly ReadOnlySpan<float> _x;
    private readonly ref float _memory;

    /// <param name="x">The rows <c>[rows, units]</c>, at most <see cref="Most"/>, of what may be more.</param>
    /// <param name="units">Length of a row, at least sixteen.</param>
    /// <param name="memory"><see cref="Memory"/> floats.</param>
    /// <param name="ahead">What will be wanted.</param>
    public FloatRows(ReadOnlySpan<float> x, int units, Span<float> memory, RowsAhead ahead)
    {
        Ahead = ahead;
        _x = x;
        _memory = ref MemoryMarshal.GetReference(memory);
        Units = units;
        Count = x.Length / units;
        Columns = Width(units) / Lanes;
    }

    public RowsAhead Ahead { get; }

    public int Units { get; }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>Columns of sixteen elements.</summary>
    public int Columns { get; }

    /// <summary>Sixteen floats a row: what was found of its places.</summary>
    public ref float Places => ref _memory;

    /// <summary>Sixteen doubles a row: the sums of its places.</summary>
    public ref double Sums => ref Unsafe.As<float, double>(ref Unsafe.Add(ref _memory, Most * Lanes));

    /// <summary>The sum of each row.</summary>
    public ref double Totals => ref Unsafe.As<float, double>(ref Number(0));

    /// <summary>The largest element of each row, the shift added; if it has NaN, that or not.</summary>
    public ref float Tops => ref Number(2);

    /// <summary>What smaller elements are raised to.</summary>
    public ref float Least => ref Number(3);

    /// <summary>What rounds the exponents of each row's terms (<see cref="Exp.Rounder{TLane}"/>).</summary>
    public ref float Rounders => ref Number(4);

    /// <summary>One result of each row, and three more.</summary>
    public ref float Results => ref Number(5);

    /// <summary>How many floats are done together.</summary>
    public static int Step(int units) => Math.Clamp(Near / units, 1, Most) * units;

    /// <summary>Floats of the memory that rows need.</summary>
    public static int Memory(int units) => Numbers + (2 * Step(units) / units * Width(units));

    /// <summary>An element of a row, the shift added (as in <see cref="RowState{TLane}"/>).</summary>
    public ref float Element(int row, int at) => ref Unsafe.Add(ref _memory, Numbers + (row * Columns * Lanes) + at);

    /// <summary>A term of a row.</summary>
    public ref float Term(int row, int at) => ref Element(Math.Max(1, Count) + row, at);

    /// <summary>ln of the largest term of each of as many rows as the lane is wide.</summary>
    /// <typeparam name="TLane">A double lane.</typeparam>
    /// <param name="row">The first of them.</param>
    /// <returns>The logarithms.</returns>
    public TLane Exponents<TLane>(int row)
        where TLane : struct, IDoubleLane<TLane>
    {
        TLane power = TLane.Of(Lane.SingleExponentMagic) - TLane.Load(in Unsafe.Add(ref Rounders, row));
        return TLane.Load(in Unsafe.Add(ref Tops, row)) - (power * Ln2);
    }

    /// <summary>Copies the elements, and finds the maxima and what follows from them.</summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <typeparam name="TLane">A float lane.</typeparam>
    public void Enter<TFunction, TLane>()
        where TFunction : struct, IFloatFunction
        where TLane : struct, ILane<TLane>
    {
        Copy<TFunction, TLane>();
        ref float shifts = ref Number(0);
        Folds.Largest(ref Places, Count, ref shifts);
        for (int row = 0; row < Most; row += TLane.Width)
        {
            // −m is added only where it is large: RowState says why.
            ref float number = ref Unsafe.Add(ref shifts, row);
            var maximum = TLane.Load(in number);
            TLane zero = TLane.Of(0.0);
            TLane shift = TLane.Select(TLane.LessThan(TLane.Abs(maximum), TLane.Of(Large)), zero, zero - maximum);
            TLane top = maximum + shift;
            shift.Store(ref number);
            top.Store(ref Unsafe.Add(ref Tops, row));
            (top - FloatTerms.Deep).Store(ref Unsafe.Add(ref Least, row));
            Exp.Rounder(Exp.WholePower(top) - FloatTerms.Raised).Store(ref Unsafe.Add(ref Rounders, row));
        }

        for (int row = 0; row < Count; row++)
        {
            float shift = Unsafe.Add(ref shifts, row);
            if (shift != 0)
            {
                Shift<TLane>(row, shift);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Copy<TFunction, TLane>()
        where TFunction : struct, IFloatFunction
        where TLane : struct, ILane<TLane>
    {
        int whole = Units / Lanes, left = Units % Lanes;
        ref float x = ref MemoryMarshal.GetReference(_x);
        for (int row = 0; row < Count; row++)
        {
            ref float last = ref Element(row, whole * Lanes);
            if (left > 0)
            {
                Partial.Load(_x.Slice((row * Units) + (whole * Lanes), left), ref last, TFunction.Negates ? float.PositiveInfinity : float.NegativeInfinity);
            }

            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                TLane largest = Copied<TFunction, TLane>(ref Unsafe.Add(ref x, lane), ref Element(row, lane), whole);
                if (left > 0)
                {
                    ref float end = ref Unsafe.Add(ref last, lane);
                    largest = TLane.AtLeast(Copied<TFunction, TLane>(ref end, ref end), largest);
                }

                largest.Store(ref Unsafe.Add(ref Places, (row * Lanes) + lane));
            }

            x = ref Unsafe.Add(ref x, Units);
        }
    }

    /// <summary>Copies columns; gives the largest. Two take turns, for each waits for the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Copied<TFunction, TLane>(ref float x, ref float element, int count)
        where TFunction : struct, IFloatFunction
        where TLane : struct, ILane<TLane>
    {
        TLane first = Copied<TFunction, TLane>(ref x, ref element), second = first;
        int j = 1;
        for (; j + 2 <= count; j += 2)
        {
            second = TLane.AtLeast(Copied<TFunction, TLane>(ref Unsafe.Add(ref x, j * Lanes), ref Unsafe.Add(ref element, j * Lanes)), second);
            first = TLane.AtLeast(Copied<TFunction, TLane>(ref Unsafe.Add(ref x, (j + 1) * Lanes), ref Unsafe.Add(ref element, (j + 1) * Lanes)), first);
        }

        if (j < count)
        {
            second = TLane.AtLeast(Copied<TFunction, TLane>(ref Unsafe.Add(ref x, j * Lanes), ref Unsafe.Add(ref element, j * Lanes)), second);
        }

        return TLane.AtLeast(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Copied<TFunction, TLane>(ref float x, ref float element)
        where TFunction : struct, IFloatFunction
        where TLane : struct, ILane<TLane>
    {
        TLane copied = TFunction.Negates ? -TLane.Load(in x) : TLane.Load(in x);
        copied.Store(ref element);
        return copied;
    }

    private void Shift<TLane>(int row, float shift)
        where TLane : struct, ILane<TLane>
    {
        for (int j = 0; j < Columns * Lanes; j += TLane.Width)
        {
            ref float element = ref Element(row, j);
            (TLane.Load(in element) + TLane.Of(shift)).Store(ref element);
        }
    }

    /// <summary>A row's length in whole columns.</summary>
    private static int Width(int units) => (units + Lanes - 1) / Lanes * Lanes;

    private ref float Number(int which) => ref Unsafe.Add(ref _memory, Most * ((3 * Lanes) + which));
}
