using System.Globalization;
using Microsoft.Data.Analysis;

namespace Glia.Tabular;

/// <summary>Tables from and to <see cref="DataFrame"/>.</summary>
public static class DataFrameTables
{
    /// <summary>Copies a table into a data frame: columns of Double and String, null where missing.</summary>
    /// <param name="table">The rows.</param>
    /// <returns>The frame.</returns>
    public static DataFrame ToDataFrame(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new DataFrame(table.Columns.Select(column => column is NumberColumn numbers
            ? (DataFrameColumn)new DoubleDataFrameColumn(column.Name, numbers.Values.ToArray().Select(value => double.IsNaN(value) ? (double?)null : value))
            : new StringDataFrameColumn(column.Name, Enumerable.Range(0, column.Rows).Select(column.TextAt))));
    }

    extension(Table)
    {
        /// <summary>Reads a data frame: numbers are numbers, truth values are <c>true</c> and <c>false</c>, dates are texts (ISO 8601); null and NaN are missing.</summary>
        /// <param name="frame">The frame.</param>
        /// <returns>The table.</returns>
        /// <exception cref="GliaException">A column is of another type; the message names it.</exception>
        public static Table From(DataFrame frame)
        {
            ArgumentNullException.ThrowIfNull(frame);
            return Table.From([.. frame.Columns.Select(ColumnOf)], Source);
        }
    }

    private const string Source = "data frame";

    private static Column ColumnOf(DataFrameColumn column) => column switch
    {
        PrimitiveDataFrameColumn<double> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<float> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<int> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<long> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<short> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<sbyte> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<uint> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<ulong> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<ushort> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<byte> values => Numbers(values, value => value),
        PrimitiveDataFrameColumn<decimal> values => Numbers(values, ExactNumbers.OfDecimal),
        PrimitiveDataFrameColumn<bool> values => Texts(values, value => value ? "true" : "false"),
        PrimitiveDataFrameColumn<char> values => Texts(values, value => value.ToString()),
        PrimitiveDataFrameColumn<DateTime> values => Texts(values, Iso.Text),
        StringDataFrameColumn values => Column.Texts(values.Name, [.. values]),
        ArrowStringDataFrameColumn values => Column.Texts(values.Name, [.. values]),
        _ => throw new GliaException(string.Create(
            CultureInfo.InvariantCulture, $"{Source}, column '{column.Name}': {column.DataType} has no place in a table; numbers, truth values, texts and dates are read. Remove the column or turn it into one of these.")),
    };

    private static NumberColumn Numbers<T>(PrimitiveDataFrameColumn<T> values, Func<T, double> convert)
        where T : unmanaged => Column.Numbers(values.Name, values.Select(value => value is T known ? convert(known) : double.NaN).ToArray());

    private static TextColumn Texts<T>(PrimitiveDataFrameColumn<T> values, Func<T, string> convert)
        where T : unmanaged => Column.Texts(values.Name, [.. values.Select(value => value is T known ? convert(known) : null)]);
}
