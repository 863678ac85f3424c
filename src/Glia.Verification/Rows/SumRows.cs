using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Rows;

/// <summary>Functions of xᵢ and of sums over xⱼ, like softmax: the sums are taken once for each precision.</summary>
internal sealed class SumRows(string formula, IReadOnlyDictionary<string, float> parameters, float[] row) : RowOracle
{
    private readonly Expression _formula = FormulaParser.Parse(formula, parameters);
    private readonly Dictionary<(RowSum, int), Ball> _totals = [];

    /// <inheritdoc/>
    public override Truth Value(int o) => Refine(bits => At(o, 0, bits));

    /// <inheritdoc/>
    public override Truth Slope(int i) => Refine(bits => At(i, 1, bits));

    private Ball At(int i, int order, int bits)
    {
        var taylor = new Taylor(order, bits);
        Ball[] own = taylor.Linear(Ball.Of(row[i]), Ball.One);
        var evaluation = new Evaluation(taylor, new(StringComparer.Ordinal) { [RowSum.Own] = own }, sums: sum =>
        {
            // Of the sum, only the row's own term moves with xᵢ.
            Ball[] term = Term(sum, taylor, own);
            term[0] = Total(sum, bits);
            return term;
        });
        return evaluation.Of(_formula)[order];
    }

    private Ball Total(RowSum sum, int bits)
    {
        if (!_totals.TryGetValue((sum, bits), out Ball total))
        {
            var taylor = new Taylor(0, bits);
            total = Ball.Zero;
            foreach (float x in row)
            {
                total = Ball.Add(total, Term(sum, taylor, taylor.Constant(Ball.Of(x)))[0], bits);
            }

            _totals[(sum, bits)] = total;
        }

        return total;
    }

    private static Ball[] Term(RowSum sum, Taylor taylor, Ball[] x) =>
        [.. new Evaluation(taylor, new(StringComparer.Ordinal) { [RowSum.Other] = x }).Of(sum.Term)];
}
