namespace Glia.Tabular.Tests.Sql;

public sealed class SqlTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Sqlite_gives_its_one_table_or_a_query()
    {
        string path = Path.Combine(_scratch.Folder, "t.db");
        Written.Sqlite(path, "CREATE TABLE t (a REAL, b TEXT, c)", "INSERT INTO t VALUES (1.5, 'x', 1), (NULL, NULL, NULL), (2, ' y ', 3)");
        Table table = Table.Read(path);
        Assert.Equal(["1.5", "x", "1"], table.Columns.Select(c => c.TextAt(0)));
        Assert.All(table.Columns, c => Assert.True(c.IsMissing(1)));
        Assert.Equal("y", table["b"].TextAt(2));
        Assert.Equal(3, Table.Read(path, new TableOptions { Query = "SELECT a FROM t -- all of them" }).Rows);
        Refused.Saying(() => Table.Read(path, new TableOptions { Query = " ; " }), "t.db", "the query is empty");
        Assert.Equal(4, ((NumberColumn)Table.Read(path, new TableOptions { Query = "SELECT 2 * a AS twice FROM t WHERE b IS NOT NULL ORDER BY a DESC;" })["twice"]).Values.Span[0]);
    }

    [Fact]
    public void A_column_of_numbers_and_texts_is_text_however_late_the_texts_come()
    {
        string path = Path.Combine(_scratch.Folder, "t.db");
        Written.Sqlite(path, "CREATE TABLE t (a, y)", "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999) INSERT INTO t SELECT CASE WHEN i = 99990 THEN 'late' ELSE i % 3 END, i % 2 FROM n");
        Table table = Table.Read(path);
        Assert.Equal("2", table["a"].TextAt(2));
        Assert.Equal("late", table["a"].TextAt(99_990));
        TabularModel model = Learner.FitFile(path, "y", new FitOptions { Hidden = [4], Epochs = 1, Memory = 16 << 20, Threads = 1 });
        Assert.True(model.Run!.IsStreamed);
        Assert.Equal(ColumnKind.Category, model.Schema.Columns.Single().Kind);
    }

    [Fact]
    public void Wrong_queries_several_tables_and_bytes_are_told()
    {
        string path = Path.Combine(_scratch.Folder, "t.db");
        Written.Sqlite(path, "CREATE TABLE people (a)", "CREATE TABLE houses (b)", "INSERT INTO people VALUES (x'0102')");
        Refused.Saying(() => Table.Read(path), "2 tables", "houses, people", "--query");
        Refused.Saying(() => Table.Read(path, new TableOptions { Query = "SELECT * FROM peple" }), "the query failed", "peple");
        Refused.Saying(() => Table.Read(path, new TableOptions { Query = "SELECT * FROM people" }), "column 'a'", "Byte[]");
        Refused.Saying(() => Table.Read(path, new TableOptions { Query = "SELECT * FROM houses" }), "no row");
        Refused.Saying(() => Table.Read(path, new TableOptions { Query = "DROP TABLE people" }), "the query failed");
        Assert.Contains("people", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void DuckDb_reads_its_own_and_other_files_by_sql()
    {
        string path = Path.Combine(_scratch.Folder, "t.duckdb");
        Written.DuckDb(path, "CREATE TABLE t AS SELECT i AS a, (i / 8)::DECIMAL(9,3) AS d, 'k' || i AS k, i % 2 = 0 AS even, DATE '2024-01-01' + i::INT AS day FROM range(20) r(i)");
        Table table = Table.Read(path);
        Assert.Equal(["3", "0.375", "k3", "false", "2024-01-04"], table.Columns.Select(c => c.TextAt(3)));
        string csv = _scratch.File("a,b\n1,x\n2,y\n");
        Assert.Equal("x", Table.Read(csv, new TableOptions { Query = "SELECT b FROM data WHERE a = 1" })["b"].TextAt(0));
        Refused.Saying(() => Table.Read(csv, new TableOptions { Query = "SELECT c FROM data" }), "the query failed", "\"c\"");
        Refused.Saying(() => Table.Read(path, new TableOptions { Query = "SELECT [a] AS l FROM t" }), "column 'l'");
    }
}
