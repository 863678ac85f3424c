using System.Globalization;
using System.Text;

namespace Glia.Cli.Report.Charts;

/// <summary>One line of a chart: its name, its look (a class of the style sheet or a colour), and values by position of X.</summary>
internal sealed record Series(string Name, string Look, IReadOnlyList<double> Y, string? Colour = null);

/// <summary>What a line chart shows. Positions without a value are NaN.</summary>
internal sealed record LineChart
{
    /// <summary>Points drawn and kept for reading off; more are thinned evenly, keeping the last.</summary>
    public const int MostPoints = 300;

    public required string Title { get; init; }

    /// <summary>What is to be seen, in a sentence: shown below the title and read aloud.</summary>
    public required string Caption { get; init; }

    public required string XName { get; init; }

    public required IReadOnlyList<double> X { get; init; }

    public required Axis XAxis { get; init; }

    public required Axis YAxis { get; init; }

    public required IReadOnlyList<Series> Lines { get; init; }

    /// <summary>A vertical mark: position and name.</summary>
    public (double At, string Name)? Mark { get; init; }

    /// <summary>A horizontal zone that is as it should be: from, to, name.</summary>
    public (double From, double To, string Name)? Zone { get; init; }

    /// <summary>Zero lines crossing, for functions.</summary>
    public bool ShowsZero { get; init; }

    public bool HasNumbers { get; init; } = true;

    public void Write(HtmlPage page)
    {
        int[] kept = Thin(X.Count, MostPoints);
        page.Write($"<figure class=\"chart\"><figcaption><strong>{Title}</strong> <span>{Caption}</span></figcaption>");
        WriteLegend(page);
        page.Write($"<div class=\"plot\" role=\"img\" tabindex=\"0\" aria-label=\"{Title}. {Caption}\" data-x=\"{XName}\" data-points=\"{Points(kept)}\">");
        page.Write($"<svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        WriteGrid(page);
        foreach (Series line in Lines)
        {
            string style = line.Colour is null ? "" : $"stroke:{line.Colour}";
            page.Write($"<path class=\"line {line.Look}\" style=\"{style}\" d=\"{Path(line.Y, kept)}\"/>");
        }

        page.Write($"</svg>");
        WriteLabels(page);
        page.Write($"</div>");
        if (HasNumbers)
        {
            WriteNumbers(page);
        }

        page.Write($"</figure>");
    }

    /// <summary>Evenly chosen positions of <paramref name="count"/>, first and last among them.</summary>
    public static int[] Thin(int count, int most) => count <= most
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, most).Select(i => (int)((long)i * (count - 1) / (most - 1)))];

    private void WriteLegend(HtmlPage page)
    {
        page.Write($"<ul class=\"legend\">");
        foreach (Series line in Lines)
        {
            string style = line.Colour is null ? "" : $"border-color:{line.Colour}";
            page.Write($"<li><i class=\"{line.Look}\" style=\"{style}\"></i>{line.Name}</li>");
        }

        if (Mark is { } mark)
        {
            page.Write($"<li><i class=\"mark\"></i>{mark.Name}</li>");
        }

        if (Zone is { } zone)
        {
            page.Write($"<li><i class=\"zone\"></i>{zone.Name}</li>");
        }

        page.Write($"</ul>");
    }

    private void WriteGrid(HtmlPage page)
    {
        if (Zone is { } zone)
        {
            double top = 1000 * (1 - YAxis.Place(zone.To));
            double height = (1000 * (1 - YAxis.Place(zone.From))) - top;
            page.Write($"<rect class=\"zone\" x=\"0\" width=\"1000\" y=\"{top}\" height=\"{height}\"/>");
        }

        foreach (double tick in YAxis.Ticks)
        {
            double y = 1000 * (1 - YAxis.Place(tick));
            page.Write($"<path class=\"{(ShowsZero && tick == 0 ? "zero" : "grid")}\" d=\"M0 {y}H1000\"/>");
        }

        if (ShowsZero && XAxis.From < 0)
        {
            page.Write($"<path class=\"zero\" d=\"M{1000 * XAxis.Place(0)} 0V1000\"/>");
        }

        if (Mark is { } mark)
        {
            page.Write($"<path class=\"mark\" d=\"M{1000 * XAxis.Place(mark.At)} 0V1000\"/>");
        }
    }

    private void WriteLabels(HtmlPage page)
    {
        foreach (double tick in YAxis.Ticks)
        {
            page.Write($"<span class=\"y\" style=\"top:{100 * (1 - YAxis.Place(tick))}%\">{Say.Number(tick)}</span>");
        }

        foreach (double tick in XAxis.Ticks)
        {
            page.Write($"<span class=\"x\" style=\"left:{100 * XAxis.Place(tick)}%\">{Say.Number(tick)}</span>");
        }

        page.Write($"<span class=\"xname\">{XName}</span>");
    }

    private void WriteNumbers(HtmlPage page)
    {
        page.Write($"<details><summary>Numbers</summary><div class=\"scroll\" tabindex=\"0\"><table class=\"numbers\"><thead><tr><th scope=\"col\">{XName}</th>");
        foreach (Series line in Lines)
        {
            page.Write($"<th scope=\"col\">{line.Name}</th>");
        }

        page.Write($"</tr></thead><tbody>");
        foreach (int row in Thin(X.Count, 40))
        {
            page.Write($"<tr><th scope=\"row\">{Say.Number(X[row])}</th>");
            foreach (Series line in Lines)
            {
                page.Write($"<td>{(double.IsNaN(line.Y[row]) ? "–" : Say.Number(line.Y[row]))}</td>");
            }

            page.Write($"</tr>");
        }

        page.Write($"</tbody></table></div></details>");
    }

    /// <summary>Path data; a value that is not finite breaks the line.</summary>
    private string Path(IReadOnlyList<double> y, int[] kept)
    {
        var path = new StringBuilder();
        bool pen = false;
        foreach (int i in kept)
        {
            if (!double.IsFinite(y[i]))
            {
                pen = false;
                continue;
            }

            path.Append(pen ? 'L' : 'M')
                .Append((1000 * XAxis.Place(X[i])).ToString("0.#", CultureInfo.InvariantCulture)).Append(' ')
                .Append((1000 * (1 - YAxis.Place(y[i]))).ToString("0.#", CultureInfo.InvariantCulture));
            if (!pen && kept.Length == 1)
            {
                path.Append("h1");
            }

            pen = true;
        }

        return path.ToString();
    }

    /// <summary>The numbers for reading off with the pointer or the arrow keys: positions, then name and values of each line.</summary>
    private string Points(int[] kept)
    {
        var json = new StringBuilder("{\"x\":[");
        json.AppendJoin(',', kept.Select(i => Short(X[i]))).Append("],\"p\":[");
        json.AppendJoin(',', kept.Select(i => (100 * XAxis.Place(X[i])).ToString("0.##", CultureInfo.InvariantCulture))).Append("],\"s\":[");
        for (int s = 0; s < Lines.Count; s++)
        {
            IReadOnlyList<double> y = Lines[s].Y;
            json.Append(s == 0 ? "" : ",").Append("{\"n\":").Append(Output.JsonText.Quote(Lines[s].Name)).Append(",\"y\":[");
            json.AppendJoin(',', kept.Select(i => Short(y[i]))).Append("]}");
        }

        return json.Append("]}").ToString();
    }

    private static string Short(double value) =>
        double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "null";
}
