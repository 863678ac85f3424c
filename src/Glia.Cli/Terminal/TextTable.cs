using System.Text;

namespace Glia.Cli.Terminal;

/// <summary>Aligned columns of plain text, the same in a terminal and in a file.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];
    private readonly List<(int Before, string Title)> _groups = [];

    /// <summary>Columns (by heading) whose cells are numbers, set to the right.</summary>
    public ISet<string> Numbers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Stands where a line was cut.</summary>
    public string Ellipsis { get; init; } = "…";

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Starts a group of rows under a line of its own.</summary>
    public void AddGroup(string title) => _groups.Add((_rows.Count, title));

    /// <summary>Writes the table; the last column is cut where it would pass <paramref name="width"/> (0: never).</summary>
    public string Write(int width = 0)
    {
        int[] widths = [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        var text = new StringBuilder();
        WriteRow(text, headings, widths, width);
        for (int i = 0; i < _rows.Count; i++)
        {
            foreach ((int _, string title) in _groups.Where(group => group.Before == i))
            {
                text.Append('\n').Append(title).Append('\n');
            }

            WriteRow(text, _rows[i], widths, width);
        }

        return text.ToString();
    }

    private void WriteRow(StringBuilder text, string[] cells, int[] widths, int width)
    {
        var line = new StringBuilder();
        for (int column = 0; column < cells.Length; column++)
        {
            line.Append(column == 0 ? "" : "  ")
                .Append(Numbers.Contains(headings[column]) ? cells[column].PadLeft(widths[column]) : cells[column].PadRight(widths[column]));
        }

        string full = line.ToString().TrimEnd();
        text.Append(width > Ellipsis.Length && full.Length > width ? full[..(width - Ellipsis.Length)] + Ellipsis : full).Append('\n');
    }
}
