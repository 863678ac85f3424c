using Glia.Networks;

namespace Glia.Health.Measures;

/// <summary>The loss of the best answer that knows nothing of the inputs: what a network has to beat to have learned anything.</summary>
internal static class ConstantGuess
{
    /// <summary>
    /// squared: the variance of the target; absolute: the mean distance from its median; cross-entropies: the entropy of the classes' shares.
    /// Means over outputs, rows weighted; weights of labels' second classes change their shares.
    /// </summary>
    /// <param name="loss">The loss.</param>
    /// <param name="set">The training rows.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <returns>The loss; null for a loss of which the best constant is not known here.</returns>
    public static double? Of(Loss loss, TrainingSet set, int outputs) => (loss.PositiveWeights.Count > 0 ? loss.Name : loss.Text) switch
    {
        _ when set.Rows == 0 => null,
        "squared" => Columns(set, Variance),
        "absolute" => Columns(set, Distance),
        "binary_cross_entropy" => Columns(set, (set, column) => LabelEntropy(Mean(set, column), loss.PositiveWeights is { Count: > 0 } weights ? weights[column] : 1)),
        "softmax_cross_entropy" => Entropy(Shares(set, outputs)),
        _ => null,
    };

    /// <summary>Share of each class in the weighted rows.</summary>
    public static double[] Shares(TrainingSet set, int classes)
    {
        double[] shares = new double[classes];
        double total = 0;
        for (int row = 0; row < set.Rows; row++)
        {
            shares[(int)set.Targets.Span[row]] += Weight(set, row);
            total += Weight(set, row);
        }

        return [.. shares.Select(share => share / total)];
    }

    /// <summary>Weighted mean of a column of the targets.</summary>
    public static double Mean(TrainingSet set, int column) => Average(set, row => Target(set, row, column));

    /// <summary>Weighted variance of a column of the targets.</summary>
    public static double Variance(TrainingSet set, int column)
    {
        double mean = Mean(set, column);
        return Average(set, row => (Target(set, row, column) - mean) * (Target(set, row, column) - mean));
    }

    private static double Distance(TrainingSet set, int column)
    {
        int[] order = [.. Enumerable.Range(0, set.Rows).OrderBy(row => Target(set, row, column))];
        double half = order.Sum(row => Weight(set, row)) / 2, below = 0;
        double median = Target(set, order.First(row => (below += Weight(set, row)) >= half), column);
        return Average(set, row => Math.Abs(Target(set, row, column) - median));
    }

    private static double Columns(TrainingSet set, Func<TrainingSet, int, double> loss)
        => Enumerable.Range(0, set.TargetWidth).Average(column => loss(set, column));

    // −p·m·ln q − (1 − m)·ln(1 − q) is least at q = p·m / (p·m + 1 − m), where it is the entropy of q times that divisor.
    private static double LabelEntropy(double share, double weight)
    {
        double all = (weight * share) + (1 - share), second = weight * share / all;
        return all * Entropy([second, 1 - second]);
    }

    private static double Entropy(double[] shares) => -shares.Sum(share => share > 0 ? share * Math.Log(share) : 0);

    private static double Average(TrainingSet set, Func<int, double> value)
    {
        double sum = 0, total = 0;
        for (int row = 0; row < set.Rows; row++)
        {
            sum += Weight(set, row) * value(row);
            total += Weight(set, row);
        }

        return sum / total;
    }

    private static double Target(TrainingSet set, int row, int column) => set.Targets.Span[(row * set.TargetWidth) + column];

    private static double Weight(TrainingSet set, int row) => set.Weights.IsEmpty ? 1 : set.Weights.Span[row];
}
