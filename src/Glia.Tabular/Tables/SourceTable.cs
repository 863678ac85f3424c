using System.Globalization;

namespace Glia.Tabular;

/// <summary>Reads the rows of a <see cref="RowSource"/>: at once, or in blocks of exactly as many rows as asked for, whatever pieces it comes in.</summary>
internal sealed class SourceTable
{
    private readonly RowSource _source;
    private readonly string _format;
    private readonly TableOptions _options;
    private readonly PieceRules _rules;
    private readonly List<int> _wanted = [];
    private readonly List<(int Index, string Name)> _empty = [];
    private readonly List<string> _unread = [];

    private SourceTable(RowSource source, string format, TableOptions options)
    {
        (_source, _format, _options) = (source, format, options);
        ColumnRules.Check(source.Source, [.. source.Columns.Select(column => column.Name)]);
        for (int i = 0; i < source.Columns.Count; i++)
        {
            SourceColumn column = source.Columns[i];
            if (options.Only?.Contains(column.Name, StringComparer.Ordinal) == false)
            {
                _unread.Add(column.Name);
            }
            else if (column.Refused is null)
            {
                _wanted.Add(i);
            }
            else if (options.IgnoredColumns.Contains(column.Name, StringComparer.Ordinal))
            {
                _empty.Add((i, column.Name));
            }
            else
            {
                throw new GliaException($"{source.Source}: column '{column.Name}' {column.Refused}. Leave it out of the file, or say that it is ignored (--column {column.Name}=ignored).");
            }
        }

        // Nothing asked for is there: whoever needs it says so, with the number of rows.
        if (_wanted.Count == 0 && options.Only is not null && source.Columns.ToList().FindIndex(column => column.Refused is null) is >= 0 and int any)
        {
            _wanted.Add(any);
        }

        if (_wanted.Count == 0)
        {
            throw new GliaException($"{source.Source}: there is no column that can be read.");
        }

        _rules = new PieceRules(source.Source, options);
    }

    public static Table Read(TableFormat format, string path, TableOptions options)
    {
        using RowSource source = Open(format, path, options);
        return Read(source, format.Name, options);
    }

    public static Table Read(RowSource source, string format, TableOptions options)
    {
        var reading = new SourceTable(source, format, options);
        reading.CheckSize();
        var pieces = new List<IReadOnlyList<Column>>();
        long rows = 0;
        while (reading.Next(1 << 16) is { } piece)
        {
            rows += piece.Count == 0 ? 0 : piece[0].Rows;
            MemoryLimit.Check(source.Source, rows, piece.Count);
            pieces.Add(piece);
        }

        reading.CheckRows(rows);
        return reading.Made([.. Enumerable.Range(0, reading._wanted.Count).Select(i => PieceRules.Join([.. pieces.Select(piece => piece[i])]))], (int)rows, 0);
    }

    /// <summary>As <see cref="DelimitedFile.ReadBlocks"/>.</summary>
    public static IReadOnlyList<string> ReadBlocks(TableFormat format, string path, TableOptions options, Func<int, int> blockRows, Action<Table> take)
    {
        using RowSource source = Open(format, path, options);
        var reading = new SourceTable(source, format.Name, options);
        var block = new BlockCutter(blockRows(reading._wanted.Count + reading._empty.Count), reading._wanted.Count);
        long done = 0;
        while (reading.Next(block.Rows) is { } piece)
        {
            block.Add(piece);
            while (block.Take(atEnd: false) is { } columns)
            {
                take(reading.Made(columns, columns[0].Rows, done));
                done += columns[0].Rows;
            }
        }

        if (block.Take(atEnd: true) is { } last)
        {
            take(reading.Made(last, last[0].Rows, done));
            done += last[0].Rows;
        }

        reading.CheckRows(done);
        return [.. reading._rules.Mixed];
    }

    public static RowSource Open(TableFormat format, string path, TableOptions options)
    {
        if (Directory.Exists(path))
        {
            throw new GliaException($"{path} is a folder; name a file.");
        }

        return SourceFailure.Guard(path, format.Name, () => format.Open(path, options));
    }

    private IReadOnlyList<Column>? Next(int rows)
    {
        _options.Cancel.ThrowIfCancellationRequested();
        return SourceFailure.Guard(_source.Source, _format, () => _source.Next(_wanted, rows)) is { } piece ? _rules.Apply(piece) : null;
    }

    private Table Made(IReadOnlyList<Column> columns, int rows, long before)
    {
        Column[] all = [.. columns];
        if (_empty.Count > 0)
        {
            var with = new List<Column>(all);
            foreach ((int index, string name) in _empty)
            {
                with.Insert(_wanted.Count(each => each < index) + _empty.Count(each => each.Index < index), new TextColumn(name, new string?[rows]));
            }

            all = [.. with];
        }

        int[] numbers = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            numbers[row] = checked((int)(before + row + 1));
        }

        return new Table(_source.Source, all, rows, numbers, "row") { Unread = _unread };
    }

    private void CheckSize()
    {
        if (_source.Rows is { } rows)
        {
            MemoryLimit.Check(_source.Source, rows, _wanted.Count);
        }
    }

    private void CheckRows(long rows)
    {
        if (rows == 0)
        {
            throw new GliaException($"{_source.Source}: there are columns and no row; rows are needed.");
        }

        if (rows > int.MaxValue)
        {
            throw new GliaException(string.Create(CultureInfo.InvariantCulture, $"{_source.Source}: {rows} rows are more than are read at once; give them in parts."));
        }
    }
}
