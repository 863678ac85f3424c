using System.Text;

namespace Glia.Cli.Terminal;

/// <summary>Aligned columns of plain text, the same in a terminal and in a file.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Columns (by heading) whose cells are numbers, set to the right.</summary>
    public ISet<string> Numbers { get; } = new HashSet<string>(StringComparer.Ordinal);

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Writes the table; the last column is cut where it would pass <paramref name="width"/> (0: never).</summary>
    public string Write(int width = 0)
    {
        int[] widths = [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        var text = new StringBuilder();
        WriteRow(text, headings, widths, width);
        foreach (string[] row in _rows)
        {
            WriteRow(text, row, widths, width);
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
        text.Append(width > 1 && full.Length > width ? full[..(width - 1)] + "…" : full).Append('\n');
    }
}
