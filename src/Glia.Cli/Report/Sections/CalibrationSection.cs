using Glia.Cli.Report.Charts;
using Glia.Tabular;

namespace Glia.Cli.Report.Sections;

/// <summary>How honest probabilities were before and after calibration, where it was asked for.</summary>
internal static class CalibrationSection
{
    /// <summary>Targets whose probabilities are drawn.</summary>
    private const int MostDrawn = 6;

    public static void Write(HtmlPage page, ReportData data)
    {
        if (data.Calibrations.Count == 0)
        {
            return;
        }

        page.Write($"<section id=\"calibration\" aria-labelledby=\"h-calibration\"><h2 id=\"h-calibration\">Honest probabilities</h2>");
        foreach ((string target, CalibrationRecord calibration) in data.Calibrations)
        {
            string of = data.Calibrations.Count == 1 ? "" : $" of {target}";
            page.Write($"<p>{(calibration.Note is { } note ? $"Probabilities{of} are the network's own: {note}." : $"Logits{of} are divided by the temperature {Say.Number(calibration.Temperature)}, fitted on the validation rows; labels stay as they were.")}</p>");
            page.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Calibration{of} by split\"><table class=\"numbers\"><thead><tr><th scope=\"col\">rows</th>");
            page.Write($"<th scope=\"col\">log loss before</th><th scope=\"col\">after</th><th scope=\"col\">calibration error before</th><th scope=\"col\">after</th></tr></thead><tbody>");
            foreach ((string part, CalibrationScores scores) in calibration.Parts)
            {
                page.Write($"<tr><th scope=\"row\">{part} <small>{Say.Count(scores.Rows)}</small></th><td>{Say.Number(scores.LogLossBefore)}</td><td>{Say.Number(scores.LogLossAfter)}</td>");
                page.Write($"<td>{Say.Percent(scores.ErrorBefore)}</td><td>{Say.Percent(scores.ErrorAfter)}</td></tr>");
            }

            page.Write($"</tbody></table></div>");
        }

        page.Write($"<div class=\"pair\">");
        foreach ((string target, CalibrationRecord calibration) in data.Calibrations.Take(MostDrawn))
        {
            (string part, CalibrationScores scores) = calibration.Parts.Last();
            ReliabilityChart.Write(page, data.Calibrations.Count == 1 ? part : $"{part}, {target}", scores, isCalibrated: calibration.Note is null);
        }

        page.Write($"</div>");
        if (data.Calibrations.Count > MostDrawn)
        {
            page.Write($"<p class=\"note\">Drawn are the first {MostDrawn} of {data.Calibrations.Count} labels; run.json has the numbers of all.</p>");
        }

        page.Write($"<p class=\"note\">Calibration error: by how much the share that is right differs from the probability given to it, in {Tabular.Metrics.CalibrationError.Bins} bins (Guo et al., ICML 2017). The test rows had no part in it.</p></section>");
    }
}
