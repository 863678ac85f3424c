namespace Glia.Tabular;

/// <summary>One named column of a <see cref="Table"/>: raw values as they were read. What they mean is decided by <see cref="Schema"/>.</summary>
public abstract class Column
{
    private protected Column(string name) => Name = name;

    /// <summary>The name in the header, without surrounding white space.</summary>
    public string Name { get; }

    /// <summary>The number of values.</summary>
    public abstract int Rows { get; }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values in row order, NaN where missing; not copied, and not to be changed any more.</param>
    /// <returns>The column.</returns>
    public static NumberColumn Numbers(string name, ReadOnlyMemory<double> values) => new(Named(name), values);

    /// <summary>A column of texts. White space around them goes; what is left empty is missing.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values in row order, null where missing; not copied, and not to be changed any more.</param>
    /// <returns>The column.</returns>
    public static TextColumn Texts(string name, string?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = Trimmed(values[row]);
        }

        return new TextColumn(Named(name), values);
    }

    /// <summary>The same column with another name.</summary>
    /// <param name="name">The new name.</param>
    /// <returns>A column that shares its values with this one.</returns>
    public abstract Column Rename(string name);

    /// <summary>Whether a value is missing.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <returns>True where nothing was given.</returns>
    public abstract bool IsMissing(int row);

    /// <summary>One value as text: numbers in their shortest form that reads back to the same number.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <returns>The text, or null where the value is missing.</returns>
    public abstract string? TextAt(int row);

    internal abstract Column Select(ReadOnlySpan<int> rows);

    private static string? Trimmed(string? text)
    {
        if (text is null || (text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])))
        {
            return text;
        }

        text = text.Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }
}
