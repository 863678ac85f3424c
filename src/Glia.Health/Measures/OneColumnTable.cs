using Glia.Health.Deaths;
using Glia.Kernels.Activations;
using Glia.Networks;

namespace Glia.Health.Measures;

/// <summary>
/// The simplest learner there is: one column of the inputs, cut into ranges of equally many rows, with the best constant answer in each. What a network that sees
/// all columns should not stay far behind.
/// </summary>
/// <remarks>
/// 1R of Holte, Very simple classification rules perform well on most commonly used datasets, Machine Learning 11, 1993, for any loss. The column is the one whose ranges
/// disagree most with the best constant answer: the largest sum of squared mean gradients, which for the squared loss is the column that explains most. A range has at least
/// ten rows an output and thirty in all, so that by chance alone a table gains a few hundredths at most.
/// </remarks>
/// <param name="Column">The column.</param>
/// <param name="Ranges">Ranges it was cut into.</param>
/// <param name="Loss">Mean loss of the table.</param>
/// <param name="Guess">Mean loss of the best constant answer to the same rows.</param>
internal sealed record OneColumnTable(int Column, int Ranges, double Loss, double Guess)
{
    private const int MostRanges = 16, FewestRows = 30, RowsAnOutput = 10;

    /// <summary>Makes the table.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="set">The rows.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="function">The activation of the output layer; null for none.</param>
    /// <returns>The best table of one column; null where there are too few rows for two ranges, no column varies, or the best constant is not known.</returns>
    public static OneColumnTable? Of(Loss loss, TrainingSet set, int outputs, Activation? function)
    {
        int ranges = Math.Min(MostRanges, set.Rows / Math.Max(FewestRows, RowsAnOutput * outputs));
        if (ranges < 2 || SearchedGuess.Search(loss, set, outputs, function) is not { } constant)
        {
            return null;
        }

        float[] all = new float[set.Rows * outputs], gradient = new float[all.Length];
        for (int row = 0; row < set.Rows; row++)
        {
            constant.Answer.CopyTo(all, row * outputs);
        }

        loss.Evaluate(all, set.Targets.Span, set.Weights.Span, set.Rows, gradient);
        int[][] best = [];
        (int column, double most) = (-1, 0);
        for (int at = 0; at < set.Features; at++)
        {
            int[][] cut = Cut(set, at, ranges);
            double disagreement = cut.Length < 2 ? 0 : cut.Sum(rows => Disagreement(rows, gradient, outputs));
            (column, most, best) = disagreement > most ? (at, disagreement, cut) : (column, most, best);
        }

        double table = MeanOf(best);
        return column < 0 || Constant(set) is not { } guess || !double.IsFinite(table) ? null : new OneColumnTable(column, best.Length, table, guess);

        double? Constant(TrainingSet rows) => ConstantGuess.Of(loss, rows, outputs) ?? SearchedGuess.Of(loss, rows, outputs, function);

        double MeanOf(int[][] cut)
        {
            double sum = 0, total = 0;
            foreach (TrainingSet range in cut.Select(rows => Sample.Take(set, rows)))
            {
                double weight = range.Weights.IsEmpty ? range.Rows : range.Weights.ToArray().Sum(w => (double)w);
                sum += weight > 0 ? weight * (Constant(range) ?? double.NaN) : 0;
                total += weight;
            }

            return sum / total;
        }
    }

    /// <summary>Rows of each range of a column, in ascending order of its values; equal values stay together.</summary>
    private static int[][] Cut(TrainingSet set, int column, int ranges)
    {
        float[] values = new float[set.Rows];
        int[] order = [.. Enumerable.Range(0, set.Rows)];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = set.X.Span[(row * set.Features) + column];
        }

        Array.Sort(values, order);
        List<int[]> cut = [];
        int from = 0;
        for (int range = 1; range <= ranges; range++)
        {
            int to = (int)((long)range * values.Length / ranges);
            while (to < values.Length && values[to].Equals(values[to - 1]))
            {
                to++;
            }

            if (to > from)
            {
                cut.Add(order[from..to]);
                from = to;
            }
        }

        return [.. cut];
    }

    /// <summary>Σ over outputs of the squared sum of the gradient, a row.</summary>
    private static double Disagreement(int[] rows, float[] gradient, int outputs)
    {
        double squares = 0;
        for (int output = 0; output < outputs; output++)
        {
            double sum = 0;
            foreach (int row in rows)
            {
                sum += gradient[(row * outputs) + output];
            }

            squares += sum * sum;
        }

        return squares / rows.Length;
    }
}
