using System.Globalization;
using Sylvan.Data.Csv;

namespace Glia.Tabular;

/// <summary>Reads a table from separated text. Sylvan.Data.Csv splits the fields; what they mean and what is refused is decided here.</summary>
internal sealed class DelimitedFile
{
    // A record (one row, with its line breaks inside quotes) is held in memory whole. 10^5 columns of 600 characters fit;
    // a quote that is never closed in a large file ends here instead of taking all memory.
    private const int LongestRecord = 1 << 26;
    private const int LongestField = 1 << 20;

    private readonly string _source;
    private readonly TableOptions _options;
    private readonly CellRules _rules;
    private readonly HashSet<string> _textColumns;
    private readonly HashSet<string> _numberColumns;
    private readonly List<int> _lines = [];
    private string[] _names = [];
    private int[] _wanted = [];
    private ColumnBuilder[] _builders = [];
    private Func<int, int>? _blockRows;
    private Action<Table>? _take;
    private bool _anyRow;

    private DelimitedFile(string source, TableOptions options)
    {
        _source = source;
        _options = options;
        _rules = new CellRules(source, options);
        _textColumns = new HashSet<string>(options.TextColumns, StringComparer.Ordinal);
        _numberColumns = new HashSet<string>(options.NumberColumns, StringComparer.Ordinal);
    }

    public static Table Read(string path, TableOptions options)
    {
        CheckDelimiter(options);
        using Stream file = TableFile.Open(path, canCopy: true, options.Cancel);
        var reading = new DelimitedFile(path, options);
        reading.ReadAll(file, again: false);
        if (Array.Exists(reading._builders, b => b.NeedsText))
        {
            file.Position = 0;
            reading.ReadAll(file, again: true);
        }

        return reading.Made([.. reading._builders.Select(b => b.Build())]);
    }

    /// <summary>Reads a file block by block, with one block in memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="blockRows">Rows of a block, by the number of columns.</param>
    /// <param name="take">Gets the blocks in order.</param>
    /// <param name="canCopy">Whether a pipe may be copied into memory; else it is refused, since a file may be read more than once.</param>
    /// <returns>
    /// Columns whose texts came after numbers: their blocks are to be thrown away, and the file to be read again with these columns as
    /// <see cref="TableOptions.TextColumns"/>.
    /// </returns>
    public static IReadOnlyList<string> ReadBlocks(string path, TableOptions options, Func<int, int> blockRows, Action<Table> take, bool canCopy = false)
    {
        CheckDelimiter(options);
        using Stream file = TableFile.Open(path, canCopy, options.Cancel);
        var reading = new DelimitedFile(path, options) { _blockRows = blockRows, _take = take };
        reading.ReadAll(file, again: false);
        reading.TakeBlock();
        return [.. reading._builders.Where(b => b.NeedsText).Select(b => b.Name)];
    }

    private void TakeBlock()
    {
        if (_lines.Count > 0)
        {
            _take!(Made([.. _builders.Select(b => b.Take(_lines.Count))]));
            _lines.Clear();
        }
    }

    private Table Made(Column[] columns) => new(_source, columns, _lines.Count, [.. _lines])
    {
        Cells = _rules,
        Unread = _wanted.Length == _names.Length ? [] : [.. Enumerable.Range(0, _names.Length).Except(_wanted).Select(i => _names[i])],
    };

    private static void CheckDelimiter(TableOptions options)
    {
        if (options.Delimiter is char d && (d is '"' or '\n' or '\r' or '\0' || d == options.DecimalMark))
        {
            throw new GliaException($"'{d}' cannot be the delimiter: quotes, line ends and the decimal mark have their own meaning.");
        }

        if (options.GroupMark is char group && (group == options.DecimalMark || char.IsLetterOrDigit(group) || group is '"' or '\n' or '\r' or '\0' or '+' or '-'))
        {
            throw new GliaException($"'{group}' cannot stand between thousands: letters, digits, signs, quotes, line ends and the decimal mark have their own meaning.");
        }
    }

    private void ReadAll(Stream file, bool again)
    {
        using var text = new StrictUtf8Reader(Gzip.Unpacked(file), _source);
        ReadOnlySpan<char> preview = text.Preview();
        if (preview.IsWhiteSpace() && preview.Length < 1 << 15)
        {
            throw new GliaException($"{_source}: the file is empty; a header with column names and rows are needed.");
        }

        char delimiter = _options.Delimiter ?? DelimiterGuess.Of(preview);
        var sylvan = new CsvDataReaderOptions
        {
            Delimiter = delimiter,
            HasHeaders = false,
            CsvStyle = CsvStyle.Standard,
            Comment = '\0', // No comments: a row that begins with # is a row. Zero characters were refused before.
            BufferSize = 1 << 16,
            MaxBufferSize = LongestRecord,
            ResultSetMode = ResultSetMode.SingleResult,
            OwnsReader = false,
        };
        int line = 1;
        try
        {
            using CsvDataReader reader = CsvDataReader.Create(text, sylvan);
            ReadRecords(reader, delimiter, again, ref line);
        }
        catch (CsvRecordTooLargeException e)
        {
            throw new GliaException(At(line, "the row that begins here is longer than 64 Mi characters; probably a quote (\") is never closed."), e);
        }
        catch (CsvFormatException e)
        {
            throw Broken(e, line, again);
        }
    }

