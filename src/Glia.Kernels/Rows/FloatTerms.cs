using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The terms e^(x − m) of rows in float.</summary>
internal static class FloatTerms
{
    /// <summary>Terms are so many powers of 2 larger than beside a largest of 1: those that matter are normal numbers, and billions of them are still numbers together.</summary>
    public const int Raised = 60;

    /// <summary>e^−128 is 2^−185: beside a largest term of 2⁶⁰ hardly a normal number, and nothing.</summary>
    public const float Deep = 128;

    private const int Lanes = Transposition.Lanes;

    /// <summary>The terms of several rows.</summary>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="rows">The rows; get, where the largest are left out, how many those are (<see cref="FloatRows.Results"/>).</param>
    /// <param name="terms">Gets the terms; may be the elements.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void OfRows<TFunction, TLane>(in FloatRows rows, ref float terms)
        where TFunction : struct, IFloatFunction
        where TLane : struct, ILane<TLane>
    {
        RowsAhead ahead = rows.Ahead;
        for (int row = 0; row < rows.Count; row++)
        {
            TLane top = TLane.Of(Unsafe.Add(ref rows.Tops, row)), least = TLane.Of(Unsafe.Add(ref rows.Least, row)), rounder = TLane.Of(Unsafe.Add(ref rows.Rounders, row));
            int equals = 0;
            for (int lane = 0; lane < Lanes; lane += TLane.Width)
            {
                ref float x = ref rows.Element(row, lane);
                ref float term = ref Unsafe.Add(ref terms, (row * rows.Columns * Lanes) + lane);
                nint at = (row * rows.Units) + lane;
                int count = rows.Columns;
                do
                {
                    ahead.Fetch(at);
                    var element = TLane.Load(in x);
                    TLane value = Term(element, least, rounder);
                    (TFunction.LeavesLargestOut ? TLane.Unless(element, top, value, ref equals) : value).Store(ref term);
                    at += Lanes;
                    x = ref Unsafe.Add(ref x, Lanes);
                    term = ref Unsafe.Add(ref term, Lanes);
                }
                while (--count > 0);
            }

            Unsafe.Add(ref rows.Results, row) = equals;
        }
    }

    /// <summary>The largest terms of as many rows as the lane is wide.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The first of them.</param>
    /// <returns>Their terms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane OfTops<TLane>(in FloatRows rows, int row)
        where TLane : struct, ILane<TLane> =>
        Term(TLane.Load(in Unsafe.Add(ref rows.Tops, row)), TLane.Load(in Unsafe.Add(ref rows.Least, row)), TLane.Load(in Unsafe.Add(ref rows.Rounders, row)));

    /// <summary>e^x/2ᵏ, or nearly 0 where x is nothing beside the largest, a masked −∞ above all.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">Exponents.</param>
    /// <param name="least">What smaller ones are raised to, <see cref="Deep"/> below the largest.</param>
    /// <param name="rounder">Of k, <see cref="Raised"/> below the largest exponent (<see cref="Exp.Rounder{TLane}"/>).</param>
    /// <returns>The terms.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Term<TLane>(TLane x, TLane least, TLane rounder)
        where TLane : struct, ILane<TLane> => Exp.Divided(TLane.AtLeast(x, least), rounder);
}
