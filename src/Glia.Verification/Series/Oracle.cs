using Glia.Kernels.Activations;
using Glia.Verification.Formulas;
using Glia.Verification.Numbers;

namespace Glia.Verification.Series;

/// <summary>Value and slope of a formula at any float or double, correctly rounded: more and more bits until the rounding is certain.</summary>
internal sealed class Oracle
{
    private const int FirstBits = 96;

    /// <summary>A value that cannot be told from 0 with this many bits is taken to be 0; one that cannot be told from a tie is left open.</summary>
    private const int LastBits = 3072;

    private readonly Expression _formula;
    private readonly Expression[] _sides;
    private readonly LinePart?[] _lines;
    private readonly IReadOnlyList<Kink> _kinks;
    private long _asked;

    public Oracle(Activation activation)
    {
        _formula = FormulaParser.Parse(activation.Info.Formula, activation.Parameters);
        _sides =
        [
            FarForm.Of(_formula, isNegative: false, isFar: false), FarForm.Of(_formula, isNegative: true, isFar: false),
            FarForm.Of(_formula, isNegative: false, isFar: true), FarForm.Of(_formula, isNegative: true, isFar: true),
        ];
        _lines = [LinePart.Of(_sides[2], isNegative: false), LinePart.Of(_sides[3], isNegative: true)];
        _kinks = activation.Info.Kinks;
    }

    /// <summary>Gets how many points were asked for.</summary>
    public long Asked => Interlocked.Read(ref _asked);

    /// <summary>The formula in the form that suits inputs like x.</summary>
    public Expression For(double x) => _sides[(Math.Abs(x) >= 2 ? 2 : 0) + (double.IsNegative(x) ? 1 : 0)];

    /// <summary>The formula as a line and a rest, where it is one for inputs like x.</summary>
    public LinePart? LineFor(double x) => Math.Abs(x) >= 2 ? _lines[double.IsNegative(x) ? 1 : 0] : null;

    /// <summary>The kink at a number, if one is listed.</summary>
    public Kink? KinkAt(double x) => _kinks.FirstOrDefault(kink => kink.At == x);

    public Truth Value(float x) => Value(x, NumberFormat.Single);

    public Truth Slope(float x) => Slope(x, NumberFormat.Single);

    public Truth Value(double x, NumberFormat format)
    {
        Interlocked.Increment(ref _asked);
        if (double.IsNaN(x))
        {
            return Truth.None;
        }

        if (double.IsInfinity(x))
        {
            return Limit(double.IsNegative(x), slope: false, format);
        }

        if (x != 0)
        {
            return At(For(x), BigFloat.Of(x), slope: false, format);
        }

        Truth truth = At(_formula, BigFloat.Zero, slope: false, format);
        return truth.IsExactZero ? SignedZero(x, slope: false, format) : truth;
    }

    public Truth Slope(double x, NumberFormat format)
    {
        Interlocked.Increment(ref _asked);
        if (double.IsNaN(x))
        {
            return Truth.None;
        }

        if (KinkAt(x) is { } kink)
        {
            return Truth.Of(format.Round(BigFloat.Of(kink.Slope)));
        }

        if (double.IsInfinity(x))
        {
            return Limit(double.IsNegative(x), slope: true, format);
        }

        if (x != 0)
        {
            return At(For(x), BigFloat.Of(x), slope: true, format);
        }

        // The slope at 0 is that of both sides; where they differ, a kink should have been listed.
        Truth left = At(_sides[1], BigFloat.Zero, slope: true, format);
        Truth right = At(_sides[0], BigFloat.Zero, slope: true, format);
        return !left.Allows(right.Rounded) ? Truth.Untold : left.IsExactZero ? SignedZero(x, slope: true, format) : left;
    }

    /// <summary>At 0 the sign of a zero result is that of the results next to it; where these are 0, or pieces meet, either is right.</summary>
    private Truth SignedZero(double x, bool slope, NumberFormat format)
    {
        if (KinkAt(0) is not null)
        {
            return Truth.Of(0);
        }

        BigFloat near = BigFloat.PowerOfTwo(-1100);
        Truth beside = At(_sides[double.IsNegative(x) ? 1 : 0], double.IsNegative(x) ? -near : near, slope, format);
        return !beside.IsKnown || beside.IsExactZero ? Truth.Of(0) : new(beside.Real.Sign < 0 ? -0.0 : 0.0, BigFloat.Zero);
    }

