using Glia.Kernels.Activations;
using Glia.Verification.Formulas;
using Glia.Verification.Numbers;

namespace Glia.Verification.Series;

/// <summary>Values and slopes of a function of whole rows, for one row: its sums are taken once for each precision.</summary>
internal sealed class RowOracle
{
    private const int FirstBits = 128;
    private const int LastBits = 2048;

    private readonly Expression _formula;
    private readonly float[] _row;
    private readonly Dictionary<(RowSum, int), Ball> _totals = [];

    public RowOracle(Activation activation, float[] row)
    {
        _formula = FormulaParser.Parse(activation.Info.Formula, activation.Parameters);
        _row = row;
    }

    /// <summary>yᵢ.</summary>
    public Truth Value(int i) => At(i, 0);

    /// <summary>∂yᵢ/∂xᵢ.</summary>
    public Truth Slope(int i) => At(i, 1);

    private Truth At(int i, int order)
    {
        for (int bits = FirstBits; ; bits *= 2)
        {
            var taylor = new Taylor(order, bits);
            Ball[] own = taylor.Linear(Ball.Of(_row[i]), Ball.One);
            var evaluation = new Evaluation(taylor, new(StringComparer.Ordinal) { [RowSum.Own] = own }, sums: sum =>
            {
                // Of the sum, only the row's own term moves with xᵢ.
                Ball[] term = Term(sum, taylor, own);
                term[0] = Total(sum, bits);
                return term;
            });
            Ball result = evaluation.Of(_formula)[order];
            if (result.ToSingle() is { } rounded)
            {
                return new(rounded, result.Mid, result.IsExactZero);
            }

            if (bits >= LastBits)
            {
                // 1 − 1 to all bits: what is left is smaller than any float.
                return result.Magnitude < Radius.PowerOfTwo(-LastBits / 2) ? new(0, BigFloat.Zero, IsExactZero: true) : Truth.Untold;
            }
        }
    }

    private Ball Total(RowSum sum, int bits)
    {
        if (!_totals.TryGetValue((sum, bits), out Ball total))
        {
            var taylor = new Taylor(0, bits);
            total = Ball.Zero;
            foreach (float x in _row)
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
