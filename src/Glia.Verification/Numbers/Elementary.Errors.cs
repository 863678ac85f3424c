using System.Numerics;

namespace Glia.Verification.Numbers;

/// <content>The error function and its complement.</content>
internal static partial class Elementary
{
    public static Ball Erf(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsExactZero)
        {
            return a;
        }

        Ball value = IsFar(a.Mid, bits)
            ? Ball.Subtract(Ball.One, ErfcFar(Ball.Of(a.Mid.Abs()), bits + 8), bits + 8)
            : ErfNear(a.Mid.Abs(), bits + 8);
        return Widened(a.Mid.Sign < 0 ? -value : value, a, Radius.Of(1.1284), ErfSlope(a), bits);
    }

    public static Ball Erfc(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsExactZero)
        {
            return a.IsUnknown ? a : Ball.One;
        }

        Ball value;
        if (IsFar(a.Mid, bits))
        {
            value = ErfcFar(Ball.Of(a.Mid.Abs()), bits + 8);
            value = a.Mid.Sign < 0 ? Ball.Subtract(Ball.Of(2), value, bits + 8) : value;
        }
        else
        {
            // 1 − erf loses t²/ln 2 bits; IsFar keeps that below twice those asked for.
            double size = a.Mid.ToDouble();
            int more = size > 0 ? (int)(1.5 * size * size) + 16 : 8;
            Ball erf = ErfNear(a.Mid.Abs(), bits + more);
            value = Ball.Subtract(Ball.One, a.Mid.Sign < 0 ? -erf : erf, bits + more);
        }

        return Widened(value, a, Radius.Of(1.1284), ErfSlope(a), bits);
    }

    /// <summary>Whether erfc's asymptotic series reaches the bits: its least term is about e^−t².</summary>
    private static bool IsFar(BigFloat t, int bits) => t.Top > 20 || Math.Pow(t.ToDouble(), 2) > 0.75 * (bits + 24);

    /// <summary>erf t = 2t/√π·e^−t²·Σ (2t²)ⁿ/(2n + 1)!!, all terms positive.</summary>
    private static Ball ErfNear(BigFloat t, int bits)
    {
        int work = bits + Guard;
        BigInteger square = (t * t).Fixed(work + 1);
        BigInteger term = BigInteger.One << work;
        BigInteger sum = BigInteger.Zero;
        for (int n = 1; !term.IsZero; n++)
        {
            sum += term;
            term = ((term * square) >> work) / ((2 * n) + 1);
        }

        var series = new BigFloat(sum, -work);
        Ball result = Ball.Multiply(Ball.Of(t), new(series, Radius.Above(series) * Radius.PowerOfTwo(-bits - 16)), bits + 8);
        result = Ball.Multiply(result, Exp(Ball.Of(-(t * t)), bits + 8), bits + 8);
        return Ball.Scale(Ball.Divide(result, Ball.Sqrt(Constants.PiBall(bits + 8), bits + 8), bits), 1);
    }

    /// <summary>erfc t = e^−t²/(t√π)·Σ (−1)ᵏ(2k − 1)!!/(2t²)ᵏ, the error below the first term left out.</summary>
    private static Ball ErfcFar(Ball t, int bits)
    {
        if (t.IsHuge || t.Mid.Top > (ExponentReach / 2) + 1)
        {
            return Ball.Tiny(1);
        }

        int work = bits + 16;
        Ball inverse = Ball.Divide(Ball.One, Ball.Scale(Ball.Multiply(t, t, work), 1), work);
        Ball term = Ball.One;
        Ball sum = Ball.One;
        Radius enough = Radius.PowerOfTwo(-bits - 8);
        for (int k = 1; enough < term.Magnitude; k++)
        {
            Ball next = -Ball.Multiply(term, Ball.Multiply(inverse, Ball.Of((2 * k) - 1), work), work);
            if (term.Magnitude < next.Magnitude)
            {
                break;
            }

            term = next;
            sum = Ball.Add(sum, term, work);
        }

        sum = new(sum.Mid, sum.Rad + term.Magnitude);
        Ball e = Exp(Ball.Of(-(t.Mid * t.Mid)), work);
        return Ball.Divide(Ball.Multiply(e, sum, work), Ball.Multiply(t, Ball.Sqrt(Constants.PiBall(work), work), work), bits);
    }

    private static Radius ErfSlope(Ball a)
    {
        double least = a.Least.ToDouble();
        return Radius.Of(1.1284) * ExpAbove(-least * least * 0.999999);
    }
}
