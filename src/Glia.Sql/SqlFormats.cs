namespace Glia.Tabular;

/// <summary>SQLite and DuckDB.</summary>
public static class SqlFormats
{
    /// <summary>
    /// Makes <see cref="Table.Read"/>, and everything else that reads tables in this process, take SQLite and DuckDB databases, and <see cref="TableOptions.Query"/> over any file DuckDB reads.
    /// DuckDB's own library is not part of this package: reference DuckDB.NET.Bindings.Full, or say where it is by the environment variable <c>GLIA_DUCKDB</c>.
    /// </summary>
    public static void Register()
    {
        TableFormat.Register(new SqliteFormat());
        TableFormat.Register(new DuckDbFormat());
    }
}
