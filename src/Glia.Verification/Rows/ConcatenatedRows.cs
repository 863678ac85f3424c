using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Rows;

/// <summary>Several functions of single elements, one after the other: the outputs of the first for the whole row, then those of the next.</summary>
internal sealed class ConcatenatedRows(string[] formulas, IReadOnlyDictionary<string, float> parameters, float[] row) : RowOracle
{
    private readonly Expression[] _formulas = [.. formulas.Select(formula => FormulaParser.Parse(formula, parameters))];

    /// <inheritdoc/>
    public override Truth Value(int o) => Refine(bits => At(_formulas[o / row.Length], o % row.Length, 0, bits));

    /// <inheritdoc/>
    public override Truth Slope(int i) => Refine(bits => _formulas.Aggregate(Ball.Zero, (sum, formula) => Ball.Add(sum, At(formula, i, 1, bits), bits)));

    private Ball At(Expression formula, int i, int order, int bits) => Evaluation.At("x", new Taylor(order, bits), Ball.Of(row[i])).Of(formula)[order];
}
