using System.Globalization;

namespace Glia.Tabular;

/// <summary>
/// Collects one column. It holds numbers as long as every value is one. Where text follows numbers, what the numbers looked like is
/// gone, so the column asks to be read a second time as text (<see cref="NeedsText"/>); this happens seldom and keeps memory at 8 bytes a number.
/// </summary>
internal sealed class ColumnBuilder
{
    private const int InternLimit = 1 << 16;
    private readonly int _position;
    private readonly bool _mustBeNumber;
    private readonly CellRules _rules;
    private List<double>? _numbers = [];
    private List<string?>? _texts;
    private Dictionary<string, string>? _known;
    private int _rows;
    private bool _sawNumber;
    private string? _infinite;

    public ColumnBuilder(string name, int position, CellRules rules, bool asText, bool mustBeNumber)
    {
        Name = name;
        _position = position;
        _rules = rules;
        _mustBeNumber = mustBeNumber;
        if (asText)
        {
            BecomeText();
        }
    }

    public string Name { get; }

    /// <summary>Gets a value indicating whether texts came after numbers.</summary>
    public bool NeedsText { get; private set; }

    /// <summary>About how many bytes the texts take beyond their references.</summary>
    public long TextBytes { get; private set; }

    public void Add(ReadOnlySpan<char> cell, int line)
    {
        if (_numbers is not null && _rules.TryReadFast(cell, out double number))
        {
            _sawNumber = true;
            _numbers.Add(number);
            _rows++;
            return;
        }

        cell = cell.Trim();
        if (NeedsText)
        {
            return;
        }

        if (_rules.IsMissing(cell))
        {
            _numbers?.Add(double.NaN);
            _texts?.Add(null);
        }
        else if (_texts is not null)
        {
            _texts.Add(Known(cell));
        }
        else if (_rules.TryRead(cell, out double value))
        {
            AddNumber(value, cell, line);
        }
        else
        {
            AddTextAmongNumbers(cell, line);
        }

        _rows++;
    }

    public Column Build()
    {
        if (_texts is not null)
        {
            return new TextColumn(Name, [.. _texts]);
        }

        return _infinite is null ? new NumberColumn(Name, _numbers!.ToArray()) : throw new GliaException(_infinite);
    }

    /// <summary>The values so far as a block; the next block begins. A column that waits to be read as text gives gaps.</summary>
    public Column Take(int rows)
    {
        Column block = NeedsText ? new NumberColumn(Name, Enumerable.Repeat(double.NaN, rows).ToArray()) : Build();
        _numbers?.Clear();
        _texts?.Clear();
        _rows = 0;
        return block;
    }

    private void AddNumber(double value, ReadOnlySpan<char> cell, int line)
    {
        _sawNumber = true;
        if (double.IsInfinity(value))
        {
            _infinite ??= string.Create(
                CultureInfo.InvariantCulture,
                $"{_rules.Source}, line {line}, column {_position} '{Name}': '{Cut(cell)}' is not a finite number; leave the field empty if the value is missing.");
        }

        _numbers!.Add(value);
    }

    private void AddTextAmongNumbers(ReadOnlySpan<char> cell, int line)
    {
        if (_mustBeNumber)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_rules.Source}, line {line}, column {_position} '{Name}': {NumberText.Wanted(cell.ToString())}"));
        }

        if (_sawNumber)
        {
            NeedsText = true;
            _numbers = null;
            return;
        }

        BecomeText();
        _texts!.Add(Known(cell));
    }

    private void BecomeText()
    {
        _numbers = null;
        _texts = [];
        _known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < _rows; i++)
        {
            _texts.Add(null);
        }
    }

    // Equal texts are one string: categories repeat.
    private string Known(ReadOnlySpan<char> cell)
    {
        var lookup = _known!.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(cell, out string? known))
        {
            return known;
        }

        string text = cell.ToString();
        TextBytes += 24 + (sizeof(char) * text.Length);
        if (_known.Count < InternLimit)
        {
            _known.Add(text, text);
        }

        return text;
    }

    private static string Cut(ReadOnlySpan<char> cell) => cell.Length <= 40 ? cell.ToString() : $"{cell[..40]}…";
}
