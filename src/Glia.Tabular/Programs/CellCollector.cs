using System.Data.Common;
using System.Globalization;

namespace Glia.Tabular;

/// <summary>Collects one column of a database reader.</summary>
internal abstract class CellCollector(DbDataReader reader, int ordinal, string name)
{
    protected string Name => name;

    public void Add()
    {
        if (reader.IsDBNull(ordinal))
        {
            AddMissing();
        }
        else
        {
            AddValue(reader, ordinal);
        }
    }

    public abstract Column Take();

    public static bool IsKnown(Type type) => IsText(type) || IsNumber(type);

    public static CellCollector Of(DbDataReader reader, int ordinal, string source, string name, bool byValue)
    {
        Type type = byValue ? typeof(object) : reader.GetFieldType(ordinal);
        return type == typeof(double) ? new NumberCells(reader, ordinal, name, (from, i) => from.GetDouble(i))
            : type == typeof(float) ? new NumberCells(reader, ordinal, name, (from, i) => from.GetFloat(i))
            : type == typeof(int) ? new NumberCells(reader, ordinal, name, (from, i) => from.GetInt32(i))
            : type == typeof(long) ? new NumberCells(reader, ordinal, name, (from, i) => from.GetInt64(i))
            : type == typeof(decimal) ? new NumberCells(reader, ordinal, name, (from, i) => ExactNumbers.OfDecimal(from.GetDecimal(i)))
            : IsNumber(type) ? new NumberCells(reader, ordinal, name, (from, i) => Values.Number(from.GetValue(i))!.Value)
            : type == typeof(string) ? new TextCells(reader, ordinal, name, (from, i) => from.GetString(i))
            : IsText(type) ? new TextCells(reader, ordinal, name, (from, i) => Values.Text(from.GetValue(i))!)
            : new AnyCells(reader, ordinal, source, name);
    }

    protected abstract void AddMissing();

    protected abstract void AddValue(DbDataReader from, int i);

    private static bool IsNumber(Type type) => Values.IsNumber(type);

    private static bool IsText(Type type) => Values.IsText(type);

    private sealed class NumberCells(DbDataReader reader, int ordinal, string name, Func<DbDataReader, int, double> get) : CellCollector(reader, ordinal, name)
    {
        private readonly List<double> _values = [];

        public override Column Take() => new NumberColumn(Name, _values.ToArray());

        protected override void AddMissing() => _values.Add(double.NaN);

        protected override void AddValue(DbDataReader from, int i) => _values.Add(get(from, i));
    }

    private sealed class TextCells(DbDataReader reader, int ordinal, string name, Func<DbDataReader, int, string> get) : CellCollector(reader, ordinal, name)
    {
        private readonly List<string?> _values = [];

        public override Column Take() => Column.Texts(Name, [.. _values]);

        protected override void AddMissing() => _values.Add(null);

        protected override void AddValue(DbDataReader from, int i) => _values.Add(get(from, i));
    }

    /// <summary>Numbers as long as every value is one, else texts.</summary>
    private sealed class AnyCells(DbDataReader reader, int ordinal, string source, string name) : CellCollector(reader, ordinal, name)
    {
        private readonly List<object?> _values = [];
        private bool _isText;

        public override Column Take() => _isText
            ? Column.Texts(Name, [.. _values.Select(value => value is double number ? NumberColumn.Format(number) : (string?)value)])
            : new NumberColumn(Name, _values.Select(value => value is double number ? number : double.NaN).ToArray());

        protected override void AddMissing() => _values.Add(null);

        protected override void AddValue(DbDataReader from, int i)
        {
            object value = from.GetValue(i);
            if (Values.Number(value) is { } number)
            {
                _values.Add(number);
            }
            else if (Values.Text(value) is { } text)
            {
                _values.Add(text);
                _isText |= text.Trim().Length > 0;
            }
            else
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture, $"{source}: column '{Name}' holds a value of type {value.GetType().Name}; numbers, truth values, texts, dates and times are read. Leave the column out of the query."));
            }
        }
    }
}
