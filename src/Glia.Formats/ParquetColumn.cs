using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Glia.Tabular;

/// <summary>One column of a row group.</summary>
internal static class ParquetColumn
{
    private const long MostExact = 1L << 53;
    private const int MostKnown = 1 << 16;

    public static bool IsKnown(DataField field) => Reader(field) is not null;

    public static Column Read(ParquetRowGroupReader group, DataField field, int rows) => Reader(field)!(group, field, rows);

    private static Func<ParquetRowGroupReader, DataField, int, Column>? Reader(DataField field)
    {
        Type type = field.ClrType;
        if (field.SchemaElement?.LogicalType?.TIME is { } time)
        {
            return type == typeof(long) ? (group, each, rows) => Texts<long>(group, each, rows, value => Iso.Text(new TimeOnly(time.Unit.NANOS is null ? 10 * value : value / 100)))
                : type == typeof(int) ? (group, each, rows) => Texts<int>(group, each, rows, value => Iso.Text(new TimeOnly(TimeSpan.TicksPerMillisecond * value)))
                : null;
        }

        return type == typeof(double) ? Doubles
            : type == typeof(float) ? (group, each, rows) => Numbers<float>(group, each, rows, value => value)
            : type == typeof(int) ? (group, each, rows) => Numbers<int>(group, each, rows, value => value)
            : type == typeof(long) ? (group, each, rows) => Numbers<long>(group, each, rows, value => value)
            : type == typeof(short) ? (group, each, rows) => Numbers<short>(group, each, rows, value => value)
            : type == typeof(sbyte) ? (group, each, rows) => Numbers<sbyte>(group, each, rows, value => value)
            : type == typeof(uint) ? (group, each, rows) => Numbers<uint>(group, each, rows, value => value)
            : type == typeof(ulong) ? (group, each, rows) => Numbers<ulong>(group, each, rows, value => value)
            : type == typeof(ushort) ? (group, each, rows) => Numbers<ushort>(group, each, rows, value => value)
            : type == typeof(byte) ? (group, each, rows) => Numbers<byte>(group, each, rows, value => value)
            : type == typeof(Half) ? (group, each, rows) => Numbers<Half>(group, each, rows, value => (double)value)
            : type == typeof(decimal) ? (group, each, rows) => Numbers<decimal>(group, each, rows, ExactNumbers.OfDecimal)
            : type == typeof(BigDecimal) ? (group, each, rows) => Numbers<BigDecimal>(group, each, rows, OfBig)
            : type == typeof(bool) ? (group, each, rows) => Texts<bool>(group, each, rows, value => value ? "true" : "false")
            : type == typeof(DateOnly) ? (group, each, rows) => Texts<DateOnly>(group, each, rows, Iso.Text)
            : type == typeof(TimeOnly) ? (group, each, rows) => Texts<TimeOnly>(group, each, rows, Iso.Text)
            : type == typeof(TimeSpan) ? (group, each, rows) => Texts<TimeSpan>(group, each, rows, value => value.ToString("c", CultureInfo.InvariantCulture))
            : type == typeof(Guid) ? (group, each, rows) => Texts<Guid>(group, each, rows, value => value.ToString("D", CultureInfo.InvariantCulture))
            : type == typeof(DateTime) ? (group, each, rows) => Texts<DateTime>(group, each, rows, Moment(each))
            : type == typeof(ReadOnlyMemory<char>) ? Strings
            : null;
    }

    private static Func<DateTime, string> Moment(DataField field)
    {
        bool isUtc = field is DateTimeDataField { IsAdjustedToUTC: true };
        return value => Iso.Text(DateTime.SpecifyKind(value, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified));
    }

    private static double OfBig(BigDecimal value) => BigInteger.Abs(value.UnscaledValue) <= MostExact
        ? ExactNumbers.OfScaled((long)value.UnscaledValue, value.Scale)
        : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{value.UnscaledValue}e{-value.Scale}"), CultureInfo.InvariantCulture);

    private static NumberColumn Doubles(ParquetRowGroupReader group, DataField field, int rows)
    {
        if (field.IsNullable)
        {
            return Numbers<double>(group, field, rows, value => value);
        }

        double[] values = new double[rows];
        Wait(group.ReadAsync(field, values.AsMemory()));
        return Column.Numbers(field.Name, values);
    }

    private static NumberColumn Numbers<T>(ParquetRowGroupReader group, DataField field, int rows, Func<T, double> convert)
        where T : struct
    {
        double[] numbers = new double[rows];
        if (field.IsNullable)
        {
            T?[] values = new T?[rows];
            Wait(group.ReadAsync<T>(field, values.AsMemory()));
            for (int row = 0; row < rows; row++)
            {
                numbers[row] = values[row] is T known ? convert(known) : double.NaN;
            }
        }
        else
        {
            T[] values = new T[rows];
            Wait(group.ReadAsync<T>(field, values.AsMemory()));
            for (int row = 0; row < rows; row++)
            {
                numbers[row] = convert(values[row]);
            }
        }

        return Column.Numbers(field.Name, numbers);
    }

    private static TextColumn Texts<T>(ParquetRowGroupReader group, DataField field, int rows, Func<T, string> convert)
        where T : struct
    {
        T?[] values = new T?[rows];
        if (field.IsNullable)
        {
            Wait(group.ReadAsync<T>(field, values.AsMemory()));
        }
        else
        {
            T[] all = new T[rows];
            Wait(group.ReadAsync<T>(field, all.AsMemory()));
            values = Array.ConvertAll(all, value => (T?)value);
        }

        return Column.Texts(field.Name, Array.ConvertAll(values, value => value is T known ? convert(known) : null));
    }

    // Equal texts are one string, as far as they are few: categories repeat.
    private static TextColumn Strings(ParquetRowGroupReader group, DataField field, int rows)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        string Known(ReadOnlyMemory<char> value)
        {
            if (!lookup.TryGetValue(value.Span, out string? text))
            {
                text = value.ToString();
                if (known.Count < MostKnown)
                {
                    known.Add(text, text);
                }
            }

            return text;
        }

        return Texts<ReadOnlyMemory<char>>(group, field, rows, Known);
    }

    // The file is a local one: everything is done when the call comes back.
    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();
}
