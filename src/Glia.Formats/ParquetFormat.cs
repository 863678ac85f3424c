namespace Glia.Tabular;

/// <summary>Apache Parquet, read row group by row group.</summary>
/// <remarks>
/// Numbers of every width and decimals are numbers (the nearest double); truth values are <c>true</c> and <c>false</c>; texts, dictionary-encoded or not, are texts; dates, timestamps, times
/// and UUIDs are texts (ISO 8601). Null and NaN are missing. Lists, maps, structures and raw bytes are refused by name.
/// </remarks>
internal sealed class ParquetFormat : TableFormat
{
    public override string Name => "Parquet";

    public override bool Knows(string path, ReadOnlySpan<byte> start, TableOptions options) => options.Query is null && HasMagic(start, "PAR1"u8);

    public override RowSource Open(string path, TableOptions options)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        try
        {
            return ParquetSource.Open(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
