using System.IO.Compression;

namespace Glia.Tabular.Tests.Numpy;

/// <summary>Files as NumPy writes them (tools/tables.py), and files as nobody should.</summary>
public sealed class NumpyTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("matrix.npy")]
    [InlineData("matrix-fortran.npy")]
    [InlineData("matrix-f4.npy")]
    [InlineData("matrix-big-endian.npy")]
    public void A_matrix_is_columns_whatever_its_order(string name)
    {
        Table table = Table.Read(Repository.At($"tests/vectors/tables/{name}"));
        Assert.Equal(["column_1", "column_2", "column_3"], table.Columns.Select(c => c.Name));
        Assert.Equal(50, table.Rows);
        for (int row = 0; row < 50; row++)
        {
            Assert.Equal([row, row * 0.5, row % 7 == 0 ? double.NaN : -row], table.Columns.Select(c => ((NumberColumn)c).Values.Span[row]));
        }
    }

    [Fact]
    public void A_structured_array_has_the_names_and_kinds_of_its_fields()
    {
        Table table = Table.Read(Repository.At("tests/vectors/tables/structured.npy"));
        Assert.Equal(["length", "count", "kind", "code", "good"], table.Columns.Select(c => c.Name));
        Assert.Equal(["0.25", "3", "größe", "ab", "true"], table.Columns.Select(c => c.TextAt(1)));
        Assert.True(table["kind"].IsMissing(0));
    }

    [Fact]
    public void An_archive_is_its_arrays_side_by_side_and_equals_the_table_it_was_made_from()
    {
        Table csv = Table.Read(Repository.Sample("iris")), archive = Table.Read(Repository.At("tests/vectors/tables/iris.npz"));
        Assert.Equal(["x_1", "x_2", "x_3", "x_4", "target"], archive.Columns.Select(c => c.Name));
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(((NumberColumn)csv.Columns[i]).Values.ToArray(), ((NumberColumn)archive.Columns[i]).Values.ToArray());
        }
    }

    [Theory]
    [InlineData("|O", "(2,)", "Python objects")]
    [InlineData("<c16", "(2,)", "type '<c16'")]
    [InlineData("<M8[ns]", "(2,)", "dates")]
    [InlineData("<f8", "()", "a single value")]
    [InlineData("<f8", "(1000000000000, 3)", "promises")]
    [InlineData("<f8", "(9223372036854775807, 9223372036854775807)", "")]
    [InlineData("<f8", "(3, 0)", "0 values a row")]
    [InlineData("<f8", "(-1, 2)", "cannot be understood")]
    [InlineData("<f8", "((((((1,),),),),),)", "cannot be understood")]
    public void What_is_no_table_is_refused(string descr, string shape, string piece) =>
        Refused.Saying(() => Table.Read(_scratch.File([.. Npy.Header(descr, shape), .. new byte[64]], "t.npy")), "t.npy", piece);

    /// <summary>A number changed on the way is still a number: only the archive's checksum knows.</summary>
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void A_bit_flipped_in_an_archive_is_refused(CompressionLevel level)
    {
        string path = Path.Combine(_scratch.Folder, "t.npz");
        using (var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using Stream entry = zip.CreateEntry("x.npy", level).Open();
            entry.Write([.. Npy.Header("<f8", "(50,)"), .. Enumerable.Range(0, 50).SelectMany(row => BitConverter.GetBytes(row / 3.0))]);
        }

        byte[] whole = File.ReadAllBytes(path);
        Assert.Equal(50, Table.Read(path).Rows);
        whole[level == CompressionLevel.NoCompression ? whole.AsSpan().IndexOf("NUMPY"u8) + 200 : 150] ^= 4;
        File.WriteAllBytes(path, whole);
        Refused.Saying(() => Table.Read(path), "t.npz", "damaged");
    }

    [Fact]
    public void Headers_are_data_and_never_evaluated()
    {
        Refused.Saying(() => Table.Read(_scratch.File(Npy.Raw("__import__('os').system('true')"), "t.npy")), "cannot be understood");
        Refused.Saying(() => Table.Read(_scratch.File(Npy.Raw(new string('(', 60_000)), "t.npy")), "cannot be understood");
    }

    [Fact]
    public void Arrays_of_different_lengths_and_archives_without_arrays_are_refused()
    {
        string path = Path.Combine(_scratch.Folder, "t.npz");
        using (var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            foreach ((string name, int rows) in new[] { ("x.npy", 3), ("y.npy", 2) })
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write([.. Npy.Header("<f8", $"({rows},)"), .. new byte[8 * rows]]);
            }
        }

        Refused.Saying(() => Table.Read(path), "different lengths", "'x' has 3 rows", "'y' has 2");
        using (new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
        }

        Refused.Saying(() => Table.Read(path), "holds no array");
    }
}
