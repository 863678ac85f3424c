namespace Glia.Cli.Terminal;

/// <summary>A curve drawn in braille: every character is two dots wide and four high.</summary>
internal static class DotPlot
{
    private const int Across = 2;

    private const int Down = 4;

    /// <summary>First character of the braille block; the eight bits above it are the dots.</summary>
    private const char Blank = '\u2800';

    /// <summary>Bits of the dots of a cell, by column and row.</summary>
    private static ReadOnlySpan<byte> Bits => [0x01, 0x02, 0x04, 0x40, 0x08, 0x10, 0x20, 0x80];

    /// <summary>Draws a function from <paramref name="from"/> to <paramref name="to"/>, its axes faint under it.</summary>
    /// <param name="function">Values of y at the given z.</param>
    /// <param name="from">Left end of z.</param>
    /// <param name="to">Right end of z.</param>
    /// <param name="low">Bottom of y.</param>
    /// <param name="high">Top of y.</param>
    /// <param name="width">Characters across.</param>
    /// <param name="height">Characters down.</param>
    public static string[] Draw(Func<float[], float[]> function, double from, double to, double low, double high, int width, int height)
    {
        int columns = width * Across;
        int rows = height * Down;
        byte[,] cells = new byte[height, width];
        int Row(double y) => (int)Math.Round((high - y) / (high - low) * (rows - 1));
        int Column(double z) => (int)Math.Round((z - from) / (to - from) * (columns - 1));
        void Set(int column, int row)
        {
            if (column >= 0 && column < columns && row >= 0 && row < rows)
            {
                cells[row / Down, column / Across] |= Bits[((column % Across) * Down) + (row % Down)];
            }
        }

        for (int column = 0; column < columns; column += 4)
        {
            Set(column, Row(0));
        }

        for (int row = 0; row < rows; row += 4)
        {
            Set(Column(0), row);
        }

        float[] z = [.. Enumerable.Range(0, columns).Select(i => (float)(from + ((to - from) * i / (columns - 1))))];
        float[] y = function(z);
        int? before = null;
        for (int column = 0; column < columns; column++)
        {
            if (!float.IsFinite(y[column]))
            {
                before = null;
                continue;
            }

            int here = Math.Clamp(Row(y[column]), -1, rows);
            int start = before is { } last ? (last < here ? last + 1 : last > here ? last - 1 : here) : here;
            for (int row = Math.Min(start, here); row <= Math.Max(start, here); row++)
            {
                Set(column, row);
            }

            before = here;
        }

        char Cell(int row, int column) => cells[row, column] == 0 ? ' ' : (char)(Blank + cells[row, column]);
        return [.. Enumerable.Range(0, height).Select(row => string.Concat(Enumerable.Range(0, width).Select(column => Cell(row, column))))];
    }
}
