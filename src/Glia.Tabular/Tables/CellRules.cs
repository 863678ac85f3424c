using System.Globalization;

namespace Glia.Tabular;

/// <summary>What a field's text means: missing, a number, or itself.</summary>
internal sealed class CellRules
{
    /// <summary>Longer texts with thousands set apart are no numbers: a double has 309 digits before its fraction at most.</summary>
    private const int LongestGrouped = 512;

    private readonly string[] _missing;
    private readonly int _longestMissing;
    private readonly NumberFormatInfo _format;
    private readonly char _mark;
    private readonly char? _group;
    private readonly bool _mayBeNumber;

    public CellRules(string source, TableOptions options)
    {
        Source = source;
        _missing = [.. options.Missing.Select(m => m.Trim())];
        _longestMissing = _missing.Length == 0 ? 0 : _missing.Max(m => m.Length);
        _mark = options.DecimalMark;
        _group = options.GroupMark;
        _mayBeNumber = !Array.Exists(_missing, word => FastNumber.TryRead(word, _mark, out _));
        _format = (NumberFormatInfo)CultureInfo.InvariantCulture.NumberFormat.Clone();
        if (options.DecimalMark != '.')
        {
            _format.NumberGroupSeparator = ".";
            _format.NumberDecimalSeparator = options.DecimalMark.ToString();
        }
    }

    /// <summary>Those of a source that says nothing.</summary>
    public static CellRules Usual { get; } = new(string.Empty, new TableOptions());

    public string Source { get; }

    public bool IsMissing(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty || cell.Length > _longestMissing)
        {
            return cell.IsEmpty;
        }

        foreach (string word in _missing)
        {
            if (cell.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a number of the usual form that no word for missing stands in the way of; false says nothing about the cell.</summary>
    public bool TryReadFast(ReadOnlySpan<char> cell, out double value)
    {
        value = 0;
        return _mayBeNumber && FastNumber.TryRead(cell, _mark, out value);
    }

    public bool TryRead(ReadOnlySpan<char> cell, out double value) =>
        TryNumber(cell, _format, out value) || (_group is { } group && TryGroups(cell, group, out value));

    /// <summary>Reads a number whose whole part has a mark before every three digits from the right, and nowhere else: 1,5 is none with a comma between thousands.</summary>
    private bool TryGroups(ReadOnlySpan<char> cell, char group, out double value)
    {
        value = 0;
        int start = cell.Length > 0 && cell[0] is '+' or '-' ? 1 : 0, end = start;
        while (end < cell.Length && (cell[end] == group || char.IsAsciiDigit(cell[end])))
        {
            end++;
        }

        ReadOnlySpan<char> whole = cell[start..end];
        int lead = whole.IndexOf(group);
        if (lead is < 1 or > 3 || (whole.Length - lead) % 4 != 0 || whole[0] == '0' || cell.Length > LongestGrouped)
        {
            return false;
        }

        Span<char> plain = stackalloc char[LongestGrouped];
        cell[..start].CopyTo(plain);
        int length = start;
        for (int i = 0; i < whole.Length; i++)
        {
            bool isMark = i >= lead && (i - lead) % 4 == 0;
            if ((whole[i] == group) != isMark)
            {
                return false;
            }

            if (!isMark)
            {
                plain[length++] = whole[i];
            }
        }

        cell[end..].CopyTo(plain[length..]);
        return TryNumber(plain[..(length + cell.Length - end)], _format, out value);
    }

    /// <summary>
    /// Sign, digits, decimal mark, exponent; also the names of infinity, so that they can be refused where they stand. An overflow (1e999)
    /// comes back infinite.
    /// </summary>
    public static bool TryNumber(ReadOnlySpan<char> cell, IFormatProvider format, out double value)
    {
        if (double.TryParse(cell, NumberStyles.Float, format, out value))
        {
            return true;
        }

        ReadOnlySpan<char> unsigned = cell.Length > 0 && cell[0] is '+' or '-' ? cell[1..] : cell;
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned is "∞")
        {
            value = cell[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return false;
    }
}
