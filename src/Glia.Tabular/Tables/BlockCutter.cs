namespace Glia.Tabular;

/// <summary>Cuts pieces of any length into blocks of one length.</summary>
internal sealed class BlockCutter(int rows, int columns)
{
    private readonly Queue<IReadOnlyList<Column>> _pieces = new();
    private int _held;
    private int _start;

    /// <summary>Rows of a block.</summary>
    public int Rows => rows;

    public void Add(IReadOnlyList<Column> piece)
    {
        _pieces.Enqueue(piece);
        _held += piece[0].Rows;
    }

    /// <summary>The next block; at the end a smaller one; null where there are too few rows for one.</summary>
    public IReadOnlyList<Column>? Take(bool atEnd)
    {
        int length = Math.Min(_held, rows);
        if (length == 0 || (length < rows && !atEnd))
        {
            return null;
        }

        var parts = new List<Column>[columns];
        for (int i = 0; i < columns; i++)
        {
            parts[i] = [];
        }

        for (int missing = length; missing > 0;)
        {
            IReadOnlyList<Column> piece = _pieces.Peek();
            int count = Math.Min(missing, piece[0].Rows - _start);
            for (int i = 0; i < columns; i++)
            {
                parts[i].Add(Part(piece[i], _start, count));
            }

            missing -= count;
            _start += count;
            if (_start == piece[0].Rows)
            {
                _pieces.Dequeue();
                _start = 0;
            }
        }

        _held -= length;
        return [.. parts.Select(part => PieceRules.Join([.. part]))];
    }

    private static Column Part(Column column, int start, int count) => column switch
    {
        NumberColumn numbers => new NumberColumn(column.Name, numbers.Values.Slice(start, count)),
        _ => ((TextColumn)column).Slice(start, count),
    };
}
