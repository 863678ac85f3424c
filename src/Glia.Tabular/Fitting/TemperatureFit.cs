using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Tabular;

/// <summary>
/// The T that makes the log loss of softmax(z / T) on held rows smallest. In β = 1/T the loss is convex; its slope is Σ w·(Σₖ pₖ·zₖ − z_y) / Σ w, p = softmax(β·z), and the zero is found by bisection.
/// The networks of an ensemble have one temperature together, the one that makes the log loss of their mean probability smallest: calibrated one by one they would be spread too wide together.
/// </summary>
/// <remarks>Several members: the slope of −ln Σₘ pₘ,y is Σₘ rₘ·(Σₖ pₘ,ₖ·zₘ,ₖ − zₘ,y) with rₘ = pₘ,y / Σ pₘ,y.</remarks>
internal static class TemperatureFit
{
    /// <summary>β lies between this and its inverse; beyond, logits say nothing.</summary>
    private const double LowestSharpness = 1.0 / 128;

    // An interval of 14 powers of two, halved on a geometric scale: narrower than a float after 30 steps.
    private const int Steps = 40;

    /// <summary>The temperature, a float32; 1 with a reason where no finite one is best.</summary>
    /// <param name="logits">[rows, 1], the logit of the second of two classes, or [rows, classes].</param>
    /// <param name="actual">Class of each row.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <param name="members">Networks, whose logits stand one network after the other.</param>
    public static (double Temperature, string? Note) Of(ReadOnlySpan<float> logits, ReadOnlySpan<int> actual, int classes, ReadOnlySpan<double> weights, int members = 1)
    {
        double[] z = Wide(logits, actual.Length * members, classes);
        if (z.Any(value => !double.IsFinite(value)))
        {
            return (1, "outputs on the validation rows are not finite");
        }

        if (!HasMistake(z, actual, classes, weights, members))
        {
            return (1, "no validation row is predicted wrongly, so the sharpest probabilities would be the best");
        }

        if (Slope(0, z, actual, classes, weights, members) >= 0)
        {
            return (1, "on the validation rows the predictions say no more than chance");
        }

        double low = LowestSharpness, high = 1 / LowestSharpness;
        for (int step = 0; step < Steps; step++)
        {
            double middle = Math.Sqrt(low * high);
            (low, high) = Slope(middle, z, actual, classes, weights, members) < 0 ? (middle, high) : (low, middle);
        }

        return ((float)(1 / Math.Sqrt(low * high)), null);
    }

    // One logit z is the pair (0, z).
    private static double[] Wide(ReadOnlySpan<float> logits, int rows, int classes)
    {
        double[] z = new double[rows * classes];
        bool single = logits.Length == rows;
        for (int i = 0; i < logits.Length; i++)
        {
            z[single ? (2 * i) + 1 : i] = logits[i];
        }

        return z;
    }

    private static bool HasMistake(double[] z, ReadOnlySpan<int> actual, int classes, ReadOnlySpan<double> weights, int members)
    {
        double[] mean = new double[classes];
        for (int row = 0; row < actual.Length; row++)
        {
            ReadOnlySpan<double> own = z.AsSpan(row * classes, classes);
            if (members > 1)
            {
                Array.Clear(mean);
                for (int m = 0; m < members; m++)
                {
                    AddProbabilities(mean, z.AsSpan(((m * actual.Length) + row) * classes, classes));
                }

                own = mean;
            }

            for (int k = 0; k < classes; k++)
            {
                if (own[k] > own[actual[row]] && Metrics.Weighing.Of(weights, row) > 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AddProbabilities(double[] sums, ReadOnlySpan<double> z)
    {
        double top = z[0], sum = 0;
        foreach (double value in z)
        {
            top = Math.Max(top, value);
        }

        foreach (double value in z)
        {
            sum += Exp.OfNegative(Double1.Of(value - top)).Value;
        }

        for (int k = 0; k < z.Length; k++)
        {
            sums[k] += Exp.OfNegative(Double1.Of(z[k] - top)).Value / sum;
        }
    }

    private static double Slope(double sharpness, double[] z, ReadOnlySpan<int> actual, int classes, ReadOnlySpan<double> weights, int members)
    {
        double slope = 0;
        for (int row = 0; row < actual.Length; row++)
        {
            double off = 0, share = 0, plain = 0;
            for (int m = 0; m < members; m++)
            {
                ReadOnlySpan<double> own = z.AsSpan(((m * actual.Length) + row) * classes, classes);
                (double expected, double probability) = Expected(sharpness, own, actual[row]);
                double distance = expected - own[actual[row]];
                plain += distance / members;
                off += probability * distance;
                share += probability;
            }

            // Where every member is so sure of another class that a double holds no probability, all weigh the same.
            slope += Metrics.Weighing.Of(weights, row) * (members == 1 || share == 0 ? plain : off / share);
        }

        return slope;
    }

    /// <summary>The mean of logits by their probabilities, and the probability of a class.</summary>
    private static (double Mean, double Probability) Expected(double sharpness, ReadOnlySpan<double> z, int of)
    {
        double top = z[0];
        foreach (double value in z)
        {
            top = Math.Max(top, value);
        }

        double sum = 0, mean = 0, probability = 0;
        for (int k = 0; k < z.Length; k++)
        {
            double p = Exp.OfNegative(Double1.Of(sharpness * (z[k] - top))).Value;
            sum += p;
            mean += p * z[k];
            probability = k == of ? p : probability;
        }

        return (mean / sum, probability / sum);
    }
}
