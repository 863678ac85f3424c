using Glia.Verification.Numbers;

namespace Glia.Verification.Formulas;

/// <summary>
/// Makes nodes, and writes what would cancel in a form that does not: 1 + tanh u as 2·sigmoid(2u), e^u − 1 as expm1 u, ln(1 + e^u) as
/// softplus u. All are identities of real functions; they save bits and change no value.
/// </summary>
internal static class Build
{
    /// <summary>Powers are written out as products; no function of the catalogue goes beyond the fourth.</summary>
    private const int MostPower = 64;

    public static Number Of(int value) => new(new Rational(value, 1));

    public static Expression Negate(Expression a) => a switch
    {
        Number n => new Number(-n.Value),
        Negation n => n.A,
        _ => new Negation(a),
    };

    public static Expression Subtract(Expression a, Expression b) => Add(a, Negate(b));

    public static Expression Add(Expression a, Expression b)
    {
        if (a is Number first)
        {
            return b switch
            {
                Number second => new Number(first.Value + second.Value),
                _ when first.Value.IsZero => b,
                _ when first.Value == Rational.One => OnePlus(b),
                _ when first.Value == -Rational.One => MinusOne(b),
                _ => new Sum(a, b),
            };
        }

        return b is Number ? Add(b, a) : new Sum(a, b);
    }

    public static Expression Multiply(Expression a, Expression b) => (a, b) switch
    {
        (Number x, Number y) => new Number(x.Value * y.Value),
        (Number x, _) when x.Value.IsZero => a,
        (Number x, _) when x.Value == Rational.One => b,
        (_, Number) => Multiply(b, a),
        (Number x, Product { A: Number y } p) => Multiply(new Number(x.Value * y.Value), p.B),
        _ => new Product(a, b),
    };

    public static Expression Divide(Expression a, Expression b) => (a, b) switch
    {
        (Number x, Number y) when !y.Value.IsZero => new Number(x.Value / y.Value),
        (_, Number y) when !y.Value.IsZero => Multiply(new Number(Rational.One / y.Value), a),

        // a / (1 + e^u): e^u may exceed every exponent.
        (_, Sum { A: Number n, B: Application { Function: Function.Exp } e }) when n.Value == Rational.One => Multiply(a, Apply(Function.Sigmoid, Negate(e.A))),
        _ => new Quotient(a, b),
    };

    public static Expression Power(Expression a, Expression b)
    {
        if (a is Application { Function: Function.Exp } e)
        {
            return Apply(Function.Exp, Multiply(e.A, b));
        }

        if (b is Number n && (n.Value + n.Value).IsInteger)
        {
            bool half = !n.Value.IsInteger;
            if (n.Value.Numerator > MostPower * n.Value.Denominator || n.Value.Numerator < -MostPower * n.Value.Denominator)
            {
                throw new GliaException($"A formula raises to a power beyond ±{MostPower}, and each is a product of its own; write it with exp and ln.");
            }

            int whole = (int)(n.Value.Numerator / n.Value.Denominator);
            Expression? result = half ? Apply(Function.Sqrt, a) : null;
            for (int i = 0; i < Math.Abs(whole); i++)
            {
                result = result is null ? a : Multiply(result, a);
            }

            result ??= Of(1);
            return n.Value.Sign < 0 ? Divide(Of(1), result) : result;
        }

        return Apply(Function.Exp, Multiply(b, Apply(Function.Ln, a)));
    }

    public static Expression Apply(Function function, Expression a) => (function, a) switch
    {
        (Function.Ln, Sum { A: Number n, B: Application { Function: Function.Exp } e }) when n.Value == Rational.One => new Application(Function.Softplus, e.A),
        (Function.Ln, Sum { A: Number n } s) when n.Value == Rational.One => new Application(Function.Log1p, s.B),
        (Function.Log1p, Application { Function: Function.Exp } e) => new Application(Function.Softplus, e.A),
        (Function.Sqrt, Number n) when Root(n.Value) is { } root => new Number(root),
        (Function.Abs, Number n) => new Number(n.Value.Sign < 0 ? -n.Value : n.Value),
        _ => new Application(function, a),
    };

    private static Expression OnePlus(Expression b) => b switch
    {
        Application { Function: Function.Tanh } t => Multiply(Of(2), Apply(Function.Sigmoid, Multiply(Of(2), t.A))),
        Negation { A: Application { Function: Function.Tanh } t } => Multiply(Of(2), Apply(Function.Sigmoid, Multiply(Of(-2), t.A))),
        Application { Function: Function.Erf } t => Apply(Function.Erfc, Negate(t.A)),
        Negation { A: Application { Function: Function.Erf } t } => Apply(Function.Erfc, t.A),
        Negation { A: Application { Function: Function.Sigmoid } t } => Apply(Function.Sigmoid, Negate(t.A)),
        Negation { A: Application { Function: Function.Exp } t } => Negate(Apply(Function.Expm1, t.A)),
        _ => new Sum(Of(1), b),
    };

    private static Expression MinusOne(Expression b) => b switch
    {
        Application { Function: Function.Exp } t => Apply(Function.Expm1, t.A),
        _ => new Sum(Of(-1), b),
    };

    private static Rational? Root(Rational value)
    {
        if (value.Sign < 0)
        {
            return null;
        }

        Ball top = Ball.Sqrt(Ball.Of(new BigFloat(value.Numerator, 0)), 200);
        Ball bottom = Ball.Sqrt(Ball.Of(new BigFloat(value.Denominator, 0)), 200);
        return top.Rad.IsZero && bottom.Rad.IsZero ? new Rational(top.Mid.Fixed(0), bottom.Mid.Fixed(0)) : null;
    }
}
