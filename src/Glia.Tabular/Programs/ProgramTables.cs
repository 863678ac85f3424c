using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;

namespace Glia.Tabular;

/// <summary>Tables from what programs hold, and back.</summary>
internal static class ProgramTables
{
    public static Table OfObjects<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        PropertyInfo[] properties = [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];
        if (properties.Length == 0)
        {
            throw new GliaException($"{typeof(T).Name} has no public property; a column is made of each.");
        }

        foreach (PropertyInfo property in properties)
        {
            Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (!Values.IsNumber(type) && !Values.IsText(type) && type != typeof(object))
            {
                throw new GliaException($"{typeof(T).Name}.{property.Name} is of type {type.Name}; numbers, truth values, texts, dates and enumerations are read. Select what you need: rows.Select(r => new {{ r.A, r.B }}).");
            }
        }

        List<object?>[] values = [.. properties.Select(_ => new List<object?>())];
        foreach (T row in rows)
        {
            for (int i = 0; i < properties.Length; i++)
            {
                values[i].Add(row is null ? null : properties[i].GetValue(row));
            }
        }

        return Table.From([.. properties.Select((property, i) => ColumnOf(property.Name, values[i]))], $"rows of {typeof(T).Name}");
    }

    public static Table OfMatrix(double[,] values, IReadOnlyList<string>? names)
    {
        ArgumentNullException.ThrowIfNull(values);
        int rows = values.GetLength(0), width = values.GetLength(1);
        if (names is not null && names.Count != width)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{names.Count} names were given for {width} columns."));
        }

        var columns = new Column[width];
        for (int i = 0; i < width; i++)
        {
            double[] column = new double[rows];
            for (int row = 0; row < rows; row++)
            {
                column[row] = values[row, i];
            }

            columns[i] = Column.Numbers(names is null ? string.Create(CultureInfo.InvariantCulture, $"column_{i + 1}") : names[i], column);
        }

        return Table.From(columns);
    }

    public static Table OfReader(DbDataReader reader, string source)
    {
        using var rows = new ReaderSource(reader, source);
        return SourceTable.Read(rows, "rows of a database", new TableOptions());
    }

    public static DataTable ToDataTable(Table table)
    {
        var made = new DataTable(table.Source) { Locale = CultureInfo.InvariantCulture };
        foreach (Column column in table.Columns)
        {
            made.Columns.Add(column.Name, column is NumberColumn ? typeof(double) : typeof(string));
        }

        object[] cells = new object[table.Columns.Count];
        for (int row = 0; row < table.Rows; row++)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                Column column = table.Columns[i];
                cells[i] = column.IsMissing(row) ? DBNull.Value : column is NumberColumn numbers ? numbers.Values.Span[row] : column.TextAt(row)!;
            }

            made.Rows.Add(cells);
        }

        return made;
    }

    private static Column ColumnOf(string name, List<object?> values)
    {
        if (values.TrueForAll(value => value is null || Values.Number(value) is not null))
        {
            return Column.Numbers(name, values.Select(value => value is null ? double.NaN : Values.Number(value)!.Value).ToArray());
        }

        return Column.Texts(name, [.. values.Select(value => value is null ? null
            : Values.Text(value) ?? (Values.Number(value) is { } number ? NumberColumn.Format(number) : throw new GliaException($"'{name}' holds a value of type {value.GetType().Name}; numbers, truth values, texts and dates are read.")))]);
    }
}
