using Glia.Verification.Formulas;
using Glia.Verification.Numbers;

namespace Glia.Verification.Series;

/// <summary>
/// Arithmetic of truncated power series c₀ + c₁t + … + c_n tⁿ whose coefficients are balls. With an exact number as c₀ of the variable it gives
/// the Taylor polynomial there; with an interval as c₀, the last coefficient holds what the remainder may be on that interval.
/// </summary>
internal sealed class Taylor(int degree, int bits)
{
    public int Degree { get; } = degree;

    public int Bits { get; } = bits;

    public Ball[] Constant(Ball value)
    {
        var result = new Ball[Degree + 1];
        result[0] = value;
        return result;
    }

    public Ball[] Linear(Ball value, Ball slope)
    {
        Ball[] result = Constant(value);
        if (Degree > 0)
        {
            result[1] = slope;
        }

        return result;
    }

    public Ball[] Add(Ball[] a, Ball[] b) => Each(k => Ball.Add(a[k], b[k], Bits));

    public Ball[] Negate(Ball[] a) => Each(k => -a[k]);

    public Ball[] Multiply(Ball[] a, Ball[] b) => Each(k => Product(a, b, k));

    public Ball[] Divide(Ball[] a, Ball[] b)
    {
        var q = new Ball[Degree + 1];
        for (int k = 0; k <= Degree; k++)
        {
            Ball rest = a[k];
            for (int j = 0; j < k; j++)
            {
                rest = Less(rest, q[j], b[k - j]);
            }

            q[k] = rest.IsExactZero && k > 0 ? Ball.Zero : Ball.Divide(rest, b[0], Bits);
        }

        return q;
    }

