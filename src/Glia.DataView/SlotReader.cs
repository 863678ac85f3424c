using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.Tabular;

/// <summary>Collects one column of a view: a column of the table, or several where it is a vector.</summary>
internal abstract class SlotReader
{
    /// <summary>Reads the row at which the cursor stands.</summary>
    public abstract void Read();

    /// <summary>The rows read.</summary>
    public abstract IEnumerable<Column> Take();

    public static SlotReader Of(DataViewRowCursor cursor, DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType key => OfKey(cursor, column, key),
        VectorDataViewType vector => OfVector(cursor, column, vector),
        BooleanDataViewType => Text<bool>(cursor, column, value => value ? "true" : "false"),
        TextDataViewType => Text<ReadOnlyMemory<char>>(cursor, column, value => value.IsEmpty ? null : value.ToString()),
        DateTimeDataViewType => Text<DateTime>(cursor, column, Iso.Text),
        DateTimeOffsetDataViewType => Text<DateTimeOffset>(cursor, column, Iso.Text),
        TimeSpanDataViewType => Number<TimeSpan>(cursor, column, value => value.TotalSeconds),
        _ => OfNumber(cursor, column, column.Type.RawType),
    };

    private static SlotReader OfNumber(DataViewRowCursor cursor, DataViewSchema.Column column, Type type) =>
        type == typeof(float) ? Number<float>(cursor, column, value => value)
        : type == typeof(double) ? Number<double>(cursor, column, value => value)
        : type == typeof(int) ? Number<int>(cursor, column, value => value)
        : type == typeof(long) ? Number<long>(cursor, column, value => value)
        : type == typeof(short) ? Number<short>(cursor, column, value => value)
        : type == typeof(sbyte) ? Number<sbyte>(cursor, column, value => value)
        : type == typeof(uint) ? Number<uint>(cursor, column, value => value)
        : type == typeof(ulong) ? Number<ulong>(cursor, column, value => value)
        : type == typeof(ushort) ? Number<ushort>(cursor, column, value => value)
        : type == typeof(byte) ? Number<byte>(cursor, column, value => value)
        : throw DataViewTables.Refused(column);

    // Keys count from 1; 0 is missing. What they stand for is an annotation.
    private static SlotReader OfKey(DataViewRowCursor cursor, DataViewSchema.Column column, KeyDataViewType key)
    {
        string[] names = Names(column, "KeyValues");
        return key.RawType == typeof(uint) ? Keys<uint>(cursor, column, names, value => value)
            : key.RawType == typeof(byte) ? Keys<byte>(cursor, column, names, value => value)
            : key.RawType == typeof(ushort) ? Keys<ushort>(cursor, column, names, value => value)
            : key.RawType == typeof(ulong) ? Keys<ulong>(cursor, column, names, value => value)
            : throw DataViewTables.Refused(column);
    }

    private static SlotReader Keys<T>(DataViewRowCursor cursor, DataViewSchema.Column column, string[] names, Func<T, ulong> index) => names.Length == 0
        ? Number<T>(cursor, column, value => index(value) is > 0 and ulong k ? k : double.NaN)
        : Text<T>(cursor, column, value => index(value) is > 0 and ulong k && k <= (ulong)names.Length ? names[k - 1] : null);

    private static SlotReader OfVector(DataViewRowCursor cursor, DataViewSchema.Column column, VectorDataViewType vector)
    {
        if (!vector.IsKnownSize || vector.Dimensions.Length > 1)
        {
            throw DataViewTables.Refused(column);
        }

        Type item = vector.ItemType is KeyDataViewType ? typeof(void) : vector.ItemType.RawType;
        return item == typeof(float) ? new VectorReader<float>(cursor, column, vector.Size, value => value)
            : item == typeof(double) ? new VectorReader<double>(cursor, column, vector.Size, value => value)
            : item == typeof(int) ? new VectorReader<int>(cursor, column, vector.Size, value => value)
            : item == typeof(bool) ? new VectorReader<bool>(cursor, column, vector.Size, value => value ? 1 : 0)
            : throw DataViewTables.Refused(column);
    }

    private static NumberReader<T> Number<T>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<T, double> convert) => new(cursor, column, convert);

    private static TextReader<T> Text<T>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<T, string?> convert) => new(cursor, column, convert);

    /// <summary>An annotation of names; none where there is none, or where it holds something else.</summary>
    internal static string[] Names(DataViewSchema.Column column, string annotation)
    {
        if (column.Annotations.Schema.GetColumnOrNull(annotation) is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            return [];
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(annotation, ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private sealed class NumberReader<T>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<T, double> convert) : SlotReader
    {
        private readonly ValueGetter<T> _get = cursor.GetGetter<T>(column);
        private readonly List<double> _values = [];
        private T _value = default!;

        public override void Read()
        {
            _get(ref _value);
            _values.Add(convert(_value));
        }

        public override IEnumerable<Column> Take() => [Column.Numbers(column.Name, _values.ToArray())];
    }

    private sealed class TextReader<T>(DataViewRowCursor cursor, DataViewSchema.Column column, Func<T, string?> convert) : SlotReader
    {
        private readonly ValueGetter<T> _get = cursor.GetGetter<T>(column);
        private readonly List<string?> _values = [];
        private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
        private T _value = default!;

        public override void Read()
        {
            _get(ref _value);
            string? text = convert(_value);
            _values.Add(text is null ? null : _known.TryGetValue(text, out string? known) ? known : _known.Count < 1 << 16 ? _known[text] = text : text);
        }

        public override IEnumerable<Column> Take() => [Column.Texts(column.Name, [.. _values])];
    }

    private sealed class VectorReader<T>(DataViewRowCursor cursor, DataViewSchema.Column column, int size, Func<T, double> convert) : SlotReader
    {
        private readonly ValueGetter<VBuffer<T>> _get = cursor.GetGetter<VBuffer<T>>(column);
        private readonly List<double>[] _slots = [.. Enumerable.Range(0, size).Select(_ => new List<double>())];
        private VBuffer<T> _value;

        public override void Read()
        {
            _get(ref _value);
            int slot = 0;
            foreach (T value in _value.DenseValues())
            {
                _slots[slot++].Add(convert(value));
            }
        }

        public override IEnumerable<Column> Take()
        {
            string[] names = Names(column, "SlotNames");
            bool useful = names.Length == size && names.All(name => !string.IsNullOrWhiteSpace(name)) && names.Distinct(StringComparer.Ordinal).Count() == size;
            return _slots.Select((slot, i) => Column.Numbers(
                useful ? names[i] : string.Create(CultureInfo.InvariantCulture, $"{column.Name}_{i}"), slot.ToArray()));
        }
    }
}
