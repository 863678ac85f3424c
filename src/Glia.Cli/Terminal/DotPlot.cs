using Glia.Kernels.Activations;

namespace Glia.Cli.Terminal;

/// <summary>
/// Curves drawn with characters. Braille gives two dots across and four down in each; a terminal that has only ASCII gets one across
/// and two down.
/// </summary>
internal sealed class DotPlot
{
    /// <summary>First character of the braille block; the eight bits above it are the dots.</summary>
    private const char Blank = '\u2800';

    private readonly int _across;
    private readonly int _down;
    private readonly bool[,] _dots;
    private readonly bool[,] _axes;
    private readonly (double From, double To) _x;
    private readonly (double Low, double High) _y;

    /// <summary>An empty plot with its axes, where they are in it.</summary>
    /// <param name="x">Ends of x.</param>
    /// <param name="y">Ends of y.</param>
    /// <param name="width">Characters across.</param>
    /// <param name="height">Characters down.</param>
    /// <param name="hasBraille">Whether the terminal shows more than ASCII.</param>
    public DotPlot((double From, double To) x, (double Low, double High) y, int width, int height, bool hasBraille)
    {
        (_across, _down) = hasBraille ? (2, 4) : (1, 2);
        (_x, _y) = (x, y);
        _dots = new bool[height * _down, width * _across];
        _axes = new bool[height * _down, width * _across];
        for (int column = 0; column < Columns; column += hasBraille ? 4 : 1)
        {
            Set(_axes, column, Row(0));
        }

        for (int row = 0; row < Rows; row += hasBraille ? 4 : 1)
        {
            Set(_axes, Column(0), row);
        }
    }

    /// <summary>Dots across: no curve needs more points.</summary>
    public int Columns => _dots.GetLength(1);

    private int Rows => _dots.GetLength(0);

    /// <summary>Bits of the dots of a braille cell, by column and row.</summary>
    private static ReadOnlySpan<byte> Bits => [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];

    /// <summary>Draws a curve; what is not finite leaves a gap.</summary>
    public void Add(IEnumerable<CurvePiece> curve)
    {
        foreach (CurvePiece piece in curve)
        {
            int? before = null;
            for (int i = 0; i < piece.X.Count; i++)
            {
                if (!float.IsFinite(piece.Y[i]))
                {
                    before = null;
                    continue;
                }

                int here = Math.Clamp(Row(piece.Y[i]), -1, Rows);
                int start = before is { } last ? (last < here ? last + 1 : last > here ? last - 1 : here) : here;
                for (int row = Math.Min(start, here); row <= Math.Max(start, here); row++)
                {
                    Set(_dots, Column(piece.X[i]), row);
                }

                before = here;
            }
        }
    }

    /// <summary>The lines of the plot, from the top.</summary>
    public string[] Lines() =>
        [.. Enumerable.Range(0, Rows / _down).Select(row => string.Concat(Enumerable.Range(0, Columns / _across).Select(column => Cell(row, column))))];

    private int Row(double y) => (int)Math.Round((_y.High - y) / (_y.High - _y.Low) * (Rows - 1));

    private int Column(double x) => (int)Math.Round((x - _x.From) / (_x.To - _x.From) * (Columns - 1));

    private void Set(bool[,] dots, int column, int row)
    {
        if (column >= 0 && column < Columns && row >= 0 && row < Rows)
        {
            dots[row, column] = true;
        }
    }

    private char Cell(int row, int column)
    {
        if (_across == 1)
        {
            (bool top, bool bottom) = (_dots[row * 2, column], _dots[(row * 2) + 1, column]);
            bool across = column != Column(0) && (_axes[row * 2, column] || _axes[(row * 2) + 1, column]);
            return top && bottom ? ':' : top ? '\'' : bottom ? '.' : across ? '-' : column == Column(0) ? '|' : ' ';
        }

        int bits = 0;
        for (int i = 0; i < 8; i++)
        {
            (int down, int over) = ((row * 4) + (i % 4), (column * 2) + (i / 4));
            bits |= _dots[down, over] || _axes[down, over] ? Bits[i] : 0;
        }

        return bits == 0 ? ' ' : (char)(Blank + bits);
    }
}