    /// <summary>The limit at an infinity: what the results at numbers beyond all floats agree on; NaN where they do not.</summary>
    private Truth Limit(bool isNegative, bool slope, NumberFormat format)
    {
        Truth? common = null;
        foreach ((int factor, int power) in new[] { (1, 1100), (11, 1090), (5, 1200) })
        {
            BigFloat x = BigFloat.PowerOfTwo(power) * BigFloat.Of(isNegative ? -factor : factor);
            Truth truth = At(_sides[isNegative ? 3 : 2], x, slope, format);
            if (!truth.IsKnown)
            {
                return truth;
            }

            if (common is { } before && !before.Allows(truth.Rounded))
            {
                return Truth.None;
            }

            common = truth;
        }

        return common!.Value;
    }

    private Truth At(Expression formula, BigFloat x, bool slope, NumberFormat format)
    {
        for (int bits = FirstBits; ; bits *= 2)
        {
            var taylor = new Taylor(slope ? 1 : 0, bits);
            var evaluation = Evaluation.At("x", taylor, Ball.Of(x));
            Ball result = evaluation.Of(formula)[slope ? 1 : 0];
            if (slope && evaluation.IsAtKink)
            {
                return OneSlope(formula, x, format);
            }

            if (result.Round(format) is { } rounded)
            {
                return new(rounded, result.Mid, result.IsExactZero);
            }

            if (bits == FirstBits && Math.Abs(x.Exponent) < 1200 && ExactValue.Of(formula, Fraction(x)) is { } both)
            {
                Rational exact = slope ? both.Slope : both.Value;
                Ball settled = Ball.Of(exact, 1300);
                return new(format.Round(Tie(settled)), settled.Mid, exact.IsZero);
            }

            if (bits >= LastBits)
            {
                return Settle(result);
            }
        }
    }

    /// <summary>Where pieces meet: the slope of both sides if they agree to a float.</summary>
    private Truth OneSlope(Expression formula, BigFloat x, NumberFormat format)
    {
        BigFloat step = BigFloat.PowerOfTwo(-1300);
        Truth left = At(x.IsZero ? _sides[1] : formula, x - step, slope: true, format);
        Truth right = At(x.IsZero ? _sides[0] : formula, x + step, slope: true, format);
        return left.IsKnown && right.IsKnown && left.Allows(right.Rounded) ? left : Truth.Untold;
    }

    private static Rational Fraction(BigFloat x) =>
        x.Exponent >= 0 ? new(x.Mantissa << (int)x.Exponent, 1) : new(x.Mantissa, System.Numerics.BigInteger.One << (int)-x.Exponent);

    /// <summary>
    /// After all bits: 0 as far as anybody can see, or open. A tie it is not taken for: x − tanh x at −17425202 is a tie less e^(−3.5e7), which decides.
    /// </summary>
    public static Truth Settle(Ball result)
    {
        bool isZero = !result.Rad.IsInfinite && result.Sign is null && result.Magnitude < Radius.PowerOfTwo(-LastBits / 2);
        return isZero ? new(0, BigFloat.Zero, IsExactZero: true) : Truth.Untold;
    }

    /// <summary>The number itself, or the tie within reach of its error.</summary>
    private static BigFloat Tie(Ball ball)
    {
        if (ball.Rad.IsZero)
        {
            return ball.Mid;
        }

        BigFloat half = BigFloat.PowerOfTwo(Math.Max(ball.Mid.Top - 60, -1200));
        BigFloat shifted = ball.Mid + half;
        long last = half.Exponent + 1;
        System.Numerics.BigInteger whole = shifted.Fixed((int)-last);
        var near = new BigFloat(whole, last);
        return Radius.Above(near - ball.Mid) < ball.Rad + ball.Rad ? near : ball.Mid;
    }
}
