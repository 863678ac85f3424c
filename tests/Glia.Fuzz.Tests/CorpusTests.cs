namespace Glia.Fuzz.Tests;

/// <summary>
/// Every input that the fuzzer found worth keeping is read, or refused in one sentence, in bounded time and memory: also those that once crashed a reader
/// (<c>found-…</c>).
/// </summary>
public sealed class CorpusTests
{
    private const int MostBytes = 500_000;

    public static TheoryData<string> Names => [.. Readers.All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_read_or_refused(string name)
    {
        Reader reader = Readers.All.Single(each => each.Name == name);
        Assert.NotEmpty(Corpus.Files(reader));
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + reader.Extension);
        try
        {
            Assert.All(Corpus.Files(reader), file => Assert.Null(Attempt.Of(reader, File.ReadAllBytes(file), path).Fault));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Seeds are whole files: one that is refused would leave most of its reader untried.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Seeds_are_read_to_the_end(string name)
    {
        Reader reader = Readers.All.Single(each => each.Name == name);
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + reader.Extension);
        try
        {
            Assert.All(reader.Seeds(), seed =>
            {
                File.WriteAllBytes(path, seed);
                reader.Read(path);
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Stays_small() => Assert.InRange(Readers.All.Sum(reader => Corpus.Files(reader).Sum(file => new FileInfo(file).Length)), 1, MostBytes);

    /// <summary>What the fuzzer is there to notice, it notices.</summary>
    [Fact]
    public void A_reader_that_fails_is_a_fault()
    {
        string path = Path.GetTempFileName();
        Reader Of(Action<string> read) => new("x", ".x", [], read) { Seeds = () => [], MostBytes = 1 << 20 };
        Assert.Contains("IndexOutOfRangeException", Attempt.Of(Of(file => _ = File.ReadAllBytes(file)[3]), [1], path).Fault, StringComparison.Ordinal);
        Assert.Contains("MiB allocated", Attempt.Of(Of(_ => GC.KeepAlive(new byte[1 << 22])), [1], path).Fault, StringComparison.Ordinal);
        Assert.Null(Attempt.Of(Of(_ => throw new GliaException("no")), [1], path).Fault);
        File.Delete(path);
    }
}
