using Microsoft.Data.Sqlite;

namespace Glia.Tabular;

/// <summary>SQLite, opened for reading only. Its values have types of their own, whatever the column is declared as: each is looked at.</summary>
internal sealed class SqliteFormat : TableFormat
{
    private const string Tables = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

    public override string Name => "SQLite";

    public override bool Knows(string path, ReadOnlySpan<byte> start, TableOptions options) => start.StartsWith("SQLite format 3\0"u8);

    public override RowSource Open(string path, TableOptions options)
    {
        // Not pooled: the file is closed when it is read.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(path), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return QuerySource.Run(path, connection, options.Query ?? TableChoice.Query(path, connection, Tables), byValue: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
