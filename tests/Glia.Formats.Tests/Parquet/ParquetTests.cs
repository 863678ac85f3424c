namespace Glia.Tabular.Tests.Parquet;

/// <summary>Files as DuckDB writes them: another maker's reading of the format than that of the library that reads here.</summary>
public sealed class ParquetTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("snappy")]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("lz4_raw")]
    [InlineData("uncompressed")]
    public void Every_type_is_read_as_what_it_means(string compression)
    {
        Table table = Read(
            """
            SELECT * FROM (VALUES
              (1::TINYINT, 300::SMALLINT, -70000::INT, 9007199254740993::BIGINT, 200::UTINYINT, 60000::USMALLINT, 4000000000::UINTEGER, 18000000000000000000::UBIGINT,
               1.5::FLOAT, 0.1::DOUBLE, 12.34::DECIMAL(4,2), 1234567.89::DECIMAL(9,2), 0.07::DECIMAL(18,17), 12345678901234567890.123::DECIMAL(38,3),
               true, 'Zürich', DATE '2024-02-29', TIMESTAMP '2024-02-29 12:30:15.25', TIMESTAMPTZ '2024-02-29 12:30:15+00', TIME '23:59:58',
               'aabbccdd-0011-2233-4455-66778899aabb'::UUID, 'red'::ENUM('red','green')),
              (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'nan'::DOUBLE, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
              t(i8, i16, i32, i64, u8, u16, u32, u64, f, d, d4, d9, d18, d38, truth, text, day, moment, utc, time, id, colour)
            """,
            compression);
        string[] wanted = ["1", "300", "-70000", "9007199254740992", "200", "60000", "4000000000", "1.8E+19", "1.5", "0.1", "12.34", "1234567.89", "0.07", "12345678901234567000",
            "true", "Zürich", "2024-02-29", "2024-02-29T12:30:15.25", "2024-02-29T12:30:15Z", "23:59:58", "aabbccdd-0011-2233-4455-66778899aabb", "red"];
        string?[] seen = [.. table.Columns.Select(c => c.TextAt(0))];
        wanted[13] = NumberColumn.Format(12345678901234567890.123)!;
        wanted[7] = NumberColumn.Format(18000000000000000000)!;
        Assert.Equal(wanted, seen);
        Assert.All(table.Columns, c => Assert.True(c.IsMissing(1), c.Name));
        Assert.Equal(14, table.Columns.Count(c => c is NumberColumn));
    }

    [Fact]
    public void Nested_columns_are_refused_by_name_unless_they_are_ignored()
    {
        string path = Write("SELECT i AS a, [i, i] AS l, {'x': i} AS s, 'b'::BLOB AS raw FROM range(30) t(i)", "snappy");
        Refused.Saying(() => Table.Read(path), path, "column 'l'", "nested", "--column l=ignored");
        Refused.Saying(() => Table.Read(path, new TableOptions { IgnoredColumns = ["l", "s"] }), "column 'raw'", "bytes");
        Table table = Table.Read(path, new TableOptions { IgnoredColumns = ["l", "s", "raw"] });
        Assert.Equal(["a", "l", "s", "raw"], table.Columns.Select(c => c.Name));
        Assert.True(table["s"].IsMissing(3));
        Assert.Equal(["a"], Table.Read(path, new TableOptions { Only = ["a"] }).Columns.Select(c => c.Name));
    }

    [Fact]
    public void Texts_of_a_dictionary_with_gaps_over_several_row_groups_are_in_order()
    {
        Table table = Read("SELECT i AS n, CASE WHEN i % 7 = 0 THEN NULL ELSE 'k' || (i % 5) END AS k FROM range(10000) t(i)", "zstd, ROW_GROUP_SIZE 2048");
        for (int row = 0; row < 10_000; row++)
        {
            Assert.Equal(row, ((NumberColumn)table["n"]).Values.Span[row]);
            Assert.Equal(row % 7 == 0 ? null : $"k{row % 5}", table["k"].TextAt(row));
        }

        Assert.Equal("row 10000", table.Place(9_999)[^9..]);
    }

    [Fact]
    public void Infinite_numbers_wrong_kinds_and_words_for_missing_are_told_with_their_row()
    {
        string path = Write("SELECT CASE WHEN i = 12 THEN 'inf'::DOUBLE ELSE i END AS a, CASE WHEN i = 20 THEN 'x' ELSE '5' END AS b FROM range(30) t(i)", "snappy");
        Refused.Saying(() => Table.Read(path), path, "row 13", "column 'a'", "infinite");
        Refused.Saying(() => Table.Read(path, new TableOptions { Only = ["b"], NumberColumns = ["b"] }), "row 21", "column 'b'", "'x'");
        Table told = Table.Read(path, new TableOptions { Only = ["b"], NumberColumns = ["b"], Missing = ["x"] });
        Assert.True(told["b"].IsMissing(20));
        Assert.Equal(5, ((NumberColumn)told["b"]).Values.Span[0]);
        Assert.Equal("7", Table.Read(Write("SELECT 7.0::DOUBLE AS zip", "snappy"), new TableOptions { TextColumns = ["zip"] })["zip"].TextAt(0));
    }

    [Fact]
    public void No_row_and_no_file_are_told()
    {
        Refused.Saying(() => Table.Read(Write("SELECT 1 AS a WHERE false", "snappy")), "no row");
        Refused.Saying(() => Table.Read(Path.Combine(_scratch.Folder, "none.parquet")), "no such file");
    }

    [Fact]
    public void Paths_with_spaces_quotes_and_letters_of_any_alphabet_are_read()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_scratch.Folder, "Größe 'und' 東京 ñ")).FullName;
        string path = Write("SELECT i AS a FROM range(3) t(i)", "snappy"), other = Path.Combine(folder, "a b.parquet");
        File.Copy(path, other);
        Assert.Equal(3, Table.Read(other).Rows);
        Assert.Equal(2, Table.Read(other, new TableOptions { Query = "SELECT * FROM data WHERE a > 0" }).Rows);
        Written.Sqlite(Path.Combine(folder, "ü;x=1.db"), "CREATE TABLE t (a)", "INSERT INTO t VALUES (1)");
        Assert.Equal(1, Table.Read(Path.Combine(folder, "ü;x=1.db")).Rows);
    }

    private string Write(string query, string how)
    {
        string path = Path.Combine(_scratch.Folder, $"{Guid.NewGuid():N}.parquet");
        Written.DuckDb(":memory:", $"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION {how})");
        return path;
    }

    private Table Read(string query, string how) => Table.Read(Write(query, how));
}
