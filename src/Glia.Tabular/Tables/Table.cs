using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Glia.Tabular;

/// <summary>
/// Named columns of equal length, as read from a file or given by a program. Immutable and thread-safe. The line of every row
/// is kept, so that an error found later can still say where.
/// </summary>
public sealed class Table
{
    private readonly Dictionary<string, int> _index;
    private readonly int[]? _lines;
    private readonly string _unit;

    /// <param name="source">Where the rows come from.</param>
    /// <param name="columns">Columns of one length.</param>
    /// <param name="rows">Their length.</param>
    /// <param name="lines">The line of every row, or its number where the source has no lines; null: its number in this table.</param>
    /// <param name="unit">What is counted: "line" or "row".</param>
    internal Table(string source, IReadOnlyList<Column> columns, int rows, int[]? lines, string unit = "line")
    {
        Source = source;
        Columns = columns;
        Rows = rows;
        _lines = lines;
        _unit = lines is null ? "row" : unit;
        _index = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (int i = 0; i < columns.Count; i++)
        {
            _index.Add(columns[i].Name, i);
        }
    }

    /// <summary>Where the rows come from: the path as it was given, or "table" for one made in memory.</summary>
    public string Source { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The columns in the order of the file.</summary>
    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The column of that name.</summary>
    /// <param name="name">A name, exactly as in the header.</param>
    /// <exception cref="GliaException">There is none; the message names similar ones.</exception>
    public Column this[string name] => TryGetColumn(name, out Column? column)
        ? column
        : throw new GliaException($"{Source}: there is no column '{name}'.{NearNames.Hint(name, Columns.Select(c => c.Name))}");

    /// <summary>
    /// Reads a file: comma-, semicolon-, tab- or bar-separated text in UTF-8, compressed with gzip or not; arrays of NumPy (.npy, .npz); and what was registered
    /// by <see cref="TableFormat.Register"/>: Parquet, Arrow, SQLite, DuckDB. A format is known by the first bytes of a file, not by its name.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it; null for the defaults.</param>
    /// <returns>The table: a column of numbers wherever every value that is not missing is one, else text.</returns>
    /// <exception cref="GliaException">The file is missing or not a table; the message says line, column and what to do.</exception>
    public static Table Read(string path, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new TableOptions();
        return TableFormat.Of(path, options) is { } format ? SourceTable.Read(format, path, options) : DelimitedFile.Read(path, options);
    }

    /// <inheritdoc cref="From(IReadOnlyList{Column}, string)"/>
    public static Table From(params IReadOnlyList<Column> columns) => From(columns, "table");

    /// <summary>Puts columns together to a table, without copying them.</summary>
    /// <param name="columns">Columns of one length.</param>
    /// <param name="source">Where they come from; messages begin with it.</param>
    /// <returns>The table.</returns>
    /// <exception cref="GliaException">Lengths differ, two names are the same, or a number is infinite.</exception>
    public static Table From(IReadOnlyList<Column> columns, string source)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentException.ThrowIfNullOrEmpty(source);
        ColumnRules.Check(source, [.. columns.Select(column => column.Name)]);
        int rows = columns.Count == 0 ? 0 : columns[0].Rows;
        foreach (Column column in columns)
        {
            if (column.Rows != rows)
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{source}: column '{column.Name}' has {column.Rows} rows, '{columns[0].Name}' has {rows}; all columns need as many."));
            }

            ColumnRules.CheckFinite(source, column, 0);
        }

