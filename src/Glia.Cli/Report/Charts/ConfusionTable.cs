namespace Glia.Cli.Report.Charts;

/// <summary>Counts of actual against predicted classes: a real table, shaded by the share of its row.</summary>
internal static class ConfusionTable
{
    /// <summary>Classes up to which the whole table is drawn; beyond, only the most frequent confusions are listed.</summary>
    public const int MostClasses = 40;

    public static void Write(HtmlPage page, ConfusionData data)
    {
        int classes = data.Classes.Count;
        page.Write($"<figure class=\"chart\"><figcaption><strong>Confusion</strong> <span>{Say.Capital(data.Split)} rows by actual class (down) and predicted class (across). Shade: share of the actual class.</span></figcaption>");
        if (classes <= MostClasses)
        {
            WriteTable(page, data);
        }

        WriteWorst(page, data);
        page.Write($"</figure>");
    }

    private static void WriteTable(HtmlPage page, ConfusionData data)
    {
        string size = data.Classes.Count switch { <= 5 => "roomy", <= 12 => "middle", _ => "dense" };
        page.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Confusion matrix\"><table class=\"confusion {size}\"><thead><tr><td></td>");
        foreach (string name in data.Classes)
        {
            page.Write($"<th scope=\"col\">{name}</th>");
        }

        page.Write($"<th scope=\"col\" class=\"recall\">found</th></tr></thead><tbody>");
        for (int actual = 0; actual < data.Classes.Count; actual++)
        {
            IReadOnlyList<int> row = data.Counts[actual];
            int total = row.Sum();
            page.Write($"<tr><th scope=\"row\">{data.Classes[actual]}</th>");
            for (int predicted = 0; predicted < row.Count; predicted++)
            {
                double share = total == 0 ? 0 : (double)row[predicted] / total;
                string look = row[predicted] == 0 ? "none" : actual == predicted ? "right" : "wrong";
                page.Write($"<td class=\"{look}{new Html(share > 0.55 ? " deep" : "")}\" style=\"--p:{share:0.###}\">{row[predicted]}</td>");
            }

            page.Write($"<td class=\"recall\">{Say.Percent(total == 0 ? double.NaN : (double)row[actual] / total)}</td></tr>");
        }

        page.Write($"</tbody></table></div>");
    }

    private static void WriteWorst(HtmlPage page, ConfusionData data)
    {
        var worst = (from actual in Enumerable.Range(0, data.Classes.Count)
                     from predicted in Enumerable.Range(0, data.Classes.Count)
                     where actual != predicted && data.Counts[actual][predicted] > 0
                     orderby data.Counts[actual][predicted] descending, actual, predicted
                     select (actual, predicted, data.Counts[actual][predicted])).Take(5).ToArray();
        if (worst.Length == 0)
        {
            page.Write($"<p class=\"note\">No row was confused.</p>");
            return;
        }

        page.Write($"<p class=\"note\">Most often confused:</p><ul class=\"note\">");
        foreach ((int actual, int predicted, int count) in worst)
        {
            page.Write($"<li><b>{data.Classes[actual]}</b> taken for <b>{data.Classes[predicted]}</b>: {Say.Count(count, "row")}</li>");
        }

        page.Write($"</ul>");
    }
}
