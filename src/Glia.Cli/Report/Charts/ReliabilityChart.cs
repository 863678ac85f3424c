using Glia.Tabular;
using Glia.Tabular.Metrics;

namespace Glia.Cli.Report.Charts;

/// <summary>The reliability diagram: of the rows that were given about the same probability, the share that was right, before and after calibration; the more rows, the larger the point.</summary>
internal static class ReliabilityChart
{
    private const double SmallestRadius = 6;
    private const double LargestRadius = 26;

    /// <summary>Draws it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="rows">Which rows these are.</param>
    /// <param name="scores">Their bins.</param>
    /// <param name="isCalibrated">Whether there is an after.</param>
    public static void Write(HtmlPage page, string rows, CalibrationScores scores, bool isCalibrated)
    {
        if (scores.BinsBefore.Count == 0)
        {
            return;
        }

        string caption = $"{Say.Capital(rows)} rows: on the dashed line, what is said with 80 % is right in 80 of 100 rows; below it, it is said too surely. The more rows, the larger the point.";
        page.Write($"<figure class=\"chart\"><figcaption><strong>Said and right</strong> <span>{caption}</span></figcaption><ul class=\"legend\"><li><i class=\"train\"></i>before</li>");
        if (isCalibrated)
        {
            page.Write($"<li><i class=\"valid\"></i>after</li>");
        }

        Axis axis = Axis.Linear(0, 1);
        page.Write($"</ul><div class=\"plot square\" role=\"img\" aria-label=\"Share of right predictions against their probability. {caption} The numbers are in the table below.\"><svg viewBox=\"0 0 1000 1000\" aria-hidden=\"true\">");
        foreach (double tick in axis.Ticks)
        {
            page.Write($"<path class=\"grid\" d=\"M0 {1000 * (1 - axis.Place(tick))}H1000M{1000 * axis.Place(tick)} 0V1000\"/>");
        }

        page.Write($"<path class=\"ideal\" d=\"M0 1000L1000 0\"/>");
        Draw(page, "train", scores.BinsBefore);
        if (isCalibrated)
        {
            Draw(page, "valid", scores.BinsAfter);
        }

        page.Write($"</svg>");
        foreach (double tick in axis.Ticks)
        {
            page.Write($"<span class=\"y\" style=\"top:{100 * (1 - axis.Place(tick))}%\">{Say.Percent(tick)}</span><span class=\"x\" style=\"left:{100 * axis.Place(tick)}%\">{Say.Percent(tick)}</span>");
        }

        page.Write($"<span class=\"xname\">probability said</span><span class=\"yname\">right</span></div>");
        page.Write($"<details><summary>Numbers</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr><th scope=\"col\"></th><th scope=\"col\">rows</th><th scope=\"col\">said</th><th scope=\"col\">right</th></tr></thead><tbody>");
        Table(page, "before", scores.BinsBefore);
        if (isCalibrated)
        {
            Table(page, "after", scores.BinsAfter);
        }

        page.Write($"</tbody></table></div></details></figure>");
    }

    private static void Draw(HtmlPage page, string look, IReadOnlyList<ReliabilityBin> bins)
    {
        string path = string.Concat(bins.Select((bin, i) => FormattableString.Invariant($"{(i == 0 ? 'M' : 'L')}{1000 * bin.Predicted:0.#} {1000 * (1 - bin.Observed):0.#}")));
        page.Write($"<path class=\"line {look}\" d=\"{path}\"/>");
        double most = bins.Max(bin => bin.Rows);
        foreach (ReliabilityBin bin in bins)
        {
            double radius = Math.Max(SmallestRadius, LargestRadius * Math.Sqrt(bin.Rows / most));
            page.Write($"<circle class=\"{look}\" r=\"{radius:0.#}\" cx=\"{1000 * bin.Predicted:0.#}\" cy=\"{1000 * (1 - bin.Observed):0.#}\"/>");
        }
    }

    private static void Table(HtmlPage page, string when, IReadOnlyList<ReliabilityBin> bins)
    {
        foreach (ReliabilityBin bin in bins)
        {
            page.Write($"<tr><th scope=\"row\">{when}</th><td>{bin.Rows}</td><td>{Say.Percent(bin.Predicted)}</td><td>{Say.Percent(bin.Observed)}</td></tr>");
        }
    }
}
