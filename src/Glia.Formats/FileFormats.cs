namespace Glia.Tabular;

/// <summary>Parquet and Arrow.</summary>
public static class FileFormats
{
    /// <summary>Makes <see cref="Table.Read"/>, and everything else that reads tables in this process, take Parquet and Arrow (Feather) files.</summary>
    public static void Register()
    {
        TableFormat.Register(new ParquetFormat());
        TableFormat.Register(new ArrowFormat());
    }
}