        return new Table(source, columns, rows, null);
    }

    /// <summary>Makes a table from columns in memory.</summary>
    /// <param name="columns">Name and values: numbers (NaN missing), truth values or texts (null missing), all of one length.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a name is empty or comes twice, a number is infinite, or a type is none of these.</exception>
    public static Table FromColumns(params IReadOnlyList<(string Name, object Values)> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var made = new List<Column>(columns.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, object values) in columns)
        {
            if (string.IsNullOrWhiteSpace(name) || !seen.Add(name))
            {
                throw new ArgumentException($"The column name '{name}' is empty or comes twice.", nameof(columns));
            }

            made.Add(ColumnOf(name, values));
            if (made[^1].Rows != made[0].Rows)
            {
                throw new ArgumentException($"Column '{name}' has {made[^1].Rows} rows, '{made[0].Name}' has {made[0].Rows}.", nameof(columns));
            }
        }

        return new Table("table", made, made.Count == 0 ? 0 : made[0].Rows, null);
    }

    /// <summary>Makes a table from rows in memory, such as one row to predict.</summary>
    /// <param name="rows">Each row by column name; a value is a number, a truth value, a text or null. A name a row lacks is missing there.</param>
    /// <returns>The table; a column is text if any of its values is.</returns>
    /// <exception cref="ArgumentException">A value is of another type or infinite.</exception>
    public static Table FromRows(params IReadOnlyList<IReadOnlyDictionary<string, object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] names = [.. rows.SelectMany(r => r.Keys).Distinct(StringComparer.Ordinal)];
        var columns = new List<Column>(names.Length);
        foreach (string name in names)
        {
            object?[] values = [.. rows.Select(r => r.TryGetValue(name, out object? v) ? v : null)];
            columns.Add(ColumnOf(name, values));
        }

        return new Table("table", columns, rows.Count, null);
    }

    /// <summary>Makes a table from objects: a column for each public property. Numbers are numbers; truth values, texts, enumerations, dates (ISO 8601) are texts; null is missing.</summary>
    /// <typeparam name="T">A class, record or anonymous type.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <returns>The table.</returns>
    /// <exception cref="GliaException">A property is of another type; the message names it.</exception>
    public static Table From<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IEnumerable<T> rows) => ProgramTables.OfObjects(rows);

    /// <summary>Makes a table from an array of two dimensions.</summary>
    /// <param name="values">[rows, columns]; NaN is missing.</param>
    /// <param name="names">Names of the columns; null for column_1, column_2, …</param>
    /// <returns>The table.</returns>
    /// <exception cref="GliaException">The names are not as many as the columns, or a number is infinite.</exception>
    public static Table From(double[,] values, IReadOnlyList<string>? names) => ProgramTables.OfMatrix(values, names);

    /// <summary>Reads all rows of a database reader, of any provider; see <see cref="ReaderSource"/> for what becomes of types.</summary>
    /// <param name="reader">Before its first row; not closed.</param>
    /// <param name="source">Where the rows come from; messages begin with it.</param>
    /// <returns>The table.</returns>
    /// <exception cref="GliaException">A column is of a type that is not read, or there is no row.</exception>
    public static Table From(DbDataReader reader, string source) => ProgramTables.OfReader(reader, source);

    /// <summary>Copies a <see cref="DataTable"/>; see <see cref="ReaderSource"/> for what becomes of types.</summary>
    /// <param name="table">The rows.</param>
    /// <returns>The table.</returns>
    /// <exception cref="GliaException">A column is of a type that is not read, or there is no row.</exception>
    public static Table From(DataTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using DataTableReader reader = table.CreateDataReader();
        return ProgramTables.OfReader(reader, table.TableName.Length == 0 ? "table" : table.TableName);
    }

    /// <summary>Copies the rows into a <see cref="DataTable"/>: columns of double and string, <see cref="DBNull"/> where missing.</summary>
    /// <returns>The copy.</returns>
    public DataTable ToDataTable() => ProgramTables.ToDataTable(this);

    /// <summary>Looks for a column.</summary>
    /// <param name="name">A name, exactly as in the header.</param>
    /// <param name="column">The column found.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetColumn(string name, [NotNullWhen(true)] out Column? column)
    {
        column = _index.TryGetValue(name, out int i) ? Columns[i] : null;
        return column is not null;
    }

    /// <summary>The same columns for some rows, in the order given.</summary>
    /// <param name="rows">Row numbers, from 0; one may come twice.</param>
    /// <returns>A new table that remembers the lines of its rows.</returns>
    public Table Select(ReadOnlySpan<int> rows)
    {
        var columns = new Column[Columns.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Columns[i].Select(rows);
        }

        int[]? lines = null;
        if (_lines is not null)
        {
            lines = new int[rows.Length];
            for (int i = 0; i < lines.Length; i++)
            {
                lines[i] = _lines[rows[i]];
            }
        }

        return new Table(Source, columns, rows.Length, lines, _unit) { Unread = Unread, Cells = Cells };
    }

    /// <summary>The same rows without one column.</summary>
    /// <param name="name">The column to leave out; nothing happens if there is none.</param>
    /// <returns>A table that shares its values with this one.</returns>
    public Table Without(string name) =>
        _index.ContainsKey(name) ? With([.. Columns.Where(c => c.Name != name)]) : this;

    /// <summary>The same rows, with their lines, and other columns.</summary>
    internal Table With(IReadOnlyList<Column> columns) => new(Source, columns, Rows, _lines, _unit) { Unread = Unread, Cells = Cells };

    /// <summary>Where a row stands: "penguins.csv, line 12", or "table, row 12" for a table made in memory (counted from 1).</summary>
    /// <param name="row">Row, from 0.</param>
    /// <returns>Words to begin an error message with.</returns>
    public string Place(int row) => Places(At(row));

    /// <summary>What <see cref="At"/> counts: "line" or "row".</summary>
    internal string Unit => _unit;

    /// <summary>Names of columns that the source has and nobody asked for; messages suggest them.</summary>
    internal IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>What texts of the source are numbers.</summary>
    internal CellRules Cells { get; init; } = CellRules.Usual;

    /// <summary>The line of a row, or its number from 1 for a table made in memory.</summary>
    internal int At(int row) => _lines is null ? row + 1 : _lines[row];

    /// <summary>Makes words of what <see cref="At"/> gives, without keeping the table.</summary>
    internal Func<int, string> Places
    {
        get
        {
            (string source, string unit) = (Source, _unit);
            return at => string.Create(CultureInfo.InvariantCulture, $"{source}, {unit} {at}");
        }
    }

    private static Column ColumnOf(string name, object values)
    {
        return values switch
        {
            double[] numbers => new NumberColumn(name, Finite(name, (double[])numbers.Clone())),
            IEnumerable<double> numbers => new NumberColumn(name, Finite(name, [.. numbers])),
            IEnumerable<float> numbers => new NumberColumn(name, Finite(name, [.. numbers.Select(v => (double)v)])),
            IEnumerable<int> numbers => new NumberColumn(name, numbers.Select(v => (double)v).ToArray()),
            IEnumerable<long> numbers => new NumberColumn(name, numbers.Select(v => (double)v).ToArray()),
            IEnumerable<bool> truths => new TextColumn(name, [.. truths.Select(v => v ? "true" : "false")]),
            IEnumerable<string?> texts => new TextColumn(name, [.. texts.Select(v => string.IsNullOrWhiteSpace(v) ? null : v.Trim())]),
            IEnumerable<object?> mixed => OfMixed(name, [.. mixed]),
            _ => throw new ArgumentException($"Column '{name}' is {values?.GetType().Name ?? "null"}; numbers, truth values and texts are known.", nameof(values)),
        };
    }

    private static Column OfMixed(string name, object?[] values)
    {
        bool text = values.Any(v => v is string or bool or char);
        if (!text)
        {
            return new NumberColumn(name, Finite(name, [.. values.Select(v => NumberOf(name, v))]));
        }

        string?[] texts = new string?[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            string? s = values[i] switch
            {
                null => null,
                string v => v.Trim(),
                bool v => v ? "true" : "false",
                char v => v.ToString(),
                object v => NumberColumn.Format(NumberOf(name, v)),
            };
            texts[i] = string.IsNullOrEmpty(s) ? null : s;
        }

        return new TextColumn(name, texts);
    }

    private static double NumberOf(string name, object? value) => value switch
    {
        null => double.NaN,
        double v => v,
        float v => v,
        int or long or short or byte or sbyte or uint or ulong or ushort or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"Column '{name}' holds a value of type {value.GetType().Name}; numbers, truth values and texts are known.", nameof(value)),
    };

    private static double[] Finite(string name, double[] values) => Array.Exists(values, double.IsInfinity)
        ? throw new ArgumentException($"Column '{name}' holds an infinite number; use NaN for a missing one.", nameof(values))
        : values;
}
