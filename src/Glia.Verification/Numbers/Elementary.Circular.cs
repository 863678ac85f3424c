using System.Numerics;

namespace Glia.Verification.Numbers;

/// <content>Sine, cosine and the arc of a tangent.</content>
internal static partial class Elementary
{
    public static Ball Atan(Ball a, int bits)
    {
        if (a.IsUnknown || a.IsExactZero)
        {
            return a;
        }

        Ball halfPi = Ball.Scale(Constants.PiBall(bits + 16), -1);
        if (a.IsHuge)
        {
            return Ball.Add(a.Mid.Sign > 0 ? halfPi : -halfPi, new(BigFloat.Zero, Radius.PowerOfTwo(-1L << 29)), bits);
        }

        int work = bits + 16;
        Ball t = Ball.Of(a.Mid.Abs());
        bool inverted = a.Mid.Top > 1;
        if (inverted)
        {
            t = Ball.Divide(Ball.One, t, work);
        }

        // Half the angle three times: below tan(π/16) = 0.2 each term of the series gives four bits.
        const int Halvings = 3;
        for (int i = 0; i < Halvings; i++)
        {
            Ball root = Ball.Sqrt(Ball.Add(Ball.One, Ball.Multiply(t, t, work), work), work);
            t = Ball.Divide(t, Ball.Add(Ball.One, root, work), work);
        }

        Ball value = Ball.Scale(OddSeries(t, work, static (term, square, n, shift) => -((term * square) >> shift), static n => (2 * n) + 1), Halvings);
        if (inverted)
        {
            value = Ball.Subtract(halfPi, value, work);
        }

        Radius least = a.Least;
        return Widened(a.Mid.Sign < 0 ? -value : value, a, Radius.Of(1), Radius.Of(1) / Radius.Max(Radius.Of(1), least * least * Radius.Of(0.999)), bits);
    }

    public static Ball Sin(Ball a, int bits) => SinCos(a, 0, bits);

    public static Ball Cos(Ball a, int bits) => SinCos(a, 1, bits);

    private static Ball SinCos(Ball a, int quarterTurns, int bits)
    {
        if (a.Rad.IsInfinite || a.Rad > Radius.Of(4))
        {
            return new(BigFloat.Zero, Radius.Of(1));
        }

        int work = bits + Guard + (int)Math.Max(0, a.Mid.Top);
        Ball r = Ball.Of(a.Mid);
        int quadrant = quarterTurns;
        if (a.Mid.Top >= 0)
        {
            BigInteger halfPi = Constants.Pi(work + 1) >> 2;
            BigInteger fixedT = a.Mid.Fixed(work);
            BigInteger q = Floor(fixedT + (halfPi >> 1), halfPi);
            quadrant += (int)(q & 3);
            r = new(new BigFloat(fixedT - (q * halfPi), -work), Radius.PowerOfTwo(Math.Max(0, a.Mid.Top) + 3 - work));
        }

        Ball value;
        if ((quadrant & 1) == 0)
        {
            value = OddSeries(r, bits + 8, static (term, square, n, shift) => -((term * square) >> shift) / (2 * n * ((2 * n) + 1)), static _ => 1);
            value = r.Mid.IsZero ? r : new(value.Mid, value.Rad + r.Rad);
        }
        else
        {
            int places = bits + Guard;
            BigInteger square = (r.Mid * r.Mid).Fixed(places);
            BigInteger term = BigInteger.One << places;
            BigInteger sum = BigInteger.Zero;
            for (int n = 1; !term.IsZero && term != BigInteger.MinusOne; n++)
            {
                sum += term;
                term = -((term * square) >> places) / (2 * n * ((2 * n) - 1));
            }

            value = r.IsExactZero ? Ball.One : new(new BigFloat(sum, -places), Radius.PowerOfTwo(-bits - 16) + r.Rad);
        }

        value = (quadrant & 2) == 0 ? value : -value;
        return Ball.Rounded(value.Mid, value.Rad + a.Rad, bits);
    }
}
