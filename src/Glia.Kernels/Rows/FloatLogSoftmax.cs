using System.Runtime.CompilerServices;
using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>The fast variant of log_softmax for rows that are not short: terms in float lanes along the row, and their logarithm once a row, in double.</summary>
/// <remarks>
/// What the largest element gets, −ln(1 + others), may be tiny, so that the others are summed without it. Terms are e^(x + shift)/2ᵏ as in
/// <see cref="RowState{TLane}"/>: others far below the largest keep their digits.
/// </remarks>
internal readonly struct FloatLogSoftmax : IFloatFunction
{
    private const int Lanes = Transposition.Lanes;

    public static bool Negates => false;

    public static bool LeavesLargestOut => true;

    public static void Apply<TLane, TDouble>(in FloatRows rows, Span<float> y)
        where TLane : struct, ILane<TLane>
        where TDouble : struct, IDoubleLane<TDouble>
    {
        ref float terms = ref rows.Term(0, 0);
        FloatTerms.OfRows<FloatLogSoftmax, TLane>(in rows, ref terms);
        FloatSums.OfRows<TDouble>(in rows, ref terms);
        for (int row = 0; row < rows.Count; row += TDouble.Width)
        {
            Logarithms<TDouble>(in rows, row);
        }

        Results<TLane>(in rows, y);
    }

    /// <summary>−ln(equals + others/e^top), equals being the number of largest elements.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Logarithms<TLane>(in FloatRows rows, int row)
        where TLane : struct, IDoubleLane<TLane>
    {
        ref float result = ref Unsafe.Add(ref rows.Results, row);
        TLane others = TLane.Load(in Unsafe.Add(ref rows.Totals, row)) / Exp.Of(rows.Exponents<TLane>(row));
        others += TLane.Load(in result) - 1.0;
        (-Log1p.OfSum(others)).Store(ref result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Results<TLane>(in FloatRows rows, Span<float> y)
        where TLane : struct, ILane<TLane>
    {
        int whole = rows.Units / Lanes * Lanes;
        for (int row = 0; row < rows.Count; row++)
        {
            Span<float> results = y.Slice(row * rows.Units, rows.Units);
            float logarithm = Unsafe.Add(ref rows.Results, row);
            if (float.IsNaN(logarithm))
            {
                results.Fill(float.NaN);
                continue;
            }

            // This way round the largest element gets −0 where the logarithm is too small for a float, as rounding gives.
            TLane top = TLane.Of(Unsafe.Add(ref rows.Tops, row)), constant = TLane.Of(logarithm);
            ref float element = ref rows.Element(row, 0);
            for (int j = 0; j < whole; j += TLane.Width)
            {
                (constant - (top - TLane.Load(in Unsafe.Add(ref element, j)))).Store(ref results[j]);
            }

            if (whole < rows.Units)
            {
                for (int j = whole; j < whole + Lanes; j += TLane.Width)
                {
                    ref float last = ref Unsafe.Add(ref element, j);
                    (constant - (top - TLane.Load(in last))).Store(ref last);
                }

                Partial.Store(ref Unsafe.Add(ref element, whole), results[whole..]);
            }
        }
    }
}
