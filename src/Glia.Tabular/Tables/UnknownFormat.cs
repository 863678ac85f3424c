namespace Glia.Tabular;

/// <summary>Names formats that are known by sight and not read here, with what to do.</summary>
internal static class UnknownFormat
{
    /// <summary>The end of a sentence that begins with the path and "is"; null for what may be text.</summary>
    public static string? Named(ReadOnlySpan<byte> start) =>
        TableFormat.HasMagic(start, "PAR1"u8) ? "a Parquet file; register the format to read it (package Glia.Formats: FileFormats.Register())."
        : TableFormat.HasMagic(start, "PARE"u8) ? "an encrypted Parquet file; write it without encryption."
        : TableFormat.HasMagic(start, "ARROW1"u8) ? "an Arrow file; register the format to read it (package Glia.Formats: FileFormats.Register())."
        : TableFormat.HasMagic(start, "FEA1"u8) ? "a Feather file of version 1, which is no longer written; write it as Feather version 2 (Arrow)."
        : start.StartsWith("SQLite format 3\0"u8) ? "an SQLite database; register it to read it (package Glia.Sql: SqlFormats.Register())."
        : start.Length >= 16 && start[8..].StartsWith("DUCK"u8) && start[15] == 0 ? "a DuckDB database; register it to read it (package Glia.Sql: SqlFormats.Register())."
        : start.StartsWith("PK\u0003\u0004"u8) ? "a ZIP archive (perhaps a workbook, .xlsx); unpack it, or save the sheet as CSV."
        : TableFormat.HasMagic(start, "ORC"u8) ? "an ORC file, which is not read here; write it as Parquet."
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F']) ? "an HDF5 file, which is not read here; write the table as Parquet or CSV."
        : null;
}
