namespace Glia.Tabular;

/// <summary>Rows that come piece by piece: an open file, a query. Used by one thread.</summary>
public abstract class RowSource : IDisposable
{
    /// <summary>Initializes a source.</summary>
    /// <param name="source">Where the rows come from; messages begin with it.</param>
    /// <param name="columns">The columns, in order.</param>
    protected RowSource(string source, IReadOnlyList<SourceColumn> columns)
    {
        Source = source;
        Columns = columns;
    }

    /// <summary>Where the rows come from.</summary>
    public string Source { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<SourceColumn> Columns { get; }

    /// <summary>How many rows there are; null where it is not known before they are read.</summary>
    public virtual long? Rows => null;

    /// <summary>The rows of the largest piece that <see cref="Next"/> gives, whatever was asked for: a row group; 0 where it keeps to what is asked for.</summary>
    public virtual long LargestPiece => 0;

    /// <summary>Reads on.</summary>
    /// <param name="wanted">Indices of the columns to read, ascending; the same in every call. None of them is refused.</param>
    /// <param name="rows">Rows that would be welcome; a piece may be smaller or, where the format has it so, larger.</param>
    /// <returns>
    /// The columns wanted, in this order, all of one length above 0; null at the end. Numbers may be infinite: whoever reads refuses them. A column may
    /// be numbers in one piece and texts in another, where the source is like that.
    /// </returns>
    public abstract IReadOnlyList<Column>? Next(IReadOnlyList<int> wanted, int rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what is open.</summary>
    /// <param name="disposing">Whether it was asked for.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>A column of a <see cref="RowSource"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Refused">Why it cannot be read, as the end of a sentence that begins with "column 'x'"; null where it can.</param>
public sealed record SourceColumn(string Name, string? Refused = null);
