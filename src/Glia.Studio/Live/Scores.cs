using Glia.Networks;
using Glia.Tabular;
using Glia.Tabular.Metrics;

namespace Glia.Studio.Live;

/// <summary>How well each of several targets is learned: one number of all together hides the one that is not.</summary>
internal static class Scores
{
    /// <summary>Held rows looked at, as many as the observatory looks at of the others.</summary>
    private const int MostRows = 600;

    /// <summary>R² or the share of right classes of every target, on held rows where there are any; empty for one target.</summary>
    public static IReadOnlyList<double?> Of(ShownRun run, Network network)
    {
        TrainingSet set = run.Held ?? run.Train!;
        if (run.Plan is not { Schema.SeveralTargets: { } targets } plan)
        {
            return [];
        }

        int rows = Math.Min(MostRows, set.Rows), width = targets.Count;
        float[] y = new float[rows * width], actual = set.Targets[..(rows * width)].ToArray();
        network.Predict(set.X.Span[..(rows * set.Features)], rows, y);
        float[] answers = plan.Schema.Task is TaskKind.Multilabel ? [] : RegressionModel.Unlinked(y, plan.Scale.Link);
        int[] chosen = plan.Schema.Task is TaskKind.Multilabel ? MultilabelModel.Choose(MultilabelModel.Probabilities(y), plan.Scale) : [];
        return [.. Enumerable.Range(0, width).Select(t => Curve.Finite(chosen.Length > 0
            ? Accuracy.Of([.. Column(actual, t, width).Select(value => (int)value)], [.. Column(chosen, t, width)], [])
            : RSquared.Of([.. Column(actual, t, width).Select(value => (double)value)], [.. Column(answers, t, width).Select(value => (double)value)], [])))];
    }

    private static IEnumerable<T> Column<T>(T[] values, int at, int width) => Enumerable.Range(0, values.Length / width).Select(row => values[(row * width) + at]);
}
