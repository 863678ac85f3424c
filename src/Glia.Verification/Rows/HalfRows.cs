using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Rows;

/// <summary>Functions of an element a of the first half and its partner b of the second: gated linear units.</summary>
internal sealed class HalfRows(string formula, IReadOnlyDictionary<string, float> parameters, float[] row) : RowOracle
{
    private const string First = "a";
    private const string Second = "b";

    private readonly Expression _formula = FormulaParser.Parse(formula, parameters, free: [First, Second]);
    private readonly int _half = row.Length / 2;

    /// <inheritdoc/>
    public override int Group => 2;

    /// <inheritdoc/>
    public override Truth Value(int o) => Refine(bits => At(o, null, bits));

    /// <inheritdoc/>
    public override Truth Slope(int i) => Refine(bits => At(i % _half, i < _half ? First : Second, bits));

    private Ball At(int o, string? variable, int bits)
    {
        var taylor = new Taylor(variable is null ? 0 : 1, bits);
        var variables = new Dictionary<string, Ball[]>(StringComparer.Ordinal) { [First] = Series(First, o), [Second] = Series(Second, o + _half) };
        return new Evaluation(taylor, variables).Of(_formula)[taylor.Degree];

        Ball[] Series(string name, int at) => taylor.Linear(Ball.Of(row[at]), name == variable ? Ball.One : Ball.Zero);
    }
}