    private void ReadRecords(CsvDataReader reader, char delimiter, bool again, ref int line)
    {
        bool started = false;
        _lines.Clear();
        _anyRow = false;
        while (reader.Read())
        {
            int fields = reader.RowFieldCount;
            if (fields == 1 && reader.GetFieldSpan(0).IsWhiteSpace())
            {
                // A blank line is no row.
            }
            else if (!started)
            {
                started = true;
                Begin(reader, fields, line, again);
            }
            else
            {
                AddRow(reader, fields, line, delimiter);
            }

            line += LinesIn(reader.GetRawRecordSpan());
        }

        if (!_anyRow)
        {
            throw new GliaException(started
                ? $"{_source}: there is a header and no row below it; rows are needed."
                : $"{_source}: the file is empty; a header with column names and rows are needed.");
        }
    }

    private void Begin(CsvDataReader reader, int fields, int line, bool again)
    {
        if (again)
        {
            _builders = [.. _builders.Select((b, i) => new ColumnBuilder(b.Name, _wanted[i] + 1, _rules, b.NeedsText || _textColumns.Contains(b.Name), mustBeNumber: false))];
        }
        else
        {
            _names = _options.HasHeader
                ? Header.Names(reader, fields, _source, line)
                : [.. Enumerable.Range(1, fields).Select(i => string.Create(CultureInfo.InvariantCulture, $"column_{i}"))];
            _wanted = [.. Enumerable.Range(0, fields).Where(i => _options.Only?.Contains(_names[i], StringComparer.Ordinal) != false)];
            _builders = [.. _wanted.Select(i => new ColumnBuilder(_names[i], i + 1, _rules, _textColumns.Contains(_names[i]), _numberColumns.Contains(_names[i])))];
        }

        if (!_options.HasHeader)
        {
            AddRow(reader, fields, line, ',');
        }
    }

    private void AddRow(CsvDataReader reader, int fields, int line, char delimiter)
    {
        if (fields != _names.Length)
        {
            string name = delimiter switch { ',' => "comma", ';' => "semicolon", '\t' => "tab", '|' => "bar", _ => $"'{delimiter}'" };
            throw new GliaException(At(line, string.Create(
                CultureInfo.InvariantCulture,
                $"this row has {fields} {(fields == 1 ? "field" : "fields")} where the header has {_names.Length} (delimiter: {name}). Put quotes around a field that contains the delimiter, or name another delimiter.")));
        }

        for (int i = 0; i < _wanted.Length; i++)
        {
            ReadOnlySpan<char> cell = reader.GetFieldSpan(_wanted[i]);
            if (cell.Length > LongestField)
            {
                throw new GliaException(At(line, string.Create(
                    CultureInfo.InvariantCulture,
                    $"column {_wanted[i] + 1} '{_builders[i].Name}' has a field of {cell.Length} characters; at most {LongestField} are read. Probably a quote (\") is never closed.")));
            }

            _builders[i].Add(cell, line);
        }

        _lines.Add(line);
        _anyRow = true;
        if (_lines.Count % 1024 == 0)
        {
            _options.Cancel.ThrowIfCancellationRequested();
        }

        if (_blockRows is null)
        {
            CheckMemory();
        }
        else if (_lines.Count == _blockRows(fields))
        {
            TakeBlock();
        }
    }

    // A small archive may unpack to more than there is memory.
    private void CheckMemory()
    {
        const int often = 1 << 14;
        if (_lines.Count % often == 0)
        {
            long texts = _builders.Sum(builder => builder.TextBytes) / sizeof(double);
            MemoryLimit.Check(_source, _lines.Count, _builders.Length + (texts / _lines.Count));
        }
    }

    private GliaException Broken(CsvFormatException e, int line, bool again)
    {
        int i = e.FieldOrdinal;
        string column = string.Create(
            CultureInfo.InvariantCulture,
            $"column {i + 1}{(i >= 0 && i < _names.Length && !again && _lines.Count > 0 ? $" '{_names[i]}'" : string.Empty)}");
        return new GliaException(
            At(line, $"{column}: a quoted field is not closed as it should be: the closing quote is missing, or text follows it. Quotes inside a quoted field are doubled (\"\")."), e);
    }

    private string At(int line, string what) => string.Create(CultureInfo.InvariantCulture, $"{_source}, line {line}: {what}");

    private static int LinesIn(ReadOnlySpan<char> record)
    {
        record = record.TrimEnd("\r\n");
        int lines = 1, first = record.IndexOfAny('\r', '\n');
        for (int i = first < 0 ? record.Length : first; i < record.Length; i++)
        {
            if (record[i] == '\n' || (record[i] == '\r' && !(i + 1 < record.Length && record[i + 1] == '\n')))
            {
                lines++;
            }
        }

        return lines;
    }
}
