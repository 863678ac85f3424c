using System.Globalization;
using Glia.Cli.Report.Charts;
using Glia.Health;

namespace Glia.Cli.Report.Sections;

/// <summary>What each layer does to the signal: forward gain, backward gain, update ratio, over the epochs and at the end.</summary>
internal static class GainCharts
{
    public static void Write(HtmlPage page, HealthReport health)
    {
        if (health.Layers.Count == 0)
        {
            return;
        }

        page.Write($"<h3>Signal through the layers</h3><p>Forward gain: size of a layer's output against the layer before. Backward gain: size of the gradient at a layer against the layer after. Near 1, signals neither fade nor blow up. Update ratio: size of one update against the weights.</p>");
        WriteTable(page, health);
        if (health.Timeline.Count < 2)
        {
            return;
        }

        page.Write($"<div class=\"three\">");
        Chart(health, "Forward gain", "Output against the layer before.", frame => frame.ForwardGain, (0.1, 10, "0.1 … 10"))?.Write(page);
        Chart(health, "Backward gain", "Gradient against the layer after.", frame => frame.BackwardGain, (0.1, 10, "0.1 … 10"))?.Write(page);
        Chart(health, "Update ratio", "One update against the weights.", frame => frame.UpdateRatio, (1e-5, 0.1, "0.00001 … 0.1"))?.Write(page);
        page.Write($"</div>");
    }

    private static void WriteTable(HtmlPage page, HealthReport health)
    {
        page.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Signal by layer\"><table class=\"numbers\"><thead><tr><th scope=\"col\">layer</th><th scope=\"col\">activation</th><th scope=\"col\">forward gain</th><th scope=\"col\">backward gain</th><th scope=\"col\">update ratio</th></tr></thead><tbody>");
        foreach (LayerHealth layer in health.Layers)
        {
            page.Write($"<tr><th scope=\"row\">{layer.Name}</th><td>{layer.Activation}</td><td>{Say.Number(layer.ForwardGain)}</td><td>{Say.Number(layer.BackwardGain)}</td><td>{Say.Number(layer.UpdateRatio)}</td></tr>");
        }

        page.Write($"</tbody></table></div>");
    }

    private static LineChart? Chart(HealthReport health, string title, string caption, Func<LayerFrame, double?> value, (double From, double To, string Name) zone)
    {
        string[] names = [.. health.Layers.Select(layer => layer.Name)];
        List<Series> lines = [];
        for (int i = 0; i < names.Length; i++)
        {
            double[] y = [.. health.Timeline.Select(frame =>
                frame.Layers.FirstOrDefault(layer => layer.Name == names[i]) is { } layer && value(layer) is > 0 and { } gain ? gain : double.NaN)];
            if (y.Any(double.IsFinite))
            {
                // Depth runs along one ramp of light and hue, first layer lightest.
                double depth = names.Length == 1 ? 0.6 : (double)i / (names.Length - 1);
                string colour = string.Create(CultureInfo.InvariantCulture, $"color-mix(in oklab, var(--deep) {100 * depth:0}%, var(--shallow))");
                lines.Add(new Series(names[i], "", y, colour));
            }
        }

        double[] finite = [.. lines.SelectMany(line => line.Y).Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return null;
        }

        return new LineChart
        {
            Title = title,
            Caption = caption + " Logarithmic scale.",
            XName = "epoch",
            X = [.. health.Timeline.Select(frame => (double)frame.Epoch)],
            XAxis = Axis.Epochs(health.Timeline[^1].Epoch),
            YAxis = Axis.Logarithmic(Math.Min(finite.Min(), zone.From), Math.Max(finite.Max(), zone.To)),
            Lines = lines,
            Zone = zone,
        };
    }
}
