using CsCheck;

namespace Glia.Tabular.Tests.Tables;

public sealed class FuzzTests
{
    private static readonly byte[] Telling = "\"\"\n\r,;\t|\0#'\\ 1e9.-+NA?\u00ff\u0080\u00c3"u8.ToArray();

    [Fact]
    public void Mutated_samples_are_read_or_refused_and_nothing_else()
    {
        using var scratch = new Scratch();
        byte[] penguins = File.ReadAllBytes(Repository.Sample("penguins"))[..2000];
        byte[] iris = File.ReadAllBytes(Repository.Sample("iris"))[..1000];
        Gen<(int Where, int How, byte What)> edit = Gen.Select(Gen.Int[0, 1999], Gen.Int[0, 3], Gen.OneOf(Gen.Byte, Gen.Int[0, Telling.Length - 1].Select(i => Telling[i])));
        Gen.Select(Gen.Bool, edit.Array[1, 8]).Sample(
            (which, edits) => ReadOrRefuse(scratch, Mutate(which ? penguins : iris, edits)), iter: 3000, threads: 1, seed: "0000000000001");
    }

    [Fact]
    public void Random_bytes_are_read_or_refused_and_nothing_else()
    {
        using var scratch = new Scratch();
        Gen.OneOf(Gen.Int[0, Telling.Length - 1].Select(i => Telling[i]), Gen.Byte).Array[0, 200].Sample(
            bytes => ReadOrRefuse(scratch, bytes), iter: 3000, threads: 1, seed: "0000000000001");
    }

    private static byte[] Mutate(byte[] original, (int Where, int How, byte What)[] edits)
    {
        List<byte> bytes = [.. original];
        foreach ((int where, int how, byte what) in edits)
        {
            int at = where % bytes.Count;
            switch (how)
            {
                case 0: bytes[at] = what; break;
                case 1: bytes.Insert(at, what); break;
                case 2: bytes.RemoveAt(at); break;
                default: bytes.RemoveRange(at, Math.Min(bytes.Count - at - 1, what)); break;
            }
        }

        return [.. bytes];
    }

    private static void ReadOrRefuse(Scratch scratch, byte[] bytes)
    {
        string path = scratch.File(bytes);
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
    }
}
