using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The terms e^(x − m) of a row in float, and their sum (<see cref="FloatSums"/>).</summary>
internal static class FloatTerms
{
    /// <summary>Terms are so many powers of 2 larger than beside a largest of 1: those that matter are normal numbers, and billions of them are still numbers together.</summary>
    public const int Raised = 60;

    /// <summary>e^−128 is 2^−185: beside a largest term of 2⁶⁰ hardly a normal number, and nothing.</summary>
    public const float Deep = 128;

    /// <summary>Computes all terms of as many rows as the lane is wide, and adds them up.</summary>
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
        ref float first = ref Unsafe.As<TLane, float>(ref terms);
        Compute<TEnd, TLane>(ref columns, ref first, TLane.Width, count, state.Shift, state.Least, state.Exponent);
        (state.Sum, state.Lost) = Added<TLane>(ref first, count);
    }

    /// <summary>The terms of several rows.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="rows">The rows; their last columns, where they are not whole, become terms.</param>
    /// <param name="terms">Gets the terms of whole columns; may be the rows themselves.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OfRows<TEnd, TLane>(FloatRows rows, ref float terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        for (int row = 0; row < rows.Count; row++)
        {
            TLane shift = TLane.Of(rows.Shifts[row]), least = TLane.Of(rows.Least[row]), exponent = TLane.Of(rows.Exponents[row]);
            for (int lane = 0; lane < Transposition.Lanes; lane += TLane.Width)
            {
                ref float x = ref rows.Start(row, lane);
                ref float y = ref Unsafe.Add(ref terms, (row * rows.Units) + lane);
                int count = rows.Columns;
                do
                {
                    Term<TEnd, TLane>(ref x, shift, least, exponent).Store(ref y);
                    x = ref Unsafe.Add(ref x, Transposition.Lanes);
                    y = ref Unsafe.Add(ref y, Transposition.Lanes);
                }
                while (--count > 0);
                if (rows.Left > 0)
                {
                    Term<TEnd, TLane>(ref rows.Last(row, lane), shift, least, exponent).Store(ref rows.Last(row, lane));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compute<TEnd, TLane>(ref float columns, ref float terms, nint step, nint count, TLane shift, TLane least, TLane exponent)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        do
        {
            Term<TEnd, TLane>(ref columns, shift, least, exponent).Store(ref terms);
            columns = ref Unsafe.Add(ref columns, Transposition.Lanes);
            terms = ref Unsafe.Add(ref terms, step);
        }
        while (--count > 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (TLane Total, TLane Lost) Added<TLane>(ref float terms, int count)
        where TLane : struct, ILane<TLane>
    {
        FloatSum<TLane> sum = FloatSums.Of(ref terms, TLane.Width, count, TLane.Of(0.0));
        return (sum.Total, sum.Lost);
    }

    /// <summary>e^(x + shift)/2ᵏ, or nearly 0.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">Elements.</param>
    /// <param name="shift">What is added to them.</param>
    /// <param name="least">As <see cref="Term{TLane}"/>.</param>
    /// <param name="exponent">k.</param>
    /// <returns>The terms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Term<TEnd, TLane>(ref float x, TLane shift, TLane least, TLane exponent)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane entered = TEnd.Negates ? -TLane.Load(in x) : TLane.Load(in x);
        return Term(entered + shift, least, exponent);
    }

    /// <summary>e^x/2ᵏ, or nearly 0 where x is nothing beside the largest, a masked −∞ above all.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">Exponents.</param>
    /// <param name="least">What smaller ones are raised to, <see cref="Deep"/> below the largest.</param>
    /// <param name="exponent">k, <see cref="Raised"/> below the largest exponent's.</param>
    /// <returns>The terms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Term<TLane>(TLane x, TLane least, TLane exponent)
        where TLane : struct, ILane<TLane> => Exp.Divided(TLane.AtLeast(x, least), exponent);
}
