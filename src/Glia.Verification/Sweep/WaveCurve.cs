using System.Runtime.Intrinsics;
using Glia.Verification.Formulas;
using Glia.Verification.Numbers;

namespace Glia.Verification.Sweep;

/// <summary>
/// A formula of sines and cosines of multiples of x, added and multiplied, evaluated step by step in pairs of doubles with an error bound, with its derivative:
/// for inputs so large that no polynomial covers neighbouring floats.
/// </summary>
internal sealed class WaveCurve : Curve
{
    /// <summary>Where c·x is below this, polynomials are as good and quicker.</summary>
    private const double Least = 64;

    private readonly Step[] _steps;
    private readonly bool _wantsSlope;

    private WaveCurve(List<Step> steps, bool wantsSlope)
    {
        _steps = [.. steps];
        _wantsSlope = wantsSlope;
    }

    private enum Kind
    {
        Input,
        Constant,
        Sum,
        Product,
        Negation,
        Sine,
        Cosine,
    }

    /// <summary>The curves of value and slope of a formula on a binade; null where the formula is another, or x small.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="lowest">The smallest magnitude of the binade, a power of two.</param>
    public static (WaveCurve Value, WaveCurve Slope)? TryMake(Expression formula, double lowest)
    {
        const int MantissaBits = 23;
        var steps = new List<Step>();
        double fastest = 0;
        return Compile(formula, Math.ILogB(lowest) - MantissaBits, steps, new(ReferenceEqualityComparer.Instance), ref fastest) is null || fastest * lowest < Least
            ? null : (new(steps, wantsSlope: false), new(steps, wantsSlope: true));
    }

    /// <summary>Evaluates at eight inputs, with the meaning of <see cref="PolynomialCurve.Evaluate"/>.</summary>
    public void Evaluate(Vector512<double> x, out Vector512<double> high, out Vector512<double> low, out Vector512<double> error)
    {
        Bounded8 result = Evaluate<Bounded8>(x);
        (high, low, error) = (result.High, result.Low, result.Error);
    }

    /// <summary>Evaluates at eight inputs.</summary>
    /// <typeparam name="TReal">In pairs of doubles, or roughly in doubles.</typeparam>
    public TReal Evaluate<TReal>(Vector512<double> x)
        where TReal : unmanaged, IReal8<TReal>
    {
        Span<TReal> values = stackalloc TReal[_steps.Length];
        Span<TReal> slopes = stackalloc TReal[_steps.Length];
        for (int i = 0; i < _steps.Length; i++)
        {
            Step step = _steps[i];
            switch (step.Kind)
            {
                case Kind.Input:
                    values[i] = TReal.Of(x);
                    slopes[i] = TReal.Of(Vector512<double>.One);
                    break;
                case Kind.Constant:
                    values[i] = TReal.Of(step.Constant);
                    slopes[i] = default;
                    break;
                case Kind.Sum:
                    values[i] = values[step.A] + values[step.B];
                    slopes[i] = _wantsSlope ? slopes[step.A] + slopes[step.B] : default;
                    break;
                case Kind.Product:
                    values[i] = values[step.A] * values[step.B];
                    slopes[i] = _wantsSlope ? (slopes[step.A] * values[step.B]) + (values[step.A] * slopes[step.B]) : default;
                    break;
                case Kind.Negation:
                    values[i] = -values[step.A];
                    slopes[i] = -slopes[step.A];
                    break;
                default:
                    TReal.SinCos(step.Wave!, x, out TReal sine, out TReal cosine);
                    values[i] = step.Kind == Kind.Sine ? sine : cosine;
                    slopes[i] = _wantsSlope ? TReal.Of(step.Wave!.Factor) * (step.Kind == Kind.Sine ? cosine : -sine) : default;
                    break;
            }
        }

        return _wantsSlope ? slopes[^1] : values[^1];
    }

    /// <summary>Appends the steps of an expression; gives the index of the last, or null where there is one that is not known here.</summary>
    private static int? Compile(Expression e, int exponent, List<Step> steps, Dictionary<Expression, int> known, ref double fastest)
    {
        if (known.TryGetValue(e, out int before))
        {
            return before;
        }

        Step? step = e switch
        {
            Variable => new(Kind.Input),
            Number n => new(Kind.Constant, Constant: Bounded8.Of(Ball.Of(n.Value, 192))),
            Negation n when Compile(n.A, exponent, steps, known, ref fastest) is { } a => new(Kind.Negation, a),
            Sum s when Compile(s.A, exponent, steps, known, ref fastest) is { } a && Compile(s.B, exponent, steps, known, ref fastest) is { } b => new(Kind.Sum, a, b),
            Product p when Compile(p.A, exponent, steps, known, ref fastest) is { } a && Compile(p.B, exponent, steps, known, ref fastest) is { } b => new(Kind.Product, a, b),
            Application { Function: Function.Sin or Function.Cos } wave when Factor(wave.A) is { } factor =>
                new(wave.Function == Function.Sin ? Kind.Sine : Kind.Cosine, Wave: new(factor, exponent)),
            _ => null,
        };
        if (step is null)
        {
            return null;
        }

        if (e is Application { A: var argument })
        {
            fastest = Math.Max(fastest, Math.Abs(Ball.Of(Factor(argument)!.Value, 64).Mid.ToDouble()));
        }

        steps.Add(step);
        return known[e] = steps.Count - 1;
    }

    /// <summary>c of c·x.</summary>
    private static Rational? Factor(Expression e) => e switch
    {
        Variable => Rational.One,
        Negation n when Factor(n.A) is { } inner => -inner,
        Product { A: Number n, B: var rest } when Factor(rest) is { } inner => n.Value * inner,
        _ => null,
    };

    private sealed record Step(Kind Kind, int A = 0, int B = 0, Bounded8 Constant = default, Wave? Wave = null);
}
