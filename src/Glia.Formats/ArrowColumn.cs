using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace Glia.Tabular;

/// <summary>One column of a record batch.</summary>
internal static class ArrowColumn
{
    // Rows of a batch whose column has no values at all: they take no bytes of the file, and 16 of memory.
    private const int MostNulls = 1 << 24;

    /// <summary>Why a type is not read; null where it is.</summary>
    public static string? Refusal(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.Dictionary => Refusal(((DictionaryType)type).ValueType),
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.BinaryView or ArrowTypeId.FixedSizedBinary => "holds raw bytes; if they are texts, write the column as strings (utf8)",
        ArrowTypeId.Null or ArrowTypeId.Boolean or ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView or ArrowTypeId.Date32 or ArrowTypeId.Date64
            or ArrowTypeId.Timestamp or ArrowTypeId.Time32 or ArrowTypeId.Time64 or ArrowTypeId.Duration or ArrowTypeId.HalfFloat or ArrowTypeId.Decimal128 or ArrowTypeId.Decimal256 => null,
        _ when IsNumber(type.TypeId) => null,
        _ => $"is of type {type.Name}; single numbers, truth values, texts, dates and times are read",
    };

    public static Column Read(string name, IArrowArray array)
    {
        CheckLength(name, array);
        switch (array)
        {
            case DoubleArray values when values.NullCount == 0:
                return Column.Numbers(name, values.Values.ToArray());
            case DictionaryArray dictionary:
                return OfDictionary(name, dictionary);
            default:
                int rows = array.Length;
                if (Number(array) is { } number)
                {
                    double[] values = new double[rows];
                    for (int row = 0; row < rows; row++)
                    {
                        values[row] = array.IsNull(row) ? double.NaN : number(row);
                    }

                    return Column.Numbers(name, values);
                }

                Func<int, string?> text = Text(array) ?? throw new InvalidDataException($"column '{name}' is of another type than the schema says");
                string?[] texts = new string?[rows];
                for (int row = 0; row < rows; row++)
                {
                    texts[row] = array.IsNull(row) ? null : text(row);
                }

                return Column.Texts(name, texts);
        }
    }

    // Nothing is allocated by a length that the buffers contradict: every value takes a bit at least.
    private static void CheckLength(string name, IArrowArray array)
    {
        bool isSound = array is NullArray
            ? array.Length <= MostNulls
            : array.Data.Buffers.Length > 1 && 8L * array.Data.Buffers[1].Length >= (long)array.Data.Offset + array.Length;
        if (!isSound)
        {
            throw new InvalidDataException($"column '{name}' has fewer values than it says");
        }
    }

    private static bool IsNumber(ArrowTypeId id) => id is ArrowTypeId.Double or ArrowTypeId.Float or ArrowTypeId.Int8 or ArrowTypeId.Int16 or ArrowTypeId.Int32 or ArrowTypeId.Int64
        or ArrowTypeId.UInt8 or ArrowTypeId.UInt16 or ArrowTypeId.UInt32 or ArrowTypeId.UInt64;

    /// <summary>Every value is what its index stands for; texts are shared.</summary>
    private static Column OfDictionary(string name, DictionaryArray array)
    {
        Column known = Read(name, array.Dictionary);
        Func<int, double> index = Number(array.Indices) ?? throw new InvalidDataException($"column '{name}' has indices that are no numbers");
        int?[] places = new int?[array.Length];
        for (int row = 0; row < places.Length; row++)
        {
            if (!array.Indices.IsNull(row))
            {
                double place = index(row);
                places[row] = place >= 0 && place < known.Rows ? (int)place : throw new InvalidDataException($"column '{name}' has an index outside its dictionary");
            }
        }

        return known is NumberColumn numbers
            ? Column.Numbers(name, System.Array.ConvertAll(places, place => place is int i ? numbers.Values.Span[i] : double.NaN))
            : Column.Texts(name, System.Array.ConvertAll(places, place => place is int i ? known.TextAt(i) : null));
    }

    private static Func<int, double>? Number(IArrowArray array) => array switch
    {
        DoubleArray values => row => values.GetValue(row)!.Value,
        FloatArray values => row => values.GetValue(row)!.Value,
        HalfFloatArray values => row => (double)values.GetValue(row)!.Value,
        Int8Array values => row => values.GetValue(row)!.Value,
        Int16Array values => row => values.GetValue(row)!.Value,
        Int32Array values => row => values.GetValue(row)!.Value,
        Int64Array values => row => values.GetValue(row)!.Value,
        UInt8Array values => row => values.GetValue(row)!.Value,
        UInt16Array values => row => values.GetValue(row)!.Value,
        UInt32Array values => row => values.GetValue(row)!.Value,
        UInt64Array values => row => values.GetValue(row)!.Value,
        Decimal128Array values => row => Parse(values.GetString(row)),
        Decimal256Array values => row => Parse(values.GetString(row)),
        DurationArray values => row => Seconds(values.GetValue(row)!.Value, ((DurationType)values.Data.DataType).Unit),
        NullArray => _ => double.NaN,
        _ => null,
    };

    private static Func<int, string?>? Text(IArrowArray array) => array switch
    {
        BooleanArray values => row => values.GetValue(row)!.Value ? "true" : "false",
        StringArray values => row => ArrowTexts.Of(values, row),
        LargeStringArray values => row => ArrowTexts.Of(values, row),
        StringViewArray values => row => ArrowTexts.Of(values, row),
        Date32Array values => row => Iso.Text(DateOnly.FromDateTime(values.GetDateTime(row)!.Value)),
        Date64Array values => row => Iso.Text(values.GetDateTime(row)!.Value),
        TimestampArray values => Moment(values),
        Time32Array values => row => Iso.Text(Time(Seconds(values.GetValue(row)!.Value, ((Time32Type)values.Data.DataType).Unit))),
        Time64Array values => row => Iso.Text(Time(Seconds(values.GetValue(row)!.Value, ((Time64Type)values.Data.DataType).Unit))),
        _ => null,
    };

    private static Func<int, string?> Moment(TimestampArray values)
    {
        bool isUtc = !string.IsNullOrEmpty(((TimestampType)values.Data.DataType).Timezone);
        return row => Iso.Text(DateTime.SpecifyKind(values.GetTimestamp(row)!.Value.UtcDateTime, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified));
    }

    private static double Parse(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private static TimeOnly Time(double seconds) => seconds is >= 0 and < 86400
        ? new TimeOnly((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
        : throw new InvalidDataException("a time of day is not within a day");

    private static double Seconds(long value, TimeUnit unit) => unit switch
    {
        TimeUnit.Second => value,
        TimeUnit.Millisecond => value / 1e3,
        TimeUnit.Microsecond => value / 1e6,
        _ => value / 1e9,
    };
}
