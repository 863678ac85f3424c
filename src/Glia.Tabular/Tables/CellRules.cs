using System.Globalization;

namespace Glia.Tabular;

/// <summary>What a field's text means: missing, a number, or itself.</summary>
internal sealed class CellRules
{
    private readonly string[] _missing;
    private readonly int _longestMissing;
    private readonly NumberFormatInfo _format;
    private readonly char _mark;
    private readonly bool _mayBeNumber;

    public CellRules(string source, TableOptions options)
    {
        Source = source;
        _missing = [.. options.Missing.Select(m => m.Trim())];
        _longestMissing = _missing.Length == 0 ? 0 : _missing.Max(m => m.Length);
        _mark = options.DecimalMark;
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

    public bool TryRead(ReadOnlySpan<char> cell, out double value) => TryNumber(cell, _format, out value);

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
