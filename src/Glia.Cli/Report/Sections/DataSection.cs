namespace Glia.Cli.Report.Sections;

/// <summary>The columns: how each is used, why, and what was missing.</summary>
internal static class DataSection
{
    /// <summary>Columns listed; a table of a hundred thousand would be no page.</summary>
    private const int MostColumns = 400;

    public static void Write(HtmlPage page, ReportData data)
    {
        string dropped = data.RowsWithoutTarget == 0 ? "" : $"; {Say.Count(data.RowsWithoutTarget)} left out because the target is missing";
        int used = data.Columns.Count(column => column.Inputs > 0);
        page.Write($"<section id=\"data\" aria-labelledby=\"h-data\"><h2 id=\"h-data\">Data</h2><p>{Say.Count(data.RowsRead, "row")} of {data.Source}{dropped}. {Say.Count(used)} of {Say.Count(data.Columns.Count, "column")} are used and become {Say.Count(data.Inputs, "input")} of the network.</p>");
        page.Write($"<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"Columns\"><table class=\"list\"><thead><tr><th scope=\"col\">column</th><th scope=\"col\">kind</th><th scope=\"col\">why</th><th scope=\"col\" class=\"n\">missing</th><th scope=\"col\" class=\"n\">inputs</th><th scope=\"col\">details</th></tr></thead><tbody>");
        foreach (ColumnRow column in data.Columns.Take(MostColumns))
        {
            page.Write($"<tr><th scope=\"row\">{column.Name}</th><td>{column.Kind}</td><td>{column.Why}</td><td class=\"n\">{(column.Missing == 0 ? "–" : Say.Count(column.Missing))}</td><td class=\"n\">{column.Inputs}</td><td>{column.Details}</td></tr>");
        }

        page.Write($"</tbody></table></div>");
        if (data.Columns.Count > MostColumns)
        {
            page.Write($"<p class=\"note\">The first {MostColumns} columns are listed; run.json has them all.</p>");
        }

        page.Write($"</section>");
    }
}
