using Glia.Cli.Report.Charts;

namespace Glia.Cli.Report.Sections;

/// <summary>The curves: loss and metric, training against validation, with the epoch that was kept.</summary>
internal static class Learned
{
    public static void Write(HtmlPage page, ReportData data)
    {
        page.Write($"<section id=\"learned\" aria-labelledby=\"h-learned\"><h2 id=\"h-learned\">Learning</h2>");
        if (data.Curve.Count == 0)
        {
            page.Write($"<p>No epoch was finished: there is nothing to draw.</p></section>");
            return;
        }

        page.Write($"<p>{Sentence(data)}</p><div class=\"pair\">");
        Chart(data, "Loss", $"{data.Loss.Replace('_', ' ')}, lower is better.", point => point.TrainLoss, point => point.ValidationLoss)?.Write(page);
        Chart(data, Say.Capital(Say.Metric(data.MetricName)), "Higher is better.", point => point.TrainMetric, point => point.ValidationMetric)?.Write(page);
        page.Write($"</div></section>");
    }

    private static string Sentence(ReportData data)
    {
        CurvePoint? best = data.Curve.FirstOrDefault(point => point.Epoch == data.BestEpoch);
        string kept = best is null ? "" : best.ValidationLoss is { } loss
            ? $" The weights of epoch {best.Epoch} were kept: the lowest validation loss, {Say.Number(loss)}."
            : $" The weights of epoch {best.Epoch} were kept: the lowest training loss, {Say.Number(best.TrainLoss)}.";
        return $"{Say.Count(data.Curve.Count, "epoch")} in {Say.Seconds(data.Seconds)} ({Say.Count((long)data.RowsPerSecond)} rows a second); {data.Ended}.{kept}";
    }

    private static LineChart? Chart(ReportData data, string title, string caption, Func<CurvePoint, double?> train, Func<CurvePoint, double?> validation)
    {
        List<Series> lines = [];
        Add(lines, data, "training", "train", train);
        Add(lines, data, "validation", "valid", validation);
        if (lines.Count == 0)
        {
            return null;
        }

        Axis y = Scale(lines, isMetric: title != "Loss");
        return new LineChart
        {
            Title = title,
            Caption = y.IsLogarithmic ? caption + " Logarithmic scale." : caption,
            XName = "epoch",
            X = [.. data.Curve.Select(point => (double)point.Epoch)],
            XAxis = Axis.Epochs(data.Curve[^1].Epoch),
            YAxis = y,
            Lines = lines,
            Mark = data.BestEpoch > 0 ? (data.BestEpoch, $"kept: epoch {data.BestEpoch}") : null,
        };
    }

    /// <summary>A metric that hardly moves is drawn as one: at least a tenth from bottom to top.</summary>
    private static Axis Scale(List<Series> lines, bool isMetric)
    {
        double[] values = [.. lines.SelectMany(line => line.Y).Where(double.IsFinite)];
        if (!isMetric)
        {
            return Axis.ForValues(values);
        }

        double high = values.Max();
        return Axis.Linear(Math.Min(values.Min(), high - 0.1), high);
    }

    private static void Add(List<Series> lines, ReportData data, string name, string look, Func<CurvePoint, double?> value)
    {
        double[] y = [.. data.Curve.Select(point => value(point) ?? double.NaN)];
        if (y.Any(double.IsFinite))
        {
            lines.Add(new Series(name, look, y));
        }
    }
}
