using Glia.Networks;

namespace Glia.Tabular;

/// <summary>The metric that is measured after every epoch, shown beside the loss.</summary>
internal static class EpochMetric
{
    public static string Name(TaskKind task) => task switch
    {
        TaskKind.Regression or TaskKind.Multitarget => "r2",
        TaskKind.Multilabel => "exact_match",
        _ => "accuracy",
    };

    /// <summary>The metric of rows; a prediction in the network's own unit serves, since no unit changes R².</summary>
    /// <param name="outputs">[rows, outputs].</param>
    /// <param name="set">The rows.</param>
    /// <param name="weights">Their weights in metrics.</param>
    /// <param name="schema">What is learned.</param>
    /// <param name="scale">Link and thresholds.</param>
    public static double Of(ReadOnlySpan<float> outputs, TrainingSet set, ReadOnlySpan<double> weights, Schema schema, OutputScale scale)
    {
        ReadOnlySpan<float> targets = set.Targets.Span;
        switch (schema.Task)
        {
            case TaskKind.Regression or TaskKind.Multitarget:
                double[] actual = Widen(targets), predicted = Widen(RegressionModel.Unlinked(outputs, scale.Link));
                double sum = 0;
                for (int t = 0; t < set.TargetWidth; t++)
                {
                    sum += Metrics.RSquared.Of(RowMajor.Column<double>(actual, t, set.TargetWidth), RowMajor.Column<double>(predicted, t, set.TargetWidth), weights);
                }

                return sum / set.TargetWidth;
            case TaskKind.Multilabel:
                return Metrics.ExactMatch.Of(Whole(targets), MultilabelModel.Choose(MultilabelModel.Probabilities(outputs), scale), set.TargetWidth, weights);
            default:
                int classes = schema.Classes.Count;
                float[] probabilities = ClassificationModel.Probabilities(outputs, classes, schema.Task);
                return Metrics.Accuracy.Of(Whole(targets), ClassificationModel.Choose(probabilities, classes, schema.Task, scale.Threshold), weights);
        }
    }

    private static int[] Whole(ReadOnlySpan<float> values)
    {
        int[] whole = new int[values.Length];
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] = (int)values[i];
        }

        return whole;
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }
}
