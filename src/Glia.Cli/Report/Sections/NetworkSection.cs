namespace Glia.Cli.Report.Sections;

/// <summary>The layers in order, with their sizes and parameters.</summary>
internal static class NetworkSection
{
    public static void Write(HtmlPage page, ReportData data)
    {
        long parameters = data.Layers.Sum(layer => layer.Parameters);
        page.Write($"<section id=\"network\" aria-labelledby=\"h-network\"><h2 id=\"h-network\">Network</h2><p>{Say.Count(parameters, "parameter")}; output through {data.OutputActivation}, loss {data.Loss.Replace('_', ' ')}. Weights SHA-256 <code class=\"hash\">{data.WeightsSha256}</code></p>");
        page.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Layers\"><table class=\"list\"><thead><tr><th scope=\"col\">layer</th><th scope=\"col\">what</th><th scope=\"col\" class=\"n\">inputs</th><th scope=\"col\" class=\"n\">outputs</th><th scope=\"col\" class=\"n\">parameters</th></tr></thead><tbody>");
        foreach (LayerRow layer in data.Layers)
        {
            page.Write($"<tr><th scope=\"row\">{layer.Name}</th><td>{layer.What}</td><td class=\"n\">{layer.Inputs}</td><td class=\"n\">{layer.Outputs}</td><td class=\"n\">{(layer.Parameters == 0 ? "–" : Say.Count(layer.Parameters))}</td></tr>");
        }

        page.Write($"</tbody></table></div></section>");
    }
}
