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
    /// <summary>e^−104 is below 2⁻¹⁵⁰, and so 0 beside a largest term of 1.</summary>
    public const float Deep = 104;

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
        FloatSum<TLane> first = new() { Total = state.Sum, Lost = state.Lost };
        FloatSum<TLane> second = new() { Total = zero, Lost = zero }, third = second, fourth = second;
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
    /// <param name="least">The least x + shift whose term is not 0.</param>
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
    /// <param name="least">The least of them whose term is not 0, <see cref="Deep"/> below the largest.</param>
    /// <param name="exponent">k.</param>
    /// <returns>The terms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Term<TLane>(TLane x, TLane least, TLane exponent)
        where TLane : struct, ILane<TLane>
    {
        // What is cut off divides by 2^∞: for a result just below the normal numbers a processor may take 120 ns a vector instead of 7. (A comparison instead took twice the time of all terms.)
        TLane cut = TLane.AtLeast(x, least);
        return Exp.Divided(cut, TLane.FusedMultiplyAdd(x - cut, TLane.Of(-1.2676506002282294e30), exponent));
    }
}
