using Glia.Kernels.Randomness;
using Glia.Tabular.Metrics;

namespace Glia.Tabular;

/// <summary>Permutes column after column of prepared rows: the inputs of one raw column move together, all others stay.</summary>
internal sealed class ImportanceExam(TabularModel model, Table known, double[] weights, ImportanceOptions options)
{
    private const double Doubt = 0.05;

    private readonly string _metric = options.Metric ?? EpochMetric.Name(model.Task);
    private readonly int _width = model.Preprocessor.Width;
    private readonly float[] _outputs = new float[checked(known.Rows * model.Network.Outputs * model.Members.Count)];

    public ImportanceResult Run(int dropped, CancellationToken cancel)
    {
        if (options.Repeats is < 1 or > 10_000)
        {
            throw new GliaException($"Every column is permuted 1 to 10000 times, not {options.Repeats}.");
        }

        if (known.Rows < 2)
        {
            throw new GliaException($"{known.Source}: {Schema.Count(known.Rows, "row")} with a target; values are exchanged between rows, and that takes two or more.");
        }

        float[] x = model.Preprocessor.Transform(known);
        double baseline = Score(x);
        var features = new List<FeatureImportance>();
        int start = 0;
        foreach (Feature feature in model.Preprocessor.Features)
        {
            features.Add(Permute(feature, start, x, baseline, cancel));
            start += feature.Width;
        }

        return new ImportanceResult
        {
            Rows = known.Rows,
            RowsWithoutTarget = dropped,
            Metric = _metric,
            Baseline = baseline,
            Features = [.. features.OrderByDescending(feature => feature.Mean)],
        };
    }

    private FeatureImportance Permute(Feature feature, int start, float[] x, double baseline, CancellationToken cancel)
    {
        float[] kept = new float[known.Rows * feature.Width];
        for (int row = 0; row < known.Rows; row++)
        {
            Inputs(x, row).CopyTo(kept.AsSpan(row * feature.Width));
        }

        // By name, so that what a column is worth does not depend on which others there are.
        RandomStream stream = new RandomStream(options.Seed).Split("importance").Split(feature.Name);
        int[] order = new int[known.Rows];
        double[] falls = new double[options.Repeats];
        for (int repeat = 0; repeat < falls.Length; repeat++)
        {
            cancel.ThrowIfCancellationRequested();
            for (int row = 0; row < order.Length; row++)
            {
                order[row] = row;
            }

            stream.Split((ulong)repeat).Shuffle<int>(order);
            Put(order);
            double score = Score(x);
            falls[repeat] = Evaluator.IsBetterLow(_metric) ? score - baseline : baseline - score;
        }

        for (int row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        Put(order);
        (double mean, double? margin) = Interval(falls);
        return new FeatureImportance(feature.Name, mean, mean - margin, mean + margin, falls);

        Span<float> Inputs(float[] all, int row) => all.AsSpan((row * _width) + start, feature.Width);

        void Put(int[] rows)
        {
            for (int row = 0; row < rows.Length; row++)
            {
                kept.AsSpan(rows[row] * feature.Width, feature.Width).CopyTo(Inputs(x, row));
            }
        }
    }

    private static (double Mean, double? Margin) Interval(double[] falls)
    {
        double mean = falls.Average();
        if (falls.Length < 2)
        {
            return (mean, null);
        }

        double variance = falls.Sum(fall => (fall - mean) * (fall - mean)) / (falls.Length - 1);
        return (mean, StudentT.Quantile(Doubt, falls.Length - 1) * Math.Sqrt(variance / falls.Length));
    }

    private double Score(float[] x)
    {
        model.PredictAll(x, known.Rows, _outputs);
        Evaluation evaluation = model.JudgeOutputs(known, _outputs, weights, _metric);
        if (evaluation.Metrics.TryGetValue(_metric, out double score))
        {
            return score;
        }

        IEnumerable<string> others = model.JudgeOutputs(known, _outputs, weights).Metrics.Keys;
        throw new GliaException($"The metric '{_metric}' has no value on these rows; those that have one are {string.Join(", ", others)}.");
    }
}
