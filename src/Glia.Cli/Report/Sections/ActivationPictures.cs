using Glia.Cli.Report.Charts;
using Glia.Kernels.Activations;

namespace Glia.Cli.Report.Sections;

/// <summary>Value and slope of each activation function in the network, computed by the kernels that trained it.</summary>
internal static class ActivationPictures
{
    private const int Points = 241;

    private const float Reach = 6;

    public static void Write(HtmlPage page, ReportData data)
    {
        page.Write($"<section id=\"activations\" aria-labelledby=\"h-activations\"><h2 id=\"h-activations\">Activations</h2><div class=\"three\">");
        foreach (Activation activation in data.Activations)
        {
            WriteOne(page, activation);
        }

        page.Write($"</div></section>");
    }

    private static void WriteOne(HtmlPage page, Activation activation)
    {
        ActivationInfo info = activation.Info;
        page.Write($"<div class=\"card\">");
        if (activation.IsRowwise)
        {
            page.Write($"<h3>{activation.Text}</h3><p class=\"note\">Works on a whole row, so it has no picture of one unit: every output depends on all of them.</p>");
        }
        else
        {
            Chart(activation).Write(page);
        }

        page.Write($"<dl class=\"rows\"><div><dt>formula</dt><dd><code>{info.Formula}</code></dd></div><div><dt>slope</dt><dd><code>{info.SlopeFormula}</code></dd></div>");
        page.Write($"<div><dt>range</dt><dd>{info.Range.ToString()}</dd></div><div><dt>known failure</dt><dd>{info.KnownFailure}</dd></div><div><dt>source</dt><dd>{info.Source}</dd></div></dl></div>");
    }

    private static LineChart Chart(Activation activation)
    {
        float[] z = [.. Enumerable.Range(0, Points).Select(i => -Reach + (2 * Reach * i / (Points - 1)))];
        float[] y = new float[Points];
        float[] slope = new float[Points];
        activation.Forward(z, y);
        activation.Slope(z, slope);
        double[] all = [.. y.Concat(slope).Select(value => (double)value).Where(double.IsFinite)];
        double low = all.Length == 0 ? -1 : Math.Max(all.Min(), -Reach);
        double high = all.Length == 0 ? 1 : Math.Min(all.Max(), Reach);
        return new LineChart
        {
            Title = activation.Text,
            Caption = "Value and slope.",
            XName = "x",
            X = [.. z.Select(value => (double)value)],
            XAxis = Axis.Linear(-Reach, Reach, 6),
            YAxis = Axis.Linear(low, high, 4),
            Lines = [new Series("value", "valid", [.. y.Select(value => (double)value)]), new Series("slope", "slope", [.. slope.Select(value => (double)value)])],
            ShowsZero = true,
            HasNumbers = false,
        };
    }
}
