namespace Glia.Tabular;

/// <summary>Puts pieces of one table together.</summary>
internal static class TablePieces
{
    /// <summary>One table of all rows in order; a column is text if it is in any piece.</summary>
    public static Table Join(IReadOnlyList<Table> pieces, string source)
    {
        int rows = pieces.Sum(piece => piece.Rows);
        int[] lines = [.. pieces.SelectMany(piece => Enumerable.Range(0, piece.Rows).Select(piece.At))];
        Column[] columns = pieces.Count == 0 ? [] : [.. Enumerable.Range(0, pieces[0].Columns.Count).Select(i => Join([.. pieces.Select(piece => piece.Columns[i])], rows))];
        return new Table(source, columns, rows, lines, pieces.Count == 0 ? "row" : pieces[0].Unit);
    }

    private static Column Join(Column[] pieces, int rows)
    {
        string name = pieces[0].Name;
        if (Array.Exists(pieces, piece => piece is TextColumn))
        {
            return new TextColumn(name, [.. pieces.SelectMany(piece => piece is TextColumn texts ? texts.Values : new string?[piece.Rows])]);
        }

        double[] values = new double[rows];
        int at = 0;
        foreach (Column piece in pieces)
        {
            ((NumberColumn)piece).Values.Span.CopyTo(values.AsSpan(at));
            at += piece.Rows;
        }

        return new NumberColumn(name, values);
    }
}
