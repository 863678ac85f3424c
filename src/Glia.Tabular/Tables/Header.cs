using System.Globalization;
using Sylvan.Data.Csv;

namespace Glia.Tabular;

/// <summary>The names in the first row: every column has one, and no two the same.</summary>
internal static class Header
{
    private const int MostColumns = 1_000_000;

    public static string[] Names(CsvDataReader reader, int fields, string source, int line)
    {
        if (fields > MostColumns)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{source}, line {line}: {fields} columns; at most {MostColumns} are read. Check the delimiter and the line ends."));
        }

        string[] names = new string[fields];
        var first = new Dictionary<string, int>(fields, StringComparer.Ordinal);
        for (int i = 0; i < fields; i++)
        {
            names[i] = reader.GetFieldSpan(i).Trim().ToString();
            if (names[i].Length == 0)
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{source}, line {line}: column {i + 1} has no name; give it one in the header."));
            }

            if (!first.TryAdd(names[i], i))
            {
                string advice = double.TryParse(names[i], CultureInfo.InvariantCulture, out _)
                    ? "It looks like a row of data: if the file has no header, say so (no-header)."
                    : "Give each column its own name.";
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{source}, line {line}: columns {first[names[i]] + 1} and {i + 1} are both named '{names[i]}'. {advice}"));
            }
        }

        return names;
    }
}
