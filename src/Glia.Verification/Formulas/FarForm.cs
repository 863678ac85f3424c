namespace Glia.Verification.Formulas;

/// <summary>
/// Writes a formula for one side of 0, and for large |x| so that algebraic parts do not cancel: x/(1 + x) as 1 − 1/(1 + x),
/// x + √(x² + b) as b/(√(x² + b) − x) where x &lt; 0, x/√(1 + a·x²) as 1/√(a + 1/x²), x − tanh x as (x − 1) + 2·sigmoid(−2x) where x &gt; 0.
/// Identities all.
/// </summary>
internal sealed class FarForm
{
    private readonly bool _negative;
    private readonly bool _far;
    private readonly Expression _x = new Variable("x");
    private readonly Dictionary<Expression, Expression> _known = new(ReferenceEqualityComparer.Instance);

    private FarForm(bool isNegative, bool isFar)
    {
        _negative = isNegative;
        _far = isFar;
    }

    public static Expression Of(Expression formula, bool isNegative, bool isFar) => new FarForm(isNegative, isFar).Rewrite(formula);

    private Expression Rewrite(Expression e)
    {
        if (!_known.TryGetValue(e, out Expression? result))
        {
            _known[e] = result = Canonical(Parts(e));
        }

        return result;
    }

    private Expression Parts(Expression e) => e switch
    {
        Variable { Name: "x" } => _x,
        Sum s => Build.Add(Rewrite(s.A), Rewrite(s.B)),
        Product p => Build.Multiply(Rewrite(p.A), Rewrite(p.B)),
        Quotient q => Build.Divide(Rewrite(q.A), Rewrite(q.B)),
        Negation n => Build.Negate(Rewrite(n.A)),
        Application { Function: Function.Abs, A: Variable { Name: "x" } } => _negative ? Build.Negate(_x) : _x,
        Application { Function: Function.Sign, A: Variable { Name: "x" } } => Build.Of(_negative ? -1 : 1),
        Application a => Build.Apply(a.Function, Rewrite(a.A)),
        Extreme m => new Extreme(m.IsMaximum, Rewrite(m.A), Rewrite(m.B)),
        Piecewise p => new Piecewise(
            [.. p.Pieces.Select(piece => new Piece(Rewrite(piece.Value), [.. piece.Conditions.Select(c => c with { Difference = Rewrite(c.Difference) })]))],
            Rewrite(p.Otherwise)),
        _ => e,
    };

    private Expression Canonical(Expression e)
    {
        if (!_far || e is Variable or Number)
        {
            return e;
        }

        if (Fraction(e) is { } fraction)
        {
            return Write(fraction);
        }

        return e switch
        {
            Sum { A: var u, B: Application { Function: Function.Sqrt } root } => Conjugate(u, root, 1) ?? e,
            Sum { A: Application { Function: Function.Sqrt } root, B: var u } => Conjugate(u, root, 1) ?? e,
            Sum { A: var u, B: Negation { A: Application { Function: Function.Sqrt } root } } => Conjugate(u, root, -1) ?? e,
            Sum { A: Negation { A: Application { Function: Function.Sqrt } root }, B: var u } => Conjugate(u, root, -1) ?? e,
            Quotient { A: var u, B: Application { Function: Function.Sqrt } root } => OverRoot(u, root) ?? e,
            Sum { A: var u, B: Negation { A: Application { Function: Function.Tanh } tanh } } => WithTanh(u, tanh.A, -1) ?? e,
            Sum { A: var u, B: Application { Function: Function.Tanh } tanh } => WithTanh(u, tanh.A, 1) ?? e,
            _ => e,
        };
    }

    /// <summary>u ± √v = (u² − v)/(u ∓ √v), where the two would cancel.</summary>
    private Expression? Conjugate(Expression u, Application root, int sign)
    {
        if (Fraction(u) is not { Bottom.Degree: 0, Top.Degree: 1 } line || Fraction(root.A) is not { Bottom.Degree: 0 } square)
        {
            return null;
        }

        int signOfU = line.Top[1].Sign * line.Bottom[0].Sign * (_negative ? -1 : 1);
        if (signOfU == sign)
        {
            return null;
        }

        var difference = (Top: (line.Top * line.Top * square.Bottom) + -(square.Top * line.Bottom * line.Bottom), Bottom: line.Bottom * line.Bottom * square.Bottom);
        Expression other = sign > 0 ? Build.Negate(root) : root;
        return Build.Divide(Write(difference), new Sum(u, other));
    }

    /// <summary>c·x/√v = ±1/√(v/(c·x)²).</summary>
    private Expression? OverRoot(Expression u, Application root)
    {
        if (Fraction(u) is not { Bottom.Degree: 0, Top.Degree: 1 } line || !line.Top[0].IsZero || Fraction(root.A) is not { } square)
        {
            return null;
        }

        var ratio = (Top: square.Top * line.Bottom * line.Bottom, Bottom: square.Bottom * line.Top * line.Top);
        int sign = line.Top[1].Sign * line.Bottom[0].Sign * (_negative ? -1 : 1);
        return Build.Divide(Build.Of(sign), Build.Apply(Function.Sqrt, Write(ratio)));
    }

    /// <summary>u ± tanh t = (u ± s) ∓ 2s·sigmoid(−2s·t) with s the sign of t: what is left of tanh beside ±1 stays apart, however small.</summary>
    private Sum? WithTanh(Expression u, Expression t, int factor)
    {
        if (Fraction(u) is null || Fraction(t) is not { Bottom.Degree: 0, Top.Degree: 1 } line || !line.Top[0].IsZero)
        {
            return null;
        }

        int sign = line.Top[1].Sign * line.Bottom[0].Sign * (_negative ? -1 : 1);
        Expression rest = Build.Multiply(Build.Of(-2 * factor * sign), Build.Apply(Function.Sigmoid, Build.Multiply(Build.Of(-2 * sign), t)));
        return new Sum(Rewrite(Build.Add(u, Build.Of(factor * sign))), rest);
    }

    /// <summary>A whole part and a proper fraction.</summary>
    private Expression Write((Polynomial Top, Polynomial Bottom) fraction)
    {
        (Polynomial quotient, Polynomial rest) = fraction.Top.DivideBy(fraction.Bottom);
        Expression whole = quotient.ToExpression(_x);
        return rest.Degree < 0 ? whole : Build.Add(whole, Build.Divide(rest.ToExpression(_x), fraction.Bottom.ToExpression(_x)));
    }

    /// <summary>The expression as a quotient of polynomials, if it is one.</summary>
    public static (Polynomial Top, Polynomial Bottom)? Fraction(Expression e)
    {
        switch (e)
        {
            case Number n:
                return (new([n.Value]), Polynomial.One);
            case Variable { Name: "x" }:
                return (Polynomial.X, Polynomial.One);
            case Negation n when Fraction(n.A) is { } a:
                return (-a.Top, a.Bottom);
            case Sum s when Fraction(s.A) is { } a && Fraction(s.B) is { } b:
                return ((a.Top * b.Bottom) + (b.Top * a.Bottom), a.Bottom * b.Bottom);
            case Product p when Fraction(p.A) is { } a && Fraction(p.B) is { } b:
                return (a.Top * b.Top, a.Bottom * b.Bottom);
            case Quotient q when Fraction(q.A) is { } a && Fraction(q.B) is { Top.Degree: >= 0 } b:
                return (a.Top * b.Bottom, a.Bottom * b.Top);
            default:
                return null;
        }
    }
}
