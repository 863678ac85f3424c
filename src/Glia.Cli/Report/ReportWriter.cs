using System.Reflection;
using Glia.Cli.Report.Sections;

namespace Glia.Cli.Report;

/// <summary>Writes the page: one file, nothing fetched, every section a file of its own.</summary>
internal static class ReportWriter
{
    public static string Write(ReportData data)
    {
        var page = new HtmlPage();
        page.Write($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        page.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">");
        page.Write($"<meta name=\"color-scheme\" content=\"light dark\"><title>{data.Target} · Glia report</title><style>{Resource("report.css")}</style></head>");
        page.Write($"<body><a class=\"skip\" href=\"#main\">Skip to the content</a>");
        Headline.Write(page, data);
        page.Write($"<main id=\"main\">");
        Learned.Write(page, data);
        Scores.Write(page, data);
        CalibrationSection.Write(page, data);
        HealthSection.Write(page, data);
        ActivationPictures.Write(page, data);
        DataSection.Write(page, data);
        NetworkSection.Write(page, data);
        Configuration.Write(page, data);
        page.Write($"</main><footer>Written by Glia {data.Version}. One file; nothing is loaded from anywhere.</footer>");
        page.Write($"<script>{Resource("report.js")}</script></body></html>");
        return page.ToString();
    }

    private static Html Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"resource {name} is missing from the assembly");
        using var reader = new StreamReader(stream);
        return new Html(reader.ReadToEnd());
    }
}
