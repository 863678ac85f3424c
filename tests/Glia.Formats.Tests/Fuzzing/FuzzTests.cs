using System.Diagnostics;
using System.IO.Compression;
using CsCheck;

namespace Glia.Tabular.Tests.Fuzzing;

/// <summary>Whatever is done to a valid file, it is read or refused in one sentence that names it, in bounded time and memory.</summary>
public sealed class FuzzTests : IDisposable
{
    /// <summary>
    /// The files here have some kilobytes; a reader that believes damaged lengths takes gigabytes. Arrow's reader asks for one array of the length
    /// a message gives itself (at most 2 GiB, of which no page is touched) before it finds that the file ends.
    /// </summary>
    private const long MostBytes = (1L << 31) + (1L << 28);
    private const double MostSeconds = 10;

    private static readonly byte[] Telling = [0, 0xFF, 0x7F, 0x80, 1];
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("penguins.parquet")]
    [InlineData("penguins-zstd.parquet")]
    [InlineData("penguins.arrow")]
    [InlineData("penguins.arrows")]
    [InlineData("penguins.sqlite")]
    [InlineData("matrix.npy")]
    [InlineData("structured.npy")]
    [InlineData("iris.npz")]
    public void Mutated_files_are_read_or_refused_and_nothing_else(string name)
    {
        byte[] original = File.ReadAllBytes(Repository.At($"tests/vectors/tables/{name}"));
        string extension = Path.GetExtension(name);

        // Headers, footers and lengths stand at the ends: half of the edits go there.
        Gen<int> where = Gen.OneOf(Gen.Int[0, original.Length - 1], Gen.Int[0, Math.Min(400, original.Length - 1)], Gen.Int[Math.Max(0, original.Length - 800), original.Length - 1]);
        Gen<byte> what = Gen.OneOf(Gen.Byte, Gen.Int[0, 4].Select(i => Telling[i]));
        Gen.Select(where, Gen.Int[0, 5], what).Array[1, 4].Sample(
            edits => ReadOrRefuse(Mutate(original, edits), extension), iter: Iterations, threads: 1, seed: "0000000000001");
    }

    [Theory]
    [InlineData("penguins.parquet")]
    [InlineData("penguins.arrow")]
    [InlineData("penguins.arrows")]
    [InlineData("penguins.sqlite")]
    [InlineData("matrix.npy")]
    [InlineData("iris.npz")]
    public void Files_cut_anywhere_are_refused(string name)
    {
        byte[] original = File.ReadAllBytes(Repository.At($"tests/vectors/tables/{name}"));
        for (int i = 1; i <= 40; i++)
        {
            ReadOrRefuse(original[..(int)((long)original.Length * i / 41)], Path.GetExtension(name));
        }
    }

    [Fact]
    public void The_committed_corpus_is_refused()
    {
        string[] files = Directory.GetFiles(Repository.At("tests/vectors/tables/refused"));
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains(file, Assert.Throws<GliaException>(() => Table.Read(file)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Archives_that_expand_beyond_memory_are_refused_before_they_take_it()
    {
        long before = MemoryLimit.Bytes;
        try
        {
            MemoryLimit.Bytes = 8 << 20;
            string gzip = Path.Combine(_scratch.Folder, "bomb.csv.gz");
            using (var packed = new GZipStream(File.Create(gzip), CompressionLevel.Optimal))
            {
                packed.Write("a,b\n"u8);
                byte[] rows = [.. Enumerable.Repeat("1,2\n"u8.ToArray(), 1 << 14).SelectMany(row => row)];
                for (int i = 0; i < 1_000; i++)
                {
                    packed.Write(rows);
                }
            }

            Assert.InRange(new FileInfo(gzip).Length, 0, 1 << 20);
            Refused.Saying(() => Table.Read(gzip), gzip, "more than this machine holds", "--memory");

            string archive = Path.Combine(_scratch.Folder, "bomb.npz");
            using (var zip = new ZipArchive(File.Create(archive), ZipArchiveMode.Create))
            {
                using Stream entry = zip.CreateEntry("x.npy").Open();
                entry.Write(Npy.Header("<f8", "(4000000, 2)"));
                byte[] zeros = new byte[1 << 20];
                for (int i = 0; i < 64_000_000 >> 20; i++)
                {
                    entry.Write(zeros);
                }

                entry.Write(zeros.AsSpan(0, 64_000_000 % (1 << 20)));
            }

            Refused.Saying(() => Table.Read(archive), archive, "4000000 rows of 2 columns");
        }
        finally
        {
            MemoryLimit.Bytes = before;
        }
    }

    private static int Iterations => int.TryParse(Environment.GetEnvironmentVariable("GLIA_FUZZ"), System.Globalization.CultureInfo.InvariantCulture, out int told) ? told : 100;

    private void ReadOrRefuse(byte[] bytes, string extension)
    {
        string path = _scratch.File(bytes, "t" + extension);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        try
        {
            Table table = Table.Read(path);
            Assert.True(table.Rows > 0 && table.Columns.Count > 0);
            Assert.All(table.Columns, c => Assert.Equal(table.Rows, c.Rows));
        }
        catch (GliaException e)
        {
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, MostSeconds);
    }

    private static byte[] Mutate(byte[] original, (int Where, int How, byte What)[] edits)
    {
        List<byte> bytes = [.. original];
        foreach ((int where, int how, byte what) in edits)
        {
            int at = where % bytes.Count;
            switch (how)
            {
                case 0 or 1: bytes[at] = what; break;
                case 2: bytes[at] ^= (byte)(1 << (what & 7)); break;
                case 3: bytes.Insert(at, what); break;
                case 4: bytes.RemoveAt(at); break;
                default: bytes.RemoveRange(at, Math.Min(bytes.Count - at - 1, what)); break;
            }
        }

        return [.. bytes];
    }
}
