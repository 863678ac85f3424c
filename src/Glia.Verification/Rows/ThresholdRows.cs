using Glia.Verification.Formulas;
using Glia.Verification.Numbers;
using Glia.Verification.Series;

namespace Glia.Verification.Rows;

/// <summary>Functions of xᵢ and of a threshold t at which the row sums to 1: sparsemax and its kin. Nothing is sorted and no support sought.</summary>
/// <remarks>
/// The sum S(t) falls and is convex, so that Newton's iteration from where it is above 1 climbs to the threshold from below. That it lies in a ball is
/// then proved by the sums at both ends.
/// </remarks>
internal sealed class ThresholdRows(string formula, IReadOnlyDictionary<string, float> parameters, float[] row) : RowOracle
{
    private const string Name = "t";
    private const int MostSteps = 200;

    private readonly Expression _formula = FormulaParser.Parse(formula, parameters, free: [Name]);
    private readonly Dictionary<int, (Ball T, Ball Slope)> _thresholds = [];

    /// <inheritdoc/>
    public override Truth Value(int o) => Refine(bits => At(Ball.Of(row[o]), Threshold(bits).T, null, bits));

    /// <summary>dy/dx = ∂y/∂x + ∂y/∂t·dt/dx, where dt/dx = −∂y/∂x / S′(t), as the sum stays 1.</summary>
    /// <inheritdoc/>
    public override Truth Slope(int i) => Refine(bits =>
    {
        (Ball t, Ball slope) = Threshold(bits);
        Ball byX = At(Ball.Of(row[i]), t, RowSum.Own, bits);
        Ball byT = At(Ball.Of(row[i]), t, Name, bits);
        return Ball.Subtract(byX, Ball.Divide(Ball.Multiply(byX, byT, bits), slope, bits), bits);
    });

    private (Ball T, Ball Slope) Threshold(int bits)
    {
        if (!_thresholds.TryGetValue(bits, out (Ball, Ball) known))
        {
            _thresholds[bits] = known = Find(bits);
        }

        return known;
    }

    private (Ball T, Ball Slope) Find(int bits)
    {
        int work = bits + 64;
        var one = BigFloat.One;
        BigFloat t = -BigFloat.Of(2 + row.Max(MathF.Abs));
        BigFloat close = BigFloat.PowerOfTwo(-bits);
        for (int step = 0; step < MostSteps; step++)
        {
            Ball above = Ball.Subtract(Sum(Ball.Of(t), null, work), Ball.Of(one), work);
            BigFloat move = Ball.Divide(above, -Sum(Ball.Of(t), Name, work), work).Mid;
            t = (t + move).Cut(work + 160);
            if ((move.Abs() - close).Sign <= 0)
            {
                break;
            }
        }

        // The true threshold lies between two ends if the sums there lie on both sides of 1.
        var reach = Radius.PowerOfTwo(8 - bits);
        bool isHeld = Ball.Subtract(Sum(Ball.Of(t - reach.ToBigFloat()), null, work), Ball.One, work).Sign is 1
            && Ball.Subtract(Sum(Ball.Of(t + reach.ToBigFloat()), null, work), Ball.One, work).Sign is -1;
        Ball held = isHeld ? new(t, reach) : Ball.Unknown;
        return (held, Sum(held, Name, work));
    }

    /// <summary>The sum over the row, or its derivative.</summary>
    private Ball Sum(Ball t, string? variable, int bits) => row.Aggregate(Ball.Zero, (sum, x) => Ball.Add(sum, At(Ball.Of(x), t, variable, bits), bits));

    private Ball At(Ball x, Ball t, string? variable, int bits)
    {
        var taylor = new Taylor(variable is null ? 0 : 1, bits);
        var variables = new Dictionary<string, Ball[]>(StringComparer.Ordinal) { [RowSum.Own] = Series(x, RowSum.Own), [Name] = Series(t, Name) };
        return new Evaluation(taylor, variables).Of(_formula)[taylor.Degree];

        Ball[] Series(Ball value, string name) => taylor.Linear(value, name == variable ? Ball.One : Ball.Zero);
    }
}
