using System.IO.Compression;
using System.Text;

namespace Glia.Tabular.Tests.Tables;

public sealed class BadInputTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_missing_file_is_named_with_its_neighbours()
    {
        _scratch.File("a,b\n1,2\n", "penguins.csv");
        Refused.Saying(() => Table.Read(Path.Combine(_scratch.Folder, "pengiuns.csv")), "pengiuns.csv", "no such file", "'penguins.csv'");
        Refused.Saying(() => Table.Read(Path.Combine(_scratch.Folder, "no", "t.csv")), "no such file");
        Refused.Saying(() => Table.Read(_scratch.Folder), "is a folder");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\n\r\n  \n", "empty")]
    [InlineData("a,b,c\n", "header and no row")]
    [InlineData("a,b\n1,2\n3\n", "line 3", "1 field", "header has 2")]
    [InlineData("a,b\n1,2\n\n3,4,5\n", "line 4", "3 fields", "comma")]
    [InlineData("a,b\n1,\"x\n3,4\n", "line 2", "column 2", "quote")]
    [InlineData("a,b\n1,2\n3,\"x\"y\n", "line 3", "column 2", "quote")]
    [InlineData("a,\"b\n1,2\n", "line 1", "column 2", "quote")]
    [InlineData("a,a\n1,2\n", "line 1", "columns 1 and 2", "'a'")]
    [InlineData("1,2,1\n1,2,3\n", "looks like a row of data")]
    [InlineData("a,,b\n1,2,3\n", "line 1", "column 2 has no name")]
    [InlineData("a,b\n1,2\n3,inf\n", "line 3", "column 2 'b'", "'inf'", "not a finite number")]
    [InlineData("a,b\n1,2\n3,-Infinity\n", "line 3", "column 2 'b'")]
    [InlineData("a,b\n1,2\n1e999,3\n", "line 3", "column 1 'a'", "1e999")]
    [InlineData("a,b\n1,2\n3,\0\n", "line 3", "zero byte")]
    public void What_is_no_table_is_refused_with_its_place(string text, params string[] pieces) =>
        Refused.Saying(() => _scratch.Table(text), ["table.csv", .. pieces]);

    [Fact]
    public void Infinity_among_texts_is_a_text()
    {
        Table table = _scratch.Table("a,b\ninf,1\nx,2\n");
        Assert.Equal(["inf", "x"], ((TextColumn)table["a"]).Values);
    }

    [Fact]
    public void Text_in_a_declared_number_is_refused_with_line_and_column() =>
        Refused.Saying(
            () => _scratch.Table("a,b\n1,2\n3,4\nx7,5\n", new TableOptions { NumberColumns = ["a"] }),
            "line 4", "column 1 'a'", "'x7'", "number is needed");

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_with_line_and_position()
    {
        string path = _scratch.File(Encoding.Latin1.GetBytes("a,b\n1,x\n2,größe\n"));
        Refused.Saying(() => Table.Read(path), "line 3", "0xF6", "position 12", "iconv");
        Refused.Saying(() => Table.Read(_scratch.File(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("a,b\n")).ToArray())), "UTF-16");
        Refused.Saying(() => Table.Read(_scratch.File([.. "a,b\n1,x"u8, 0xE2, 0x82])), "line 2", "0xE2");
    }

    [Fact]
    public void Wrong_bytes_far_into_a_file_are_placed_exactly()
    {
        byte[] good = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,ä\n", 40_000)));
        Refused.Saying(() => Table.Read(_scratch.File([.. good, 0x31, 0x2C, 0xFF])), "line 40002", $"position {good.Length + 2}");
    }

    [Fact]
    public void A_damaged_or_cut_gzip_file_is_refused()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i},{i * 7919 % 1000}\n"))));
        }

        byte[] bytes = packed.ToArray();
        byte[] flipped = [.. bytes];
        flipped[bytes.Length / 2] ^= 0x55;
        Assert.Throws<GliaException>(() => Table.Read(_scratch.File(flipped)));
        Refused.Saying(() => Table.Read(_scratch.File(bytes[..(bytes.Length / 2)])), "gzip");
    }

    [Fact]
    public void A_quote_that_is_never_closed_in_a_large_file_ends_in_an_error()
    {
        string text = "a,b\n1,\"x\n" + string.Concat(Enumerable.Repeat("3,4\n", 500_000));
        Refused.Saying(() => _scratch.Table(text), "line 2", "quote");
    }

    [Fact]
    public void An_unheard_of_column_is_answered_with_similar_names()
    {
        Table table = _scratch.Table("bill_length_mm,species\n1,x\n");
        Refused.Saying(() => _ = table["bill_lenght_mm"], "'bill_length_mm'");
        Refused.Saying(() => _ = table["q"], "There are: 'bill_length_mm', 'species'");
    }

    [Fact]
    public void A_delimiter_that_means_something_else_is_refused() =>
        Refused.Saying(() => _scratch.Table("a,b\n1,2\n", new TableOptions { Delimiter = '"' }), "delimiter");
}
