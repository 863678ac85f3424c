using System.Globalization;

namespace Glia.Tabular;

/// <summary>Applies to the pieces of a source what the options say of columns, and refuses infinite numbers.</summary>
internal sealed class PieceRules(string source, TableOptions options)
{
    private readonly HashSet<string> _textColumns = new(options.TextColumns, StringComparer.Ordinal);
    private readonly HashSet<string> _numberColumns = new(options.NumberColumns, StringComparer.Ordinal);
    private readonly HashSet<string> _seenNumbers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seenTexts = new(StringComparer.Ordinal);

    // These formats have a sign of their own for a missing value; words stand for one only where somebody says so.
    private readonly CellRules? _missing = options.Missing.SequenceEqual(TableOptions.UsualMissing, StringComparer.Ordinal) ? null : new CellRules(source, options);
    private long _rows;

    /// <summary>Columns that held numbers in one piece and texts in another.</summary>
    public IEnumerable<string> Mixed => _seenNumbers.Intersect(_seenTexts, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public IReadOnlyList<Column> Apply(IReadOnlyList<Column> piece)
    {
        var columns = new Column[piece.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            Column column = piece[i] is TextColumn texts && _missing is not null ? WithoutWords(texts) : piece[i];
            column = column switch
            {
                NumberColumn numbers when _textColumns.Contains(column.Name) => AsTexts(numbers),
                TextColumn texts2 when _numberColumns.Contains(column.Name) => AsNumbers(texts2),
                _ => column,
            };
            ColumnRules.CheckFinite(source, column, _rows);
            Note(column);
            columns[i] = column;
        }

        _rows += columns.Length == 0 ? 0 : columns[0].Rows;
        return columns;
    }

    /// <summary>One column of all pieces in order; texts if it is in any of them.</summary>
    public static Column Join(Column[] pieces)
    {
        if (pieces.Length == 1)
        {
            return pieces[0];
        }

        if (pieces.Length == 0 || Array.TrueForAll(pieces, piece => piece is NumberColumn))
        {
            double[] all = new double[pieces.Sum(piece => piece.Rows)];
            int at = 0;
            foreach (NumberColumn piece in pieces.Cast<NumberColumn>())
            {
                piece.Values.Span.CopyTo(all.AsSpan(at));
                at += piece.Rows;
            }

            return new NumberColumn(pieces.Length == 0 ? string.Empty : pieces[0].Name, all);
        }

        return new TextColumn(pieces[0].Name, [.. pieces.SelectMany(piece => piece is NumberColumn numbers ? AsTexts(numbers).Values : ((TextColumn)piece).Values)]);
    }

    // A column without any value is neither.
    private void Note(Column column)
    {
        HashSet<string> seen = column is TextColumn ? _seenTexts : _seenNumbers;
        if (!seen.Contains(column.Name) && Enumerable.Range(0, column.Rows).Any(row => !column.IsMissing(row)))
        {
            seen.Add(column.Name);
        }
    }

    private TextColumn WithoutWords(TextColumn column) =>
        new(column.Name, [.. column.Values.Select(text => text is not null && _missing!.IsMissing(text) ? null : text)]);

    private static TextColumn AsTexts(NumberColumn column)
    {
        string?[] texts = new string?[column.Rows];
        for (int row = 0; row < texts.Length; row++)
        {
            texts[row] = column.TextAt(row);
        }

        return new TextColumn(column.Name, texts);
    }

    private NumberColumn AsNumbers(TextColumn column)
    {
        double[] values = new double[column.Rows];
        for (int row = 0; row < values.Length; row++)
        {
            string? text = column.Values[row];
            values[row] = double.NaN;
            if (text is not null && !CellRules.TryNumber(text, CultureInfo.InvariantCulture, out values[row]))
            {
                throw new GliaException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}, row {_rows + row + 1}, column '{column.Name}': {NumberText.Wanted(text)}"));
            }
        }

        return new NumberColumn(column.Name, values);
    }
}
