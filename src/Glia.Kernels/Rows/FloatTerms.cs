using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>
/// The terms e^(x − m) of a row in float, and their sum (<see cref="FloatSum{TLane}"/>). Four sums take turns, because each addition waits for the one
/// before; which term goes to which depends on its place in the row alone.
/// </summary>
internal static class FloatTerms
{
    /// <summary>Terms are so many powers of 2 larger than beside a largest of 1: those that matter are normal numbers, and billions of them are still numbers together.</summary>
    public const int Raised = 60;

    /// <summary>e^−133 is 2^−192: beside a largest term of 2⁶⁰ far below the normal numbers, and so 0.</summary>
    public const float Deep = 133;

    /// <summary>Computes all terms of the row, or of as many rows as the lane is wide.</summary>
    /// <typeparam name="TEnd">The function.</typeparam>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="state">The row, whose maximum is known; its sum goes on.</param>
    /// <param name="columns">Elements, sixteen floats from one to the next.</param>
    /// <param name="count">How many.</param>
    /// <param name="terms">Gets the terms.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sum<TEnd, TLane>(ref RowState<TLane> state, ref float columns, int count, ref TLane terms)
        where TEnd : struct, IRowEnd
        where TLane : struct, ILane<TLane>
    {
        TLane shift = state.Shift;
        TLane least = state.Least;
        TLane exponent = state.Exponent;
        TLane zero = TLane.Of(0.0);
        if (!FloatSums<TLane>.InOneLoop)
        {
            for (int i = 0; i < count; i++)
            {
                Unsafe.Add(ref terms, i) = Term<TEnd, TLane>(ref Unsafe.Add(ref columns, i * Transposition.Lanes), shift, least, exponent);
            }

            FloatSums<TLane> four = new() { First = new() { Total = state.Sum, Lost = state.Lost } };
            four.Add(ref Unsafe.As<TLane, float>(ref terms), TLane.Width, count);
            FloatSum<TLane> all = four.Joined();
            (state.Sum, state.Lost) = (all.Total, all.Lost);
            return;
        }

        FloatSum<TLane> first = new() { Total = state.Sum, Lost = state.Lost };
        FloatSum<TLane> second = default, third = default, fourth = default;
        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            first.Add(terms = Term<TEnd, TLane>(ref columns, shift, least, exponent));
            second.Add(Unsafe.Add(ref terms, 1) = Term<TEnd, TLane>(ref Unsafe.Add(ref columns, Transposition.Lanes), shift, least, exponent));
            third.Add(Unsafe.Add(ref terms, 2) = Term<TEnd, TLane>(ref Unsafe.Add(ref columns, 2 * Transposition.Lanes), shift, least, exponent));
            fourth.Add(Unsafe.Add(ref terms, 3) = Term<TEnd, TLane>(ref Unsafe.Add(ref columns, 3 * Transposition.Lanes), shift, least, exponent));
            columns = ref Unsafe.Add(ref columns, 4 * Transposition.Lanes);
            terms = ref Unsafe.Add(ref terms, 4);
        }

        for (; j < count; j++)
        {
            first.Add(terms = Term<TEnd, TLane>(ref columns, shift, least, exponent));
            columns = ref Unsafe.Add(ref columns, Transposition.Lanes);
            terms = ref Unsafe.Add(ref terms, 1);
        }

        first.Join(second);
        third.Join(fourth);
        first.Join(third);
        (state.Sum, state.Lost) = (first.Total, first.Lost);
    }

    /// <summary>e^(x + shift)/2ᵏ, or 0.</summary>
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

    /// <summary>e^x/2ᵏ, or 0 where x is nothing beside the largest, a masked −∞ above all.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">Exponents.</param>
    /// <param name="least">What smaller ones are raised to, <see cref="Deep"/> below the largest: its term is 0.</param>
    /// <param name="exponent">k, <see cref="Raised"/> below the largest exponent's.</param>
    /// <returns>The terms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Term<TLane>(TLane x, TLane least, TLane exponent)
        where TLane : struct, ILane<TLane> => Exp.Divided(TLane.AtLeast(x, least), exponent);
}
