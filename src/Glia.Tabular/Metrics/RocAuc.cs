namespace Glia.Tabular.Metrics;

/// <summary>
/// The area under the receiver operating characteristic: the chance that a row of the class scores above a row of another, ties counting
/// one half. Binary: P(s⁺ &gt; s⁻) + ½·P(s⁺ = s⁻), by ranks (Hanley and McNeil 1982). Several classes: the plain mean of each class against the
/// rest. Source: scikit-learn, roc_auc_score(average="macro", multi_class="ovr").
/// </summary>
public static class RocAuc
{
    /// <summary>For two classes.</summary>
    /// <param name="positive">Whether each row is of the positive class.</param>
    /// <param name="scores">Anything that grows with the chance of that class.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>0 … 1; NaN if one of the two classes does not occur.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double Of(ReadOnlySpan<bool> positive, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights = default)
    {
        Weighing.Check(positive, scores, weights);
        double[] sorted = scores.ToArray();
        int[] order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(sorted, order);
        double above = 0, negatives = 0, positives = 0;
        for (int i = 0; i < order.Length;)
        {
            double tiedPositive = 0, tiedNegative = 0;
            int first = i;
            for (; i < order.Length && sorted[i] == sorted[first]; i++)
            {
                double weight = Weighing.Of(weights, order[i]);
                tiedPositive += positive[order[i]] ? weight : 0;
                tiedNegative += positive[order[i]] ? 0 : weight;
            }

            if (i == first)
            {
                return double.NaN; // A score that is not a number has no place in any order.
            }

            above += tiedPositive * (negatives + (tiedNegative / 2));
            positives += tiedPositive;
            negatives += tiedNegative;
        }

        return above / (positives * negatives);
    }

    /// <summary>For several classes: each against the rest.</summary>
    /// <param name="actual">Class of each row, 0 … classes − 1.</param>
    /// <param name="probabilities">[rows, classes], row-major.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="weights">Weight of each row; empty for one each.</param>
    /// <returns>The mean over the classes that occur; NaN if fewer than two do.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double OneVersusRest(ReadOnlySpan<int> actual, ReadOnlySpan<double> probabilities, int classes, ReadOnlySpan<double> weights = default)
    {
        if ((long)actual.Length * classes != probabilities.Length)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities are not {actual.Length} rows of {classes} classes.", nameof(probabilities));
        }

        bool[] positive = new bool[actual.Length];
        double[] scores = new double[actual.Length];
        double sum = 0;
        int seen = 0;
        for (int k = 0; k < classes; k++)
        {
            for (int row = 0; row < actual.Length; row++)
            {
                positive[row] = actual[row] == k;
                scores[row] = probabilities[(row * classes) + k];
            }

            double area = Of(positive, scores, weights);
            sum += double.IsNaN(area) ? 0 : area;
            seen += double.IsNaN(area) ? 0 : 1;
        }

        return sum / seen;
    }
}
