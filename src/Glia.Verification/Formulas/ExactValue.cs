using Glia.Verification.Numbers;

namespace Glia.Verification.Formulas;

/// <summary>Value and slope of a formula as fractions, where it is made of + − · / and pieces only: settles exact ties.</summary>
internal static class ExactValue
{
    public static (Rational Value, Rational Slope)? Of(Expression e, Rational x)
    {
        switch (e)
        {
            case Variable:
                return (x, Rational.One);
            case Number n:
                return (n.Value, Rational.Zero);
            case Negation n:
                return Of(n.A, x) is { } a ? (-a.Value, -a.Slope) : null;
            case Sum s:
                return Of(s.A, x) is { } left && Of(s.B, x) is { } right ? (left.Value + right.Value, left.Slope + right.Slope) : null;
            case Product p:
                return Of(p.A, x) is { } one && Of(p.B, x) is { } two
                    ? (one.Value * two.Value, (one.Slope * two.Value) + (one.Value * two.Slope)) : null;
            case Quotient q:
                return Of(q.A, x) is { } top && Of(q.B, x) is { Value.IsZero: false } bottom
                    ? (top.Value / bottom.Value, ((top.Slope * bottom.Value) - (top.Value * bottom.Slope)) / (bottom.Value * bottom.Value)) : null;
            case Application { Function: Function.Abs } absolute:
                return Of(absolute.A, x) is { } inner ? inner.Value.Sign < 0 ? (-inner.Value, -inner.Slope) : inner : null;
            case Application { Function: Function.Sign } sign:
                return Of(sign.A, x) is { } signed ? (new Rational(signed.Value.Sign, 1), Rational.Zero) : null;
            case Extreme m:
                return Of(m.A, x) is { } first && Of(m.B, x) is { } second
                    ? (first.Value - second.Value).Sign >= 0 == m.IsMaximum ? first : second : null;
            case Piecewise p:
                return Piece(p, x) is { } piece ? Of(piece, x) : null;
            default:
                return null;
        }
    }

    private static Expression? Piece(Piecewise p, Rational x)
    {
        foreach (Piece piece in p.Pieces)
        {
            bool holds = true;
            foreach (Condition condition in piece.Conditions)
            {
                if (Of(condition.Difference, x) is not { } difference)
                {
                    return null;
                }

                holds &= condition.Relation switch
                {
                    Relation.Positive => difference.Value.Sign > 0,
                    Relation.NotNegative => difference.Value.Sign >= 0,
                    _ => difference.Value.Sign == 0,
                };
            }

            if (holds)
            {
                return piece.Value;
            }
        }

        return p.Otherwise;
    }
}
