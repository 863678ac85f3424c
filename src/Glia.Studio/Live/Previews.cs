using Glia.Studio.Data;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>What a table is, before anything learns from it.</summary>
internal static class Previews
{
    private const int Lines = 8;

    public static Preview Of(Library library, string name, IReadOnlyList<string>? told)
    {
        Table table = library.Find(name);
        IReadOnlyList<string> targets = library.Targets(name, told);
        Schema schema = Schema.InferTargets(table, targets);
        return new Preview(
            name, table.Rows, targets, schema.Task.ToString().ToLowerInvariant(), schema.Why,
            [.. schema.Columns.Select(column => new ColumnLook(column.Name, column.Kind.ToString().ToLowerInvariant(), column.Why))],
            [.. Enumerable.Range(0, Math.Min(Lines, table.Rows)).Select(row => table.Columns.Select(column => column.TextAt(row)).ToArray()).Prepend([.. table.Columns.Select(column => column.Name)])],
            schema.Notes);
    }
}
