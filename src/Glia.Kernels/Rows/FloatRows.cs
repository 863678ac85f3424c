using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>
/// A few rows that are done together in float lanes along the row, step by step: what a row waits for, its maximum and its sum across sixteen places, is
/// found while others compute.
/// </summary>
/// <remarks>Each row's numbers are its own, so bits do not depend on which rows are done together. Where a row's length is no multiple of sixteen, its last column is a copy, filled up with what takes no part.</remarks>
internal readonly ref struct FloatRows
{
    /// <summary>Rows at most.</summary>
    public const int Most = 16;

    /// <summary>Floats of the memory that rows need.</summary>
    public const int Memory = Most * ((3 * Lanes) + 4);

    private const int Lanes = Transposition.Lanes;
    private const float InverseLn2 = 1.44269504f;

    /// <summary>So many floats, 16 KiB, stay with their results in the nearest cache.</summary>
    private const int Near = 4096;

    private readonly ReadOnlySpan<float> _x;
    private readonly Span<float> _memory;

    /// <param name="x">The rows <c>[rows, units]</c>, at most <see cref="Most"/>.</param>
    /// <param name="units">Length of a row, at least sixteen.</param>
    /// <param name="memory"><see cref="Memory"/> floats.</param>
    public FloatRows(ReadOnlySpan<float> x, int units, Span<float> memory)
    {
        _x = x;
        _memory = memory;
        Units = units;
        Count = x.Length / units;
        Columns = units / Lanes;
        Left = units % Lanes;
    }

    public int Units { get; }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>Whole columns of sixteen elements.</summary>
    public int Columns { get; }

    /// <summary>Elements of the last column, where it is not whole; else 0.</summary>
    public int Left { get; }

    /// <summary>The largest element of each row; if it has NaN, that or not.</summary>
    public Span<float> Maxima => Numbers(0);

    /// <summary>What is added to the elements of each row (as in <see cref="RowState{TLane}"/>).</summary>
    public Span<float> Shifts => Numbers(1);

    /// <summary>What smaller elements are raised to, the shift added.</summary>
    public Span<float> Least => Numbers(2);

    /// <summary>The power of 2 that the terms of each row are divided by.</summary>
    public Span<float> Exponents => Numbers(3);

    /// <summary>How many floats are done together.</summary>
    public static int Step(int units) => Math.Clamp(Near / units, 1, Most) * units;

    /// <summary>An element of a row.</summary>
    public ref float Start(int row, int at) => ref Unsafe.AsRef(in _x[(row * Units) + at]);

    /// <summary>A place of the row's last column.</summary>
    public ref float Last(int row, int place) => ref _memory[(row * Lanes) + place];

    /// <summary>A place of the row's sums.</summary>
    public ref float Sums(int row, int place) => ref _memory[((Most + row) * Lanes) + place];

    /// <summary>A place of what the sums lost.</summary>
    public ref float Lost(int row, int place) => ref _memory[(((2 * Most) + row) * Lanes) + place];

    /// <summary>Copies last columns, and finds <see cref="Maxima"/> and what follows from them.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <typeparam name="TLane">A float lane.</typeparam>
    public void Begin<TEnd, TLane>()
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        for (int row = 0; row < Count; row++)
        {
            if (Left > 0)
            {
                Partial.Load(_x.Slice((row * Units) + (Columns * Lanes), Left), ref Last(row, 0), TEnd.Negates ? float.PositiveInfinity : float.NegativeInfinity);
            }

            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                TLane largest = RowLoops.Largest<TEnd, TLane>(ref Start(row, lane), Columns);
                (Left == 0 ? largest : TLane.AtLeast(RowLoops.Largest<TEnd, TLane>(ref Last(row, lane), 1), largest)).Store(ref Sums(row, lane));
            }
        }

        for (int row = 0; row < Count; row++)
        {
            float maximum = RowLoops.Largest(ref Sums(row, 0)), shift = MathF.Abs(maximum) < 1024 ? 0 : -maximum, top = maximum + shift;
            (Maxima[row], Shifts[row], Least[row], Exponents[row]) = (maximum, shift, top - FloatTerms.Deep, MathF.Round(top * InverseLn2) - FloatTerms.Raised);
        }
    }

    /// <summary>The sum of a row.</summary>
    public double Total(int row) => Add(ref Sums(row, 0)) + Add(ref Lost(row, 0));

    /// <summary>The sum of sixteen places, halves upon halves: four additions wait for each other instead of sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Add(ref float places)
    {
        Vector256<double> first = Four(ref places, 0) + Four(ref places, 8);
        Vector256<double> second = Four(ref places, 4) + Four(ref places, 12);
        Vector256<double> four = first + second;
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    private Span<float> Numbers(int which) => _memory.Slice((3 * Most * Lanes) + (which * Most), Most);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Four(ref float places, nuint first)
    {
        Vector128<float> four = Vector128.LoadUnsafe(ref places, first);
        return Avx.IsSupported ? Avx.ConvertToVector256Double(four) : Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four));
    }
}
