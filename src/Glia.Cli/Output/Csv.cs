using System.Text;

namespace Glia.Cli.Output;

/// <summary>Fields of comma separated values, RFC 4180, ending in a line feed.</summary>
internal static class Csv
{
    public static void WriteRow(TextWriter csv, IReadOnlyList<string> fields)
    {
        var line = new StringBuilder();
        for (int i = 0; i < fields.Count; i++)
        {
            line.Append(i == 0 ? "" : ",").Append(Quote(fields[i]));
        }

        csv.Write(line.Append('\n'));
    }

    /// <summary>Quotes only what would be misread; an empty single field too, since an empty line is no row to many readers.</summary>
    public static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") >= 0 || field.Length == 0 || char.IsWhiteSpace(field[0]) || char.IsWhiteSpace(field[^1])
            ? "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : field;
}
