namespace Glia.Tabular;

/// <summary>
/// A fair sample of rows whose number is not known before: those with the smallest lots. Whenever there are twice as many as wanted, the bound of the
/// lots is halved. So it holds all rows if they are few, and between the wanted number (but for chance) and twice that if they are many.
/// </summary>
internal sealed class RowSample
{
    private List<(Table Rows, uint[] Lots)> _pieces = [];
    private long _bound = 1L << 32;
    private int _rows;

    /// <summary>Adds rows with a lot each.</summary>
    public void Add(Table rows, uint[] lots, int wanted)
    {
        Keep(rows, lots, _pieces);
        while (_rows >= 2 * wanted)
        {
            _bound /= 2;
            List<(Table Rows, uint[] Lots)> before = _pieces;
            (_pieces, _rows) = ([], 0);
            before.ForEach(piece => Keep(piece.Rows, piece.Lots, _pieces));
        }
    }

    /// <summary>The sample, of at most so many rows, in the order of the file.</summary>
    public Table Take(int most, string source)
    {
        Table all = TablePieces.Join([.. _pieces.Select(piece => piece.Rows)], source);
        if (all.Rows <= most)
        {
            return all;
        }

        uint[] lots = [.. _pieces.SelectMany(piece => piece.Lots)];
        int[] kept = [.. Enumerable.Range(0, lots.Length).OrderBy(row => lots[row]).ThenBy(row => row).Take(most).Order()];
        return all.Select(kept);
    }

    private void Keep(Table rows, uint[] lots, List<(Table Rows, uint[] Lots)> into)
    {
        int[] kept = [.. Enumerable.Range(0, lots.Length).Where(row => lots[row] < _bound)];
        if (kept.Length > 0)
        {
            into.Add((rows.Select(kept), [.. kept.Select(row => lots[row])]));
            _rows += kept.Length;
        }
    }
}
