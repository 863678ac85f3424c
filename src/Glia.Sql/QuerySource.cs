using System.Data.Common;

namespace Glia.Tabular;

/// <summary>The rows of a query, with the connection it owns.</summary>
internal sealed class QuerySource : RowSource
{
    private readonly DbConnection _connection;
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;
    private readonly ReaderSource _rows;

    private QuerySource(string path, DbConnection connection, DbCommand command, DbDataReader reader, ReaderSource rows, long? count)
        : base(path, rows.Columns) => (_connection, _command, _reader, _rows, Rows) = (connection, command, reader, rows, count);

    public override long? Rows { get; }

    /// <summary>Runs a query; the connection is closed if it fails.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="connection">Open.</param>
    /// <param name="sql">One SELECT.</param>
    /// <param name="byValue">Whether values of one column may be of several types.</param>
    /// <exception cref="GliaException">The query is wrong; the message is that of the database.</exception>
    public static QuerySource Run(string path, DbConnection connection, string sql, bool byValue)
    {
        sql = sql.Trim().TrimEnd(';');
        DbCommand? command = null;
        try
        {
            if (sql.Length == 0)
            {
                throw new GliaException($"{path}: the query is empty; give one SELECT, or leave it out to read the one table that is there.");
            }

            long? count = Count(connection, sql);
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the user's own, on the user's own file, which is open for reading only.
            command.CommandText = sql;
#pragma warning restore CA2100
            DbDataReader reader = command.ExecuteReader();
            return new QuerySource(path, connection, command, reader, new ReaderSource(reader, path, byValue), count);
        }
        catch (DbException wrong)
        {
            command?.Dispose();
            connection.Dispose();
            throw new GliaException($"{path}: the query failed: {wrong.Message.ReplaceLineEndings(" ").TrimEnd()} The query was: {sql}", wrong);
        }
        catch
        {
            command?.Dispose();
            connection.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<Column>? Next(IReadOnlyList<int> wanted, int rows) => _rows.Next(wanted, rows);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
            _reader.Dispose();
            _command.Dispose();
            _connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private static long? Count(DbConnection connection, string sql)
    {
        using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // As above. A line of its own for the bracket, since the query may end in a comment.
        command.CommandText = $"SELECT count(*) FROM ({sql}\n)";
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
