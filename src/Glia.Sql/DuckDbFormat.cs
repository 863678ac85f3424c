using System.Data.Common;
using DuckDB.NET.Data;

namespace Glia.Tabular;

/// <summary>DuckDB: its own databases, opened for reading only; and with a query any file it can read (CSV, Parquet, JSON), which is then called <c>data</c>.</summary>
internal sealed class DuckDbFormat : TableFormat
{
    private const string Tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY table_name";

    public override string Name => "DuckDB";

    public override bool Knows(string path, ReadOnlySpan<byte> start, TableOptions options) =>
        IsDatabase(start) || (options.Query is not null && !start.StartsWith("SQLite format 3\0"u8));

    public override RowSource Open(string path, TableOptions options)
    {
        Span<byte> start = stackalloc byte[StartBytes];
        using (FileStream file = File.OpenRead(path))
        {
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        DuckDbLibrary.Load(path);
        return IsDatabase(start) ? OpenDatabase(path, options.Query) : OpenFile(path, options.Query!);
    }

    // A checksum, the magic, a version number below 2²⁴; a text has no zero byte.
    private static bool IsDatabase(ReadOnlySpan<byte> start) => start.Length >= StartBytes && start[8..].StartsWith("DUCK"u8) && start[15] == 0;

    private static QuerySource OpenDatabase(string path, string? query)
    {
        var connection = new DuckDBConnection(new DbConnectionStringBuilder { ["Data Source"] = Path.GetFullPath(path), ["access_mode"] = "READ_ONLY" }.ToString());
        return Run(path, connection, () => query ?? TableChoice.Query(path, connection, Tables));
    }

    private static QuerySource OpenFile(string path, string query)
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        return Run(path, connection, () =>
        {
            using DbCommand view = connection.CreateCommand();
#pragma warning disable CA2100 // The path is quoted; no parameter is allowed there.
            view.CommandText = $"CREATE VIEW data AS SELECT * FROM '{Path.GetFullPath(path).Replace("'", "''", StringComparison.Ordinal)}'";
#pragma warning restore CA2100
            view.ExecuteNonQuery();
            return query;
        });
    }

    private static QuerySource Run(string path, DuckDBConnection connection, Func<string> query)
    {
        try
        {
            connection.Open();
            return QuerySource.Run(path, connection, query(), byValue: false);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
