namespace Glia.Cli.Report.Sections;

/// <summary>All settings, those that were chosen first, and how to do the same again.</summary>
internal static class Configuration
{
    public static void Write(HtmlPage page, ReportData data)
    {
        page.Write($"<section id=\"configuration\" aria-labelledby=\"h-configuration\"><h2 id=\"h-configuration\">Configuration</h2>");
        page.Write($"<h3>Do it again</h3><p>The same data and the configuration from beside this page give the same weights, to the bit:</p><pre><code>glia train --config {data.ConfigurationPath}</code></pre>");
        page.Write($"<details><summary>run.yaml</summary><pre><code>{data.Configuration}</code></pre></details><h3>Settings</h3>");
        page.Write($"<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Settings\"><table class=\"list\"><thead><tr><th scope=\"col\">setting</th><th scope=\"col\">value</th><th scope=\"col\">meaning</th></tr></thead>");
        foreach (IGrouping<string, SettingRow> group in data.Settings.GroupBy(setting => setting.Group, StringComparer.Ordinal))
        {
            page.Write($"<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"3\">{group.Key}</th></tr>");
            foreach (SettingRow setting in group)
            {
                page.Write($"<tr class=\"{(setting.IsDefault ? "default" : "chosen")}\"><th scope=\"row\">{setting.Name}</th><td><code>{setting.Value}</code>{new Html(setting.IsDefault ? "" : " <small>chosen</small>")}</td><td>{setting.Help}</td></tr>");
            }

            page.Write($"</tbody>");
        }

        page.Write($"</table></div></section>");
    }
}