    public Ball[] Apply(Function function, Ball[] u)
    {
        switch (function)
        {
            case Function.Exp:
                return Exp(u, Elementary.Exp(u[0], Bits));
            case Function.Expm1:
                Ball[] result = Exp(u, Elementary.Exp(u[0], Bits));
                result[0] = Elementary.Expm1(u[0], Bits);
                return result;
            case Function.Ln:
                return Integral(Elementary.Log(u[0], Bits), Inverse(u), u);
            case Function.Log1p:
                return Integral(Elementary.Log1p(u[0], Bits), Inverse(Add(u, Constant(Ball.One))), u);
            case Function.Sqrt:
                return Sqrt(u);
            case Function.Sigmoid:
                return Sigmoid(u);
            case Function.Softplus:
                return Integral(Elementary.Softplus(u[0], Bits), Sigmoid(u), u);
            case Function.Tanh:
                return TanhSech(u).Tanh;
            case Function.Sech:
                return TanhSech(u).Sech;
            case Function.Erf:
                return Integral(Elementary.Erf(u[0], Bits), ErfSlope(u), u);
            case Function.Erfc:
                return Integral(Elementary.Erfc(u[0], Bits), Negate(ErfSlope(u)), u);
            case Function.NormalPdf:
                return NormalPdf(u);
            case Function.NormalCdf:
                Ball scaled = Ball.Multiply(-u[0], Ball.Sqrt(Ball.Of(0.5), Bits + 16), Bits + 16);
                return Integral(Ball.Scale(Elementary.Erfc(scaled, Bits), -1), NormalPdf(u), u);
            case Function.Sin:
                return SinCos(u).Sin;
            case Function.Cos:
                return SinCos(u).Cos;
            case Function.Atan:
                return Integral(Elementary.Atan(u[0], Bits), Inverse(Add(Multiply(u, u), Constant(Ball.One))), u);
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "Decided by branches, not by series.");
        }
    }

    private Ball[] Each(Func<int, Ball> coefficient)
    {
        var result = new Ball[Degree + 1];
        for (int k = 0; k <= Degree; k++)
        {
            result[k] = coefficient(k);
        }

        return result;
    }

    private Ball Plus(Ball sum, Ball a, Ball b) => a.IsExactZero || b.IsExactZero ? sum : Ball.Add(sum, Ball.Multiply(a, b, Bits), Bits);

    private Ball Less(Ball sum, Ball a, Ball b) => Plus(sum, -a, b);

    private Ball Product(Ball[] a, Ball[] b, int k)
    {
        Ball sum = Ball.Zero;
        for (int j = 0; j <= k; j++)
        {
            sum = Plus(sum, a[j], b[k - j]);
        }

        return sum;
    }

    private Ball[] Inverse(Ball[] u) => Divide(Constant(Ball.One), u);

    /// <summary>The k-th coefficient, k &gt; 0, of ∫ g·u′.</summary>
    private Ball Integral(Ball[] g, Ball[] u, int k)
    {
        Ball sum = Ball.Zero;
        for (int j = 1; j <= k; j++)
        {
            if (!u[j].IsExactZero)
            {
                sum = Plus(sum, j == 1 ? u[1] : Ball.Multiply(u[j], Ball.Of(j), Bits), g[k - j]);
            }
        }

        return k == 1 || sum.IsExactZero ? sum : Ball.Divide(sum, Ball.Of(k), Bits);
    }

    private Ball[] Integral(Ball start, Ball[] g, Ball[] u) => Each(k => k == 0 ? start : Integral(g, u, k));

    private Ball[] Exp(Ball[] u, Ball start)
    {
        var e = new Ball[Degree + 1];
        e[0] = start;
        for (int k = 1; k <= Degree; k++)
        {
            e[k] = Integral(e, u, k);
        }

        return e;
    }

    private Ball[] Sqrt(Ball[] u)
    {
        var s = new Ball[Degree + 1];
        s[0] = Ball.Sqrt(u[0], Bits);
        Ball twice = Ball.Scale(s[0], 1);
        for (int k = 1; k <= Degree; k++)
        {
            Ball rest = u[k];
            for (int j = 1; j < k; j++)
            {
                rest = Less(rest, s[j], s[k - j]);
            }

            s[k] = rest.IsExactZero ? Ball.Zero : Ball.Divide(rest, twice, Bits);
        }

        return s;
    }

    /// <summary>s′ = s·q·u′ with q = sigmoid(−u): nothing cancels where s is near 1.</summary>
    private Ball[] Sigmoid(Ball[] u)
    {
        var s = new Ball[Degree + 1];
        var q = new Ball[Degree + 1];
        var p = new Ball[Degree + 1];
        s[0] = Elementary.Sigmoid(u[0], Bits);
        q[0] = Elementary.Sigmoid(-u[0], Bits);
        p[0] = Product(s, q, 0);
        for (int k = 1; k <= Degree; k++)
        {
            s[k] = Integral(p, u, k);
            q[k] = -s[k];
            p[k] = Product(s, q, k);
        }

        return s;
    }

    /// <summary>t′ = h²·u′ and h′ = −h·t·u′.</summary>
    private (Ball[] Tanh, Ball[] Sech) TanhSech(Ball[] u)
    {
        var t = new Ball[Degree + 1];
        var h = new Ball[Degree + 1];
        var square = new Ball[Degree + 1];
        var product = new Ball[Degree + 1];
        t[0] = Elementary.Tanh(u[0], Bits);
        h[0] = Elementary.Sech(u[0], Bits);
        square[0] = Product(h, h, 0);
        product[0] = -Product(h, t, 0);
        for (int k = 1; k <= Degree; k++)
        {
            t[k] = Integral(square, u, k);
            h[k] = Integral(product, u, k);
            square[k] = Product(h, h, k);
            product[k] = -Product(h, t, k);
        }

        return (t, h);
    }

    private (Ball[] Sin, Ball[] Cos) SinCos(Ball[] u)
    {
        var s = new Ball[Degree + 1];
        var c = new Ball[Degree + 1];
        s[0] = Elementary.Sin(u[0], Bits);
        c[0] = Elementary.Cos(u[0], Bits);
        for (int k = 1; k <= Degree; k++)
        {
            s[k] = Integral(c, u, k);
            c[k] = -Integral(s, u, k);
        }

        return (s, c);
    }

    /// <summary>2/√π·e^−u².</summary>
    private Ball[] ErfSlope(Ball[] u)
    {
        Ball[] e = Gauss(u, Ball.Of(-1));
        Ball factor = Ball.Divide(Ball.Of(2), Ball.Sqrt(Constants.PiBall(Bits + 8), Bits + 8), Bits);
        return Each(k => Ball.Multiply(e[k], factor, Bits));
    }

    /// <summary>e^(−u²/2)/√(2π).</summary>
    private Ball[] NormalPdf(Ball[] u)
    {
        Ball[] e = Gauss(u, Ball.Of(-0.5));
        Ball factor = Ball.Sqrt(Ball.Scale(Constants.PiBall(Bits + 8), 1), Bits + 8);
        return Each(k => e[k].IsExactZero ? Ball.Zero : Ball.Divide(e[k], factor, Bits));
    }

    private Ball[] Gauss(Ball[] u, Ball factor)
    {
        Ball[] square = Multiply(u, u);

        // A square is not negative, which the product of two independent balls does not know.
        if (square[0].Sign is null && !u[0].Rad.IsInfinite)
        {
            Radius high = u[0].Magnitude * u[0].Magnitude * Radius.Of(0.5);
            square[0] = new(high.ToBigFloat(), high);
        }

        Ball[] v = Each(k => Ball.Multiply(square[k], factor, Bits));
        return Exp(v, Elementary.Exp(v[0], Bits));
    }
}
