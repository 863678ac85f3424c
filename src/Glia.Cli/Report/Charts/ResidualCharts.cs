namespace Glia.Cli.Report.Charts;

/// <summary>Predicted against actual values, and how the errors are spread.</summary>
internal static class ResidualCharts
{
    /// <summary>Points drawn; more would only cover each other.</summary>
    private const int MostPoints = 1500;

    private const int Bins = 25;

    public static void Write(HtmlPage page, ScatterData data, string target)
    {
        page.Write($"<div class=\"pair\">");
        WriteScatter(page, data, target);
        WriteHistogram(page, data, target);
        page.Write($"</div>");
    }

    private static void WriteScatter(HtmlPage page, ScatterData data, string target)
    {
        int[] kept = LineChart.Thin(data.Actual.Count, Math.Min(data.Actual.Count, MostPoints));
        double[] all = [.. data.Actual.Concat(data.Predicted).Where(double.IsFinite)];
        Axis axis = all.Length == 0 ? Axis.Linear(0, 1) : Axis.Linear(all.Min(), all.Max());
        string caption = $"{Say.Capital(data.Split)} rows, {target}: the closer to the line, the better.";
        page.Write($"<figure class=\"chart\"><figcaption><strong>Predicted and actual</strong> <span>{caption}</span></figcaption>");
        page.Write($"<div class=\"plot square\" role=\"img\" aria-label=\"Predicted against actual values. {caption}\"><svg viewBox=\"0 0 1000 1000\" aria-hidden=\"true\">");
        foreach (double tick in axis.Ticks)
        {
            page.Write($"<path class=\"grid\" d=\"M0 {1000 * (1 - axis.Place(tick))}H1000M{1000 * axis.Place(tick)} 0V1000\"/>");
        }

        page.Write($"<path class=\"ideal\" d=\"M0 1000L1000 0\"/>");
        foreach (int i in kept.Where(i => double.IsFinite(data.Actual[i]) && double.IsFinite(data.Predicted[i])))
        {
            page.Write($"<circle r=\"9\" cx=\"{1000 * axis.Place(data.Actual[i]):0.#}\" cy=\"{1000 * (1 - axis.Place(data.Predicted[i])):0.#}\"/>");
        }

        page.Write($"</svg>");
        foreach (double tick in axis.Ticks)
        {
            page.Write($"<span class=\"y\" style=\"top:{100 * (1 - axis.Place(tick))}%\">{Say.Number(tick)}</span><span class=\"x\" style=\"left:{100 * axis.Place(tick)}%\">{Say.Number(tick)}</span>");
        }

        page.Write($"<span class=\"xname\">actual</span><span class=\"yname\">predicted</span></div></figure>");
    }

    private static void WriteHistogram(HtmlPage page, ScatterData data, string target)
    {
        double[] errors = [.. data.Actual.Zip(data.Predicted, (actual, predicted) => predicted - actual).Where(double.IsFinite)];
        double widest = errors.Length == 0 ? 1 : Math.Max(errors.Max(Math.Abs), 1e-300);
        Axis axis = Axis.Linear(-widest, widest, 6);
        double step = (axis.To - axis.From) / Bins;
        int[] counts = new int[Bins];
        foreach (double error in errors)
        {
            counts[Math.Min(Bins - 1, (int)(axis.Place(error) * Bins))]++;
        }

        double most = Math.Max(1, counts.Max());
        string caption = $"Predicted minus actual {target}: centred on zero is unbiased, narrow is exact.";
        page.Write($"<figure class=\"chart\"><figcaption><strong>Errors</strong> <span>{caption}</span></figcaption>");
        page.Write($"<div class=\"plot\" role=\"img\" aria-label=\"Histogram of errors. {caption} The numbers are in the table below.\"><svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        for (int bin = 0; bin < Bins; bin++)
        {
            double height = 960 * counts[bin] / most;
            page.Write($"<rect class=\"bar\" x=\"{(1000.0 * bin / Bins) + 3}\" width=\"{(1000.0 / Bins) - 6}\" y=\"{1000 - height}\" height=\"{height}\"/>");
        }

        page.Write($"<path class=\"zero\" d=\"M{1000 * axis.Place(0)} 0V1000\"/></svg>");
        foreach (double tick in axis.Ticks)
        {
            page.Write($"<span class=\"x\" style=\"left:{100 * axis.Place(tick)}%\">{Say.Number(tick)}</span>");
        }

        page.Write($"<span class=\"y\" style=\"top:4%\">{(int)most}</span><span class=\"xname\">error</span></div>");
        page.Write($"<details><summary>Numbers</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr><th scope=\"col\">error from</th><th scope=\"col\">to</th><th scope=\"col\">rows</th></tr></thead><tbody>");
        for (int bin = 0; bin < Bins; bin++)
        {
            page.Write($"<tr><td>{Say.Number(axis.From + (bin * step))}</td><td>{Say.Number(axis.From + ((bin + 1) * step))}</td><td>{counts[bin]}</td></tr>");
        }

        page.Write($"</tbody></table></div></details></figure>");
    }
}
