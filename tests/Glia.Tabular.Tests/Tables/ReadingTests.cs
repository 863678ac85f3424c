using System.IO.Compression;

namespace Glia.Tabular.Tests.Tables;

public sealed class ReadingTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Numbers_and_texts_are_told_apart_by_their_values()
    {
        Table table = _scratch.Table("a,b,c\n1,x,1e3\n-2.5,y, 4 \n");
        Assert.Equal([1, -2.5], ((NumberColumn)table["a"]).Values.ToArray());
        Assert.Equal(["x", "y"], ((TextColumn)table["b"]).Values);
        Assert.Equal([1000, 4], ((NumberColumn)table["c"]).Values.ToArray());
        Assert.Equal(2, table.Rows);
    }

    [Fact]
    public void Missing_words_are_missing_in_numbers_and_in_texts()
    {
        Table table = _scratch.Table("a,b\n,\nNA,n/a\nNaN,null\n?,x\n1,NULL\n");
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 1], ((NumberColumn)table["a"]).Values.ToArray());
        Assert.Equal([null, null, null, "x", null], ((TextColumn)table["b"]).Values);
    }

    [Fact]
    public void The_words_for_missing_can_be_chosen()
    {
        Table table = _scratch.Table("a,b\nNA,-9\nDE,\n", new TableOptions { Missing = ["-9"] });
        Assert.Equal(["NA", "DE"], ((TextColumn)table["a"]).Values);
        Assert.True(table["b"].IsMissing(0) && table["b"].IsMissing(1));
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("a;b;c\n1;2;3\n")]
    [InlineData("a\tb\tc\n1\t2\t3\n")]
    [InlineData("a|b|c\n1|2|3\n")]
    [InlineData("a;b;c\n1;2;3\n\"x,y,z\";2;3\n")]
    [InlineData("\"a,x\";b;c\n1;2;3\n")]
    public void The_delimiter_is_found(string text) => Assert.Equal(3, _scratch.Table(text).Columns.Count);

    [Fact]
    public void Decimal_commas_are_read_when_told()
    {
        Table table = _scratch.Table("a;b\n1,5;x\n-2,25;y\n", new TableOptions { DecimalMark = ',' });
        Assert.Equal([1.5, -2.25], ((NumberColumn)table["a"]).Values.ToArray());
    }

    [Fact]
    public void Thousands_set_apart_are_read_when_told()
    {
        Table table = _scratch.Table("a,b\n\"1,234,567.5\",x\n\"-12,000\",x\n999,x\n\"+1,000e2\",x\n", new TableOptions { GroupMark = ',' });
        Assert.Equal([1234567.5, -12000, 999, 100000], ((NumberColumn)table["a"]).Values.ToArray());
        table = _scratch.Table("a;b\n1.234,5;x\n2,25;y\n", new TableOptions { DecimalMark = ',', GroupMark = '.' });
        Assert.Equal([1234.5, 2.25], ((NumberColumn)table["a"]).Values.ToArray());
    }

    [Theory]
    [InlineData("1,5")]
    [InlineData("1,2345")]
    [InlineData("1234,567")]
    [InlineData("1,234,5")]
    [InlineData("1,,234")]
    [InlineData(",234")]
    [InlineData("0,234")]
    [InlineData("1,234.5,6")]
    [InlineData("-,234")]
    public void A_mark_at_another_place_than_between_thousands_makes_a_text(string cell) =>
        Assert.IsType<TextColumn>(_scratch.Table($"a;b\n\"{cell}\";x\n", new TableOptions { GroupMark = ',' })["a"]);

    [Theory]
    [InlineData('.')]
    [InlineData('5')]
    [InlineData('-')]
    public void What_means_something_else_cannot_stand_between_thousands(char mark) =>
        Refused.Saying(() => _scratch.Table("a;b\n1;2\n", new TableOptions { GroupMark = mark }), $"'{mark}' cannot stand between thousands");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_line_end_and_quoted_line_breaks_are_understood(string end)
    {
        Table table = _scratch.Table($"a,b{end}\"x{end}y\",1{end}{end}\"he said \"\"no\"\"\",2{end}");
        Assert.Equal([$"x{end}y", "he said \"no\""], ((TextColumn)table["a"]).Values);
        Assert.EndsWith("line 2", table.Place(0), StringComparison.Ordinal);
        Assert.EndsWith("line 5", table.Place(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name()
    {
        string path = _scratch.File([0xEF, 0xBB, 0xBF, .. "größe,b\n1,2\n"u8]);
        Assert.Equal("größe", Table.Read(path).Columns[0].Name);
    }

    [Fact]
    public void Compressed_tables_are_known_by_their_first_bytes()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write("a,b\n1,x\n7,2\n"u8);
        }

        Table table = Table.Read(_scratch.File(packed.ToArray(), "t.csv.gz"));
        Assert.Equal(["x", "2"], ((TextColumn)table["b"]).Values);
        Assert.Equal([1, 7], ((NumberColumn)table["a"]).Values.ToArray());
    }

    [Fact]
    public void Numbers_followed_by_text_keep_their_spelling()
    {
        Table table = _scratch.Table("zip,b\n007,1\n1.50,2\nA9,3\n");
        Assert.Equal(["007", "1.50", "A9"], ((TextColumn)table["zip"]).Values);
    }

    [Fact]
    public void A_column_is_kept_as_text_when_told()
    {
        Table table = _scratch.Table("zip,b\n007,1\n", new TableOptions { TextColumns = ["zip"] });
        Assert.Equal(["007"], ((TextColumn)table["zip"]).Values);
    }

    [Fact]
    public void Names_are_made_where_there_is_no_header()
    {
        Table table = _scratch.Table("1,x\n2,y\n", new TableOptions { HasHeader = false });
        Assert.Equal(["column_1", "column_2"], table.Columns.Select(c => c.Name));
        Assert.Equal(2, table.Rows);
    }

    [Fact]
    public void A_row_that_begins_with_a_hash_is_a_row()
    {
        Table table = _scratch.Table("a,b\n#1,2\n");
        Assert.Equal("#1", table["a"].TextAt(0));
    }

    [Fact]
    public void A_hundred_thousand_columns_are_read()
    {
        string names = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i}"));
        string values = string.Join(',', Enumerable.Range(0, 100_000));
        Table table = _scratch.Table($"{names}\n{values}\n{values}\n");
        Assert.Equal(99_999, ((NumberColumn)table["c99999"]).Values.Span[1]);
    }

    [Fact]
    public void Characters_that_straddle_blocks_are_decoded_whole()
    {
        // Three bytes a character and blocks of 65536 bytes: some character is cut by every block's end.
        string text = "a,b\n" + string.Concat(Enumerable.Range(0, 30_000).Select(_ => "€😀,ä\n"));
        Table table = _scratch.Table(text);
        Assert.All(((TextColumn)table["a"]).Values, v => Assert.Equal("€😀", v));
    }

    [Fact]
    public void All_samples_are_read()
    {
        Assert.All(
            Directory.GetFiles(Repository.At("samples"), "*.csv"),
            path => Assert.True(Table.Read(path).Rows > 100));
        Assert.Equal(344, Table.Read(Repository.Sample("penguins")).Rows);
    }

    [Fact]
    public void Selected_rows_remember_their_lines()
    {
        Table table = _scratch.Table("a,b\n1,x\n2,y\n3,z\n").Select([2, 0]);
        Assert.Equal([3, 1], ((NumberColumn)table["a"]).Values.ToArray());
        Assert.EndsWith("line 4", table.Place(0), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_are_made_from_arrays_and_from_rows()
    {
        Table columns = Table.FromColumns(
            ("n", new[] { 1.0, double.NaN }), ("t", new[] { "x", null }), ("b", new[] { true, false }), ("i", new[] { 1, 2 }));
        Assert.Equal("false", columns["b"].TextAt(1));
        Assert.True(columns["n"].IsMissing(1) && columns["t"].IsMissing(1));
        Table rows = Table.FromRows(new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x", ["c"] = null }, new Dictionary<string, object?> { ["a"] = 2.5m });
        Assert.Equal([1, 2.5], ((NumberColumn)rows["a"]).Values.ToArray());
        Assert.True(rows["b"].IsMissing(1) && rows["c"].IsMissing(0));
        Assert.Throws<ArgumentException>(() => Table.FromColumns(("n", new[] { double.PositiveInfinity })));
        Assert.Throws<ArgumentException>(() => Table.FromColumns(("n", new[] { 1.0 }), ("m", new[] { 1.0, 2 })));
    }
}
