using System.Data.Common;

namespace Glia.Tabular;

/// <summary>The rows of any database reader: a query of any provider of ADO.NET.</summary>
/// <remarks>
/// Numbers are numbers (a decimal the nearest double), truth values <c>true</c> and <c>false</c>, dates, times and unique identifiers texts (ISO 8601), null is missing. Columns of bytes, arrays and
/// structures are refused by name.
/// </remarks>
public sealed class ReaderSource : RowSource
{
    private readonly DbDataReader _reader;
    private readonly bool _byValue;

    /// <summary>Initializes a source that does not own the reader.</summary>
    /// <param name="reader">Before its first row.</param>
    /// <param name="source">Where the rows come from; messages begin with it.</param>
    /// <param name="byValue">Whether values of one column may be of several types (SQLite), so that each is looked at.</param>
    public ReaderSource(DbDataReader reader, string source, bool byValue = false)
        : base(source, ColumnsOf(reader, byValue)) => (_reader, _byValue) = (reader, byValue);

    /// <inheritdoc/>
    public override IReadOnlyList<Column>? Next(IReadOnlyList<int> wanted, int rows)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        CellCollector[] cells = [.. wanted.Select(i => CellCollector.Of(_reader, i, Source, Columns[i].Name, _byValue))];
        int count = 0;
        while (count < rows && _reader.Read())
        {
            foreach (CellCollector cell in cells)
            {
                cell.Add();
            }

            count++;
        }

        return count == 0 ? null : [.. cells.Select(cell => cell.Take())];
    }

    private static SourceColumn[] ColumnsOf(DbDataReader reader, bool byValue)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => new SourceColumn(
            reader.GetName(i),
            byValue || CellCollector.IsKnown(reader.GetFieldType(i)) ? null : $"is of type {reader.GetDataTypeName(i)}; numbers, truth values, texts, dates and times are read"))];
    }
}
