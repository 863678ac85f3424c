namespace Glia.Tabular;

/// <summary>Reads the rows of a file block by block, whatever its format.</summary>
internal static class RowBlocks
{
    /// <inheritdoc cref="DelimitedFile.ReadBlocks"/>
    public static IReadOnlyList<string> Read(string path, TableOptions options, Func<int, int> blockRows, Action<Table> take, bool canCopy = false) =>
        TableFormat.Of(path, options) is { } format
            ? SourceTable.ReadBlocks(format, path, options, blockRows, take)
            : DelimitedFile.ReadBlocks(path, options, blockRows, take, canCopy);
}
