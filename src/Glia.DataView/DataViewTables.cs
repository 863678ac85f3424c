using System.Globalization;
using Microsoft.ML;

namespace Glia.Tabular;

/// <summary>Tables from and to ML.NET's <see cref="IDataView"/>.</summary>
public static class DataViewTables
{
    /// <summary>Reads the rows of a view.</summary>
    /// <remarks>
    /// Numbers and keys without names are numbers, keys with names and truth values are texts, dates and times are texts (ISO 8601). NaN, the key 0 and an empty text are missing.
    /// A vector of numbers becomes a column for each slot: its slot names, or <c>Features_0</c>, <c>Features_1</c>, … Hidden columns are passed over.
    /// </remarks>
    /// <param name="view">The view; read once, from the beginning.</param>
    /// <param name="columns">Columns of the view to read; null for all.</param>
    /// <returns>The table.</returns>
    /// <exception cref="GliaException">A column is missing or of a type that has no place in a table (images, vectors of unknown length); the message names it.</exception>
    public static Table ToTable(this IDataView view, IReadOnlyCollection<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(view);
        DataViewSchema.Column[] wanted = Wanted(view.Schema, columns);
        using DataViewRowCursor cursor = view.GetRowCursor(wanted);
        SlotReader[] readers = [.. wanted.Select(column => SlotReader.Of(cursor, column))];
        int rows = 0;
        while (cursor.MoveNext())
        {
            rows++;
            foreach (SlotReader reader in readers)
            {
                reader.Read();
            }
        }

        return Table.From([.. readers.SelectMany(reader => reader.Take())], Source);
    }

    /// <summary>Shows a table as a view, without copying it. Numbers are Single, as ML.NET's trainers want them, or Double; texts are Text, empty where missing.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="exact">Whether numbers keep all their digits (Double).</param>
    /// <returns>A view that any number of cursors can read at once.</returns>
    public static IDataView ToDataView(this Table table, bool exact = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TableView(table, exact);
    }

    extension(Table)
    {
        /// <inheritdoc cref="ToTable(IDataView, IReadOnlyCollection{string}?)"/>
        public static Table From(IDataView view) => view.ToTable();
    }

    internal const string Source = "data view";

    private static DataViewSchema.Column[] Wanted(DataViewSchema schema, IReadOnlyCollection<string>? columns)
    {
        if (columns is null)
        {
            return [.. schema.Where(column => !column.IsHidden)];
        }

        var wanted = new List<DataViewSchema.Column>(columns.Count);
        foreach (string name in columns)
        {
            wanted.Add(schema.GetColumnOrNull(name)
                ?? throw new GliaException($"{Source}: there is no column '{name}'.{NearNames.Hint(name, schema.Where(column => !column.IsHidden).Select(column => column.Name))}"));
        }

        return [.. wanted];
    }

    internal static GliaException Refused(DataViewSchema.Column column) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{Source}, column '{column.Name}': {column.Type} has no place in a table; numbers, truth values, texts, keys, dates and vectors of numbers of known length are read. Leave the column out (DropColumns), or turn it into one of these."));
}
