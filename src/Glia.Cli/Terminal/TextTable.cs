using System.Text;

namespace Glia.Cli.Terminal;

/// <summary>Aligned columns of plain text, the same in a terminal and in a file.</summary>
internal sealed class TextTable(params string[] headings)
{
    /// <summary>Columns in which words can still be read below each other.</summary>
    private const int Narrowest = 17;

    private readonly List<string[]> _rows = [];
    private readonly List<(int Before, string Title)> _groups = [];

    /// <summary>Columns (by heading) whose cells are numbers, set to the right.</summary>
    public ISet<string> Numbers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Stands where a line was cut.</summary>
    public string Ellipsis { get; init; } = "…";

    /// <summary>Whether words of the last column go on below it, where there is room for some, instead of being cut.</summary>
    public bool Wraps { get; init; }

    /// <summary>Gets the columns that the widest row takes.</summary>
    public int Width => Widths().Sum() + (2 * (headings.Length - 1));

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Starts a group of rows under a line of its own.</summary>
    public void AddGroup(string title) => _groups.Add((_rows.Count, title));

    /// <summary>Writes the table; lines are cut, or the last column wrapped, where they would pass <paramref name="width"/> (0: never).</summary>
    public string Write(int width = 0)
    {
        int[] widths = Widths();
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

    private int[] Widths() => [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max())];

    private void WriteRow(StringBuilder text, string[] cells, int[] widths, int width)
    {
        var line = new StringBuilder();
        for (int column = 0; column < cells.Length; column++)
        {
            line.Append(column == 0 ? "" : "  ")
                .Append(Numbers.Contains(headings[column]) ? cells[column].PadLeft(widths[column]) : cells[column].PadRight(widths[column]));
        }

        int before = widths[..^1].Sum(each => each + 2);
        if (Wraps && width > 0 && line.Length > width && width - before >= Narrowest)
        {
            Words.Wrap(text, line.ToString(0, before), cells[^1], before, width);
            return;
        }

        string full = line.ToString().TrimEnd();
        text.Append(width > Ellipsis.Length && full.Length > width ? full[..(width - Ellipsis.Length)] + Ellipsis : full).Append('\n');
    }
}
