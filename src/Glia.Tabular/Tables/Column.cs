namespace Glia.Tabular;

/// <summary>One named column of a <see cref="Table"/>: raw values as they were read. What they mean is decided by <see cref="Schema"/>.</summary>
public abstract class Column
{
    private protected Column(string name) => Name = name;

    /// <summary>The name in the header, without surrounding white space.</summary>
    public string Name { get; }

    /// <summary>The number of values.</summary>
    public abstract int Rows { get; }

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
}
