using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Glia.Tabular;

/// <summary>The rows of a Parquet file: a piece is a row group.</summary>
internal sealed class ParquetSource : RowSource
{
    private readonly ParquetReader _reader;
    private readonly FileStream _file;
    private readonly DataField?[] _fields;
    private int _group;

    private ParquetSource(string path, ParquetReader reader, FileStream file, IReadOnlyList<Field> fields)
        : base(path, [.. fields.Select(field => new SourceColumn(field.Name, Refusal(field)))])
    {
        (_reader, _file) = (reader, file);
        _fields = [.. fields.Select(field => field as DataField)];
        CheckGroups();
    }

    public override long? Rows => _reader.Metadata!.RowGroups.Sum(group => group.NumRows);

    public override long LargestPiece => _reader.Metadata!.RowGroups.Select(group => group.NumRows).DefaultIfEmpty().Max();

    public static ParquetSource Open(string path, FileStream file)
    {
        if (!ParquetFooter.IsWhole(file))
        {
            throw new GliaException($"{path}: the footer, which says what the file holds, is damaged or cut. Write the file anew.");
        }

        ParquetReader reader = Wait(ParquetReader.CreateAsync(file, new ParquetOptions { UseBigDecimal = true, UseDateOnlyTypeForDates = true }, leaveStreamOpen: true));
        return new ParquetSource(path, reader, file, reader.Schema.Fields);
    }

    public override IReadOnlyList<Column>? Next(IReadOnlyList<int> wanted, int rows)
    {
        while (_group < _reader.RowGroupCount)
        {
            using ParquetRowGroupReader group = _reader.OpenRowGroupReader(_group++);
            if (group.RowCount > 0)
            {
                MemoryCheck(group.RowCount, wanted.Count);
                return [.. wanted.Select(i => ParquetColumn.Read(group, _fields[i]!, checked((int)group.RowCount)))];
            }
        }

        return null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Wait(_reader.DisposeAsync().AsTask());
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    // The file is a local one: everything is done when the call comes back.
    internal static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Wait(Task task) => task.GetAwaiter().GetResult();

    private static string? Refusal(Field field) =>
        field is not DataField data || data.IsArray || data.MaxRepetitionLevel > 0 ? $"is nested ({field.SchemaType.ToString().ToLowerInvariant()}); single values are read"
        : ParquetColumn.IsKnown(data) ? null
        : data.ClrType == typeof(byte[]) || data.ClrType == typeof(ReadOnlyMemory<byte>) ? "holds raw bytes; if they are texts, write the column as strings (UTF8)"
        : $"is of type {data.ClrType.Name}; numbers, truth values, texts, dates and times are read";

    /// <summary>The footer says how many rows and values there are; where it contradicts itself, nothing is allocated by it.</summary>
    private void CheckGroups()
    {
        for (int i = 0; i < _reader.Metadata!.RowGroups.Count; i++)
        {
            Parquet.Meta.RowGroup group = _reader.Metadata.RowGroups[i];
            bool isSound = group.NumRows >= 0 && group.Columns.TrueForAll(column => column.MetaData is null
                || (column.MetaData.NumValues >= 0 && column.MetaData.TotalCompressedSize >= 0 && column.MetaData.TotalCompressedSize <= _file.Length
                    && (column.MetaData.PathInSchema.Count > 1 || column.MetaData.NumValues == group.NumRows)));
            if (!isSound || group.NumRows > int.MaxValue)
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{Source}: row group {i + 1} claims {group.NumRows} rows, and its columns something else; the file is damaged. Write it anew."));
            }
        }
    }

    private void MemoryCheck(long rows, int columns)
    {
        // Raw values and their numbers, 8 bytes each.
        double bytes = 2.0 * sizeof(double) * rows * Math.Max(1, columns);
        if (bytes > 0.6 * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{Source}: row group {_group} has {rows} rows of {columns} columns, more than this machine holds in memory; write the file with smaller row groups. If it should be small, it is damaged."));
        }
    }
}
