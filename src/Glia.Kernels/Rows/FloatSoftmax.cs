using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The fast variant of softmax, and of softmin, for rows that are not short: terms in float lanes along the row, and their sums in double.</summary>
/// <remarks>
/// Terms are e^(x + shift)/2ᵏ as in <see cref="RowState{TLane}"/>. Sixteen places of the row are added up in an order that the length alone decides: bits do not
/// depend on the width of the lanes.
/// </remarks>
/// <typeparam name="TEnd">The function, which says whether −z is meant.</typeparam>
internal readonly struct FloatSoftmax<TEnd> : IFloatFunction
    where TEnd : struct, IRowEnd
{
    private const int Lanes = Transposition.Lanes;

    public static bool Negates => TEnd.Negates;

    public static void Apply<TLane, TDouble>(in FloatRows rows, Span<float> y)
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>
    {
        ref float terms = ref rows.Element(0, 0);
        FloatTerms.OfRows<FloatSoftmax<TEnd>, TLane>(in rows, ref terms);
        FloatSums.OfRows<TDouble>(in rows, ref terms);
        for (int row = 0; row < rows.Count; row += TLane.Width)
        {
            FloatTerms.OfTops<TLane>(in rows, row).Store(ref Unsafe.Add(ref rows.Results, row));
        }

        ref float heads = ref rows.Results;
        ref float tails = ref Unsafe.Add(ref heads, FloatRows.Most);
        for (int row = 0; row < rows.Count; row += TDouble.Width)
        {
            // The largest term in double: where it is most of the sum, its error would be all others' error. And the inverse in two parts.
            TDouble top = Exp.Of(rows.Exponents<TDouble>(row)) - TDouble.Load(in Unsafe.Add(ref heads, row));
            TDouble inverse = TDouble.Of(1.0) / (TDouble.Load(in Unsafe.Add(ref rows.Totals, row)) + top);
            ref float head = ref Unsafe.Add(ref heads, row);
            inverse.Store(ref head);
            (inverse - TDouble.Load(in head)).Store(ref Unsafe.Add(ref tails, row));
        }

        Shares<TLane>(in rows, ref heads, ref tails, y);
    }

    /// <summary>Terms times the inverse of their sum.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Shares<TLane>(in FloatRows rows, ref float heads, ref float tails, Span<float> y)
        where TLane : struct, ILane<TLane>
    {
        int whole = rows.Units / Lanes * Lanes;
        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> shares = y.Slice(row * rows.Units, rows.Units);
            float head = Unsafe.Add(ref heads, row);
            if (float.IsNaN(head))
            {
                shares.Fill(float.NaN);
                continue;
            }

            TLane inverse = TLane.Of(head), rest = TLane.Of(Unsafe.Add(ref tails, row));
            ref float term = ref rows.Element(row, 0);
            for (int j = 0; j < whole; j += TLane.Width)
            {
                Share(ref Unsafe.Add(ref term, j), inverse, rest).Store(ref shares[j]);
            }

            if (whole < rows.Units)
            {
                for (int j = whole; j < whole + Lanes; j += TLane.Width)
                {
                    Share(ref Unsafe.Add(ref term, j), inverse, rest).Store(ref Unsafe.Add(ref term, j));
                }

                Partial.Store(ref Unsafe.Add(ref term, whole), shares[whole..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Share<TLane>(ref float term, TLane inverse, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        var value = TLane.Load(in term);
        return TLane.FusedMultiplyAdd(value, inverse, value * rest);
    }
}
