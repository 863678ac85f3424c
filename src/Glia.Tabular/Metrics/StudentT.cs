namespace Glia.Tabular.Metrics;

/// <summary>Student's t distribution with whole degrees of freedom.</summary>
internal static class StudentT
{
    /// <summary>P(|T| ≥ |t|): the finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4, exact but for rounding.</summary>
    public static double TwoSided(double t, int freedom)
    {
        if (double.IsInfinity(t))
        {
            return 0;
        }

        double angle = Math.Atan(Math.Abs(t) / Math.Sqrt(freedom));
        double cosine = Math.Cos(angle), square = cosine * cosine;
        bool odd = freedom % 2 == 1;
        double term = odd ? cosine : 1, sum = 0;
        for (int k = odd ? 1 : 0; k <= freedom - 2; k += 2)
        {
            sum += term;
            term *= square * (k + 1) / (k + 2);
        }

        double inside = odd ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
        return Math.Clamp(1 - inside, 0, 1);
    }

    /// <summary>The t that |T| passes with a probability, such as 12.71 for 0.05 and one degree of freedom; by bisection.</summary>
    public static double Quantile(double twoSided, int freedom)
    {
        double low = 0, high = 1;
        while (TwoSided(high, freedom) > twoSided)
        {
            high *= 2;
        }

        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = TwoSided(middle, freedom) > twoSided ? (middle, high) : (low, middle);
        }

        return high;
    }
}
