namespace Glia.Tabular;

/// <summary>Row-major values.</summary>
internal static class RowMajor
{
    /// <summary>One column of [rows, width]; the values themselves where there is only one.</summary>
    public static ReadOnlySpan<T> Column<T>(ReadOnlySpan<T> values, int column, int width)
    {
        if (width == 1)
        {
            return values;
        }

        T[] own = new T[values.Length / width];
        for (int row = 0; row < own.Length; row++)
        {
            own[row] = values[(row * width) + column];
        }

        return own;
    }
}
