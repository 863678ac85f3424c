using Glia.Verification.Numbers;

namespace Glia.Verification.Formulas;

/// <summary>A polynomial in x with rational coefficients, lowest first.</summary>
internal sealed class Polynomial
{
    private readonly Rational[] _coefficients;

    public Polynomial(params IEnumerable<Rational> coefficients)
    {
        List<Rational> kept = [.. coefficients];
        while (kept.Count > 0 && kept[^1].IsZero)
        {
            kept.RemoveAt(kept.Count - 1);
        }

        _coefficients = [.. kept];
    }

    public static Polynomial One { get; } = new([Rational.One]);

    public static Polynomial X { get; } = new([Rational.Zero, Rational.One]);

    /// <summary>Gets the degree; −1 for 0.</summary>
    public int Degree => _coefficients.Length - 1;

    public Rational this[int power] => power < _coefficients.Length ? _coefficients[power] : Rational.Zero;

    public static Polynomial operator +(Polynomial a, Polynomial b) =>
        new(Enumerable.Range(0, Math.Max(a.Degree, b.Degree) + 1).Select(k => a[k] + b[k]));

    public static Polynomial operator -(Polynomial a) => new(a._coefficients.Select(c => -c));

    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        var result = new Rational[Math.Max(0, a.Degree + b.Degree + 1)];
        for (int i = 0; i <= a.Degree; i++)
        {
            for (int j = 0; j <= b.Degree; j++)
            {
                result[i + j] += a[i] * b[j];
            }
        }

        return new(result);
    }

    /// <summary>this = quotient·divisor + rest, the rest of lower degree.</summary>
    public (Polynomial Quotient, Polynomial Remainder) DivideBy(Polynomial divisor)
    {
        Polynomial quotient = new();
        Polynomial rest = this;
        while (rest.Degree >= divisor.Degree)
        {
            var factor = new Polynomial(Enumerable.Repeat(Rational.Zero, rest.Degree - divisor.Degree).Append(rest[rest.Degree] / divisor[divisor.Degree]));
            quotient += factor;
            rest += -(factor * divisor);
        }

        return (quotient, rest);
    }

    /// <summary>The polynomial as a tree, by Horner's rule.</summary>
    public Expression ToExpression(Expression x)
    {
        Expression result = new Number(this[Math.Max(0, Degree)]);
        for (int k = Degree - 1; k >= 0; k--)
        {
            result = Build.Add(Build.Multiply(result, x), new Number(this[k]));
        }

        return result;
    }
}
