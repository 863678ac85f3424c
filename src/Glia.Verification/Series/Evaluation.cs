using Glia.Verification.Formulas;
using Glia.Verification.Numbers;

namespace Glia.Verification.Series;

/// <summary>Evaluates a formula to a power series. Which piece holds is decided once, over an interval, and used again at points in it.</summary>
internal sealed class Evaluation
{
    private readonly Taylor _taylor;
    private readonly Dictionary<string, Ball[]> _variables;
    private readonly Dictionary<Expression, Ball[]> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, int> _decisions;
    private readonly bool _open;
    private readonly Func<RowSum, Ball[]>? _sums;

    /// <param name="taylor">Degree and precision.</param>
    /// <param name="variables">The variables as series.</param>
    /// <param name="decided">Decisions of an evaluation over an interval that holds this point.</param>
    /// <param name="isOpen">Whether 0, as an end of the interval, does not belong to it.</param>
    /// <param name="sums">Gives the sums over a row.</param>
    public Evaluation(
        Taylor taylor, Dictionary<string, Ball[]> variables, Evaluation? decided = null, bool isOpen = false, Func<RowSum, Ball[]>? sums = null)
    {
        _sums = sums;
        _taylor = taylor;
        _variables = variables;
        _decisions = decided?._decisions ?? new(ReferenceEqualityComparer.Instance);
        _open = isOpen;
    }

    /// <summary>Gets a value indicating whether the point is one where pieces meet, so that the slope is a matter of definition.</summary>
    public bool IsAtKink { get; private set; }

    public static Evaluation At(string variable, Taylor taylor, Ball value) => new(taylor, new(StringComparer.Ordinal) { [variable] = taylor.Linear(value, Ball.One) });

    public Ball[] Of(Expression expression)
    {
        if (!_known.TryGetValue(expression, out Ball[]? series))
        {
            _known[expression] = series = Compute(expression);
        }

        return series;
    }

    private Ball[] Compute(Expression expression) => expression switch
    {
        Variable v => _variables[v.Name],
        Number n => _taylor.Constant(Ball.Of(n.Value, _taylor.Bits)),
        PiNumber => _taylor.Constant(Constants.PiBall(_taylor.Bits)),
        Sum s => _taylor.Add(Of(s.A), Of(s.B)),
        Product { A: var a, B: var b } => _taylor.Multiply(Of(a), Of(b)),
        Quotient q => _taylor.Divide(Of(q.A), Of(q.B)),
        Negation n => _taylor.Negate(Of(n.A)),
        Application { Function: Function.Abs } a => Decide(a, () => Of(a.A)) is { } sign ? sign < 0 ? _taylor.Negate(Of(a.A)) : Of(a.A) : Nothing(),
        Application { Function: Function.Sign } a => Decide(a, () => Of(a.A)) is { } sign ? _taylor.Constant(Ball.Of(sign)) : Nothing(),
        Application a => _taylor.Apply(a.Function, Of(a.A)),
        Extreme e => Decide(e, () => _taylor.Add(Of(e.A), _taylor.Negate(Of(e.B)))) is { } sign ? Of((sign >= 0) == e.IsMaximum ? e.A : e.B) : Nothing(),
        RowSum s when _sums is not null => _sums(s),
        Piecewise p => Piece(p) is { } value ? Of(value) : Nothing(),
        _ => throw new ArgumentOutOfRangeException(nameof(expression)),
    };

    private Ball[] Nothing()
    {
        Ball[] result = _taylor.Constant(Ball.Unknown);
        Array.Fill(result, Ball.Unknown);
        return result;
    }

    /// <summary>The sign of a difference over the whole interval, or null.</summary>
    private int? Decide(Expression node, Func<Ball[]> difference)
    {
        if (_decisions.TryGetValue(node, out int decided))
        {
            return decided;
        }

        Ball[] series = difference();
        int? sign = SignOf(series[0]);
        if (sign == 0)
        {
            IsAtKink |= series.Skip(1).Any(c => !c.IsExactZero);
        }

        if (sign is { } known)
        {
            _decisions[node] = known;
        }

        return sign;
    }

    private int? SignOf(Ball ball)
    {
        if (ball.Sign is { } sign)
        {
            return sign;
        }

        // [0, r] without 0 itself is positive.
        return !_open || ball.Rad.IsInfinite ? null : ball.Low.IsZero ? 1 : ball.High.IsZero ? -1 : null;
    }

    private Expression? Piece(Piecewise node)
    {
        if (_decisions.TryGetValue(node, out int decided))
        {
            return decided < node.Pieces.Count ? node.Pieces[decided].Value : node.Otherwise;
        }

        for (int i = 0; i < node.Pieces.Count; i++)
        {
            bool? holds = true;
            foreach (Condition condition in node.Pieces[i].Conditions)
            {
                bool? one = Holds(condition);
                holds = one == false || holds == false ? false : one is null ? null : holds;
            }

            if (holds is null)
            {
                return null;
            }

            if (holds == true)
            {
                _decisions[node] = i;
                return node.Pieces[i].Value;
            }
        }

        _decisions[node] = node.Pieces.Count;
        return node.Otherwise;
    }

    private bool? Holds(Condition condition)
    {
        Ball[] series = Of(condition.Difference);
        IsAtKink |= series[0].IsExactZero && series.Skip(1).Any(c => !c.IsExactZero);
        return (condition.Relation, SignOf(series[0])) switch
        {
            (Relation.NotNegative, null) when series[0].Low.IsZero => true,
            (_, null) => null,
            (Relation.Positive, { } sign) => sign > 0,
            (Relation.NotNegative, { } sign) => sign >= 0,
            (_, { } sign) => sign == 0,
        };
    }
}
