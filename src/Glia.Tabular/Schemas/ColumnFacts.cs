using System.Runtime.InteropServices;

namespace Glia.Tabular;

/// <summary>What is known of a column's values after looking at all rows, in one piece or block by block. Everything a schema is decided by.</summary>
/// <param name="name">The column.</param>
/// <param name="countsNumbers">Whether different numbers are counted, too; texts always are.</param>
/// <param name="most">How many different values are counted, the first ones that come; bounds the memory.</param>
internal sealed class ColumnFacts(string name, bool countsNumbers, int most = int.MaxValue)
{
    // Below, that values follow each other may be chance.
    private const int FewRows = 10;

    private readonly Dictionary<string, ValueCount> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<double, ValueCount> _numbers = [];
    private Func<int, string> _place = _ => string.Empty;
    private double _first;
    private bool _follows = true;

    public string Name => name;

    public int Rows { get; private set; }

    /// <summary>Rows that have a value.</summary>
    public int Present { get; private set; }

    /// <summary>Whether any value is a text.</summary>
    public bool IsText { get; private set; }

    public double Lowest { get; private set; } = double.PositiveInfinity;

    public double Highest { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether every value is a whole number that a double holds exactly.</summary>
    public bool AreIntegers { get; private set; } = true;

    /// <summary>Rows whose value was not counted because there were too many different ones before.</summary>
    public int Uncounted { get; private set; }

    /// <summary>Of the uncounted rows those whose text is no number.</summary>
    public int UncountedWords { get; private set; }

    /// <summary>The first of them.</summary>
    public (string Text, ValueCount Seen)? FirstUncountedWord { get; private set; }

    /// <summary>What is a number where the rows come from.</summary>
    public CellRules Cells { get; private set; } = CellRules.Usual;

    /// <summary>Whether the values are first, first + 1, first + 2, … in the order of the rows.</summary>
    public bool CountsRows => !IsText && Rows > FewRows && _follows && _first is 0 or 1;

    /// <summary>Different values that were counted; without counting, 2 stands for several numbers.</summary>
    public int Distinct => IsText ? Texts().Count()
        : countsNumbers ? _numbers.Count
        : Present == 0 ? 0
        : Lowest == Highest ? 1 : 2;

    /// <summary>The values as texts with their counts: numbers ascending, texts in ordinal order, truth values by their names.</summary>
    public IEnumerable<(string Text, ValueCount Seen)> Values => IsText
        ? Texts().OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => (value.Key, value.Value))
        : _numbers.OrderBy(value => value.Key).Select(value => (NumberColumn.Format(value.Key)!, value.Value));

    /// <summary>The value of a column with a single one.</summary>
    public string Only => IsText ? Texts().First().Key : NumberColumn.Format(Lowest)!;

    public static ColumnFacts Of(Table table, Column column, bool countsNumbers)
    {
        var facts = new ColumnFacts(column.Name, countsNumbers);
        facts.Add(table, column);
        return facts;
    }

    /// <summary>Looks at the next rows.</summary>
    public void Add(Table table, Column column)
    {
        _place = table.Places;
        Cells = table.Cells;
        if (column is NumberColumn numbers)
        {
            AddNumbers(table, numbers.Values.Span);
        }
        else
        {
            IsText = true;
            AddTexts(table, ((TextColumn)column).Values);
        }

        Rows += column.Rows;
    }

    /// <summary>Where a value was seen first.</summary>
    public string Place(ValueCount seen) => _place(seen.FirstAt);

    private IEnumerable<KeyValuePair<string, ValueCount>> Texts() => !_texts.Keys.All(Truths.IsOne) ? _texts
        : _texts.GroupBy(value => Truths.Named(value.Key), value => value.Value, StringComparer.Ordinal)
            .Select(truth => KeyValuePair.Create(truth.Key, new ValueCount(truth.Sum(seen => seen.Count), truth.Min(seen => seen.FirstAt))));

    private void AddNumbers(Table table, ReadOnlySpan<double> values)
    {
        const double exact = 1L << 53; // Beyond, not every whole number is a double.
        _first = Rows == 0 && values.Length > 0 ? values[0] : _first;
        for (int row = 0; row < values.Length; row++)
        {
            double value = values[row];
            _follows &= value == _first + Rows + row;
            if (double.IsNaN(value))
            {
                continue;
            }

            Present++;
            Lowest = Math.Min(Lowest, value);
            Highest = Math.Max(Highest, value);
            AreIntegers &= Math.Floor(value) == value && Math.Abs(value) <= exact;
            if (countsNumbers)
            {
                // −0 and 0 are one value.
                Count(_numbers, value + 0.0, table, row);
            }
        }
    }

    private void AddTexts(Table table, IReadOnlyList<string?> values)
    {
        for (int row = 0; row < values.Count; row++)
        {
            if (values[row] is string text)
            {
                Present++;
                if (!Count(_texts, text, table, row) && !Cells.TryRead(text, out _))
                {
                    UncountedWords++;
                    FirstUncountedWord ??= (text, new ValueCount(1, table.At(row)));
                }
            }
        }
    }

    private bool Count<T>(Dictionary<T, ValueCount> counts, T value, Table table, int row)
        where T : notnull
    {
        if (counts.Count >= most && !counts.ContainsKey(value))
        {
            Uncounted++;
            return false;
        }

        ref ValueCount seen = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out bool known);
        seen = known ? seen with { Count = seen.Count + 1 } : new ValueCount(1, table.At(row));
        return true;
    }
}

/// <summary>How often a value was seen, and the line or row where first.</summary>
internal readonly record struct ValueCount(int Count, int FirstAt);
