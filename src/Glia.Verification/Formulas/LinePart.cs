using Glia.Verification.Numbers;

namespace Glia.Verification.Formulas;

/// <summary>
/// A formula as a line and what is left beside it: (√(x² + 1) − 1)/2 + x, where x &gt; 0, is 3x/2 − 1/2 and (1/2)/(√(x² + 1) + x). For large x that
/// rest is far below the last bit of any pair of doubles, and yet decides on which side of a tie 3x/2 − 1/2 lies.
/// </summary>
/// <param name="Slope">The line's slope.</param>
/// <param name="Constant">The line at 0.</param>
/// <param name="Rest">What is left; null for nothing.</param>
internal sealed record LinePart(Rational Slope, Rational Constant, Expression? Rest)
{
    private static readonly Expression X = new Variable("x");

    /// <summary>Takes the line out of a formula for one side of 0; null where there is none, or nothing else.</summary>
    public static LinePart? Of(Expression formula, bool isNegative) => Split(formula, isNegative) is { Slope.IsZero: false, Rest: not null } part ? part : null;

    private static LinePart Split(Expression e, bool isNegative) => e switch
    {
        Number n => new(Rational.Zero, n.Value, null),
        Variable { Name: "x" } => new(Rational.One, Rational.Zero, null),
        Negation n => Times(Split(n.A, isNegative), -Rational.One),
        Sum s => Plus(Split(s.A, isNegative), Split(s.B, isNegative)),
        Product { A: Number factor } p => Times(Split(p.B, isNegative), factor.Value),
        Application { Function: Function.Sqrt } root => Root(root, isNegative ? -1 : 1) ?? new(Rational.Zero, Rational.Zero, e),
        _ => new(Rational.Zero, Rational.Zero, e),
    };

    private static LinePart Plus(LinePart a, LinePart b) =>
        new(a.Slope + b.Slope, a.Constant + b.Constant, a.Rest is null ? b.Rest : b.Rest is null ? a.Rest : Build.Add(a.Rest, b.Rest));

    private static LinePart Times(LinePart a, Rational factor) =>
        new(a.Slope * factor, a.Constant * factor, a.Rest is null ? null : Build.Multiply(new Number(factor), a.Rest));

    /// <summary>√(r²x² + bx + c) is the line s·(rx + b/2r), s the sign of x, and (c − b²/4r²) over the sum of the root and that line.</summary>
    private static LinePart? Root(Application root, int sign)
    {
        if (FarForm.Fraction(root.A) is not { Bottom.Degree: 0, Top.Degree: 2 } square
            || Build.Apply(Function.Sqrt, new Number(square.Top[2] / square.Bottom[0])) is not Number { Value.Sign: > 0 } r)
        {
            return null;
        }

        var two = new Rational(2, 1);
        Rational slope = r.Value * new Rational(sign, 1);
        Rational constant = square.Top[1] / square.Bottom[0] / (two * slope);
        Rational left = (square.Top[0] / square.Bottom[0]) - (constant * constant);
        Expression line = Build.Add(Build.Multiply(new Number(slope), X), new Number(constant));
        return new(slope, constant, left.IsZero ? null : Build.Divide(new Number(left), Build.Add(root, line)));
    }
}
