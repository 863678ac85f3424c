using System.Text;

namespace Glia.Tabular.Tests;

/// <summary>Writes the files of tests/vectors/tables that tools/tables.py does not: <c>Glia.Formats.Tests -explicit only -class *Corpus</c>.</summary>
public sealed class Corpus
{
    private static readonly string Folder = Repository.At("tests/vectors/tables");

    [Fact(Explicit = true)]
    public void Write()
    {
        string csv = Repository.Sample("penguins"), parquet = Path.Combine(Folder, "penguins.parquet");
        string select = $"SELECT * FROM read_csv('{csv}', nullstr = ['', 'NA'])";
        Written.DuckDb(":memory:", $"COPY ({select}) TO '{parquet}' (FORMAT parquet, COMPRESSION snappy)");
        Written.DuckDb(":memory:", $"COPY ({select}) TO '{Path.Combine(Folder, "penguins-zstd.parquet")}' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)");
        Table table = Table.Read(csv);
        Written.Arrow(Path.Combine(Folder, "penguins.arrow"), table, 200);
        Written.Arrow(Path.Combine(Folder, "penguins.arrows"), table, 200, asStream: true);
        byte[] whole = File.ReadAllBytes(parquet);
        byte[] Footer(int length) => [.. whole[..^8], .. BitConverter.GetBytes(length), .. "PAR1"u8];
        Refuse("cut.parquet", whole[..(whole.Length / 2)]);
        Refuse("magic-only.parquet", "PAR1"u8.ToArray());
        Refuse("footer-of-2-gib.parquet", Footer(int.MaxValue));
        Refuse("footer-negative.parquet", Footer(-1));
        Refuse("encrypted.parquet", [.. "PARE"u8, .. new byte[64]]);
        Refuse("old.feather", [.. "FEA1"u8, .. new byte[64]]);
        Refuse("table.orc", [.. "ORC"u8, .. new byte[64]]);
        Refuse("workbook.xlsx", [.. "PK\u0003\u0004"u8, .. new byte[64]]);
        byte[] arrow = File.ReadAllBytes(Path.Combine(Folder, "penguins.arrow"));
        Refuse("cut.arrow", arrow[..(arrow.Length / 2)]);
        Refuse("magic-only.arrow", [.. "ARROW1\0\0"u8]);
        Refuse("length-of-2-gib.arrows", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, .. new byte[16]]);
        Refuse("objects.npy", [.. Npy.Header("|O", "(3,)"), .. Encoding.ASCII.GetBytes("cposix\nsystem\n(S'true'\ntR.")]);
        Refuse("promises.npy", Npy.Header("<f8", "(9999999999, 4)"));
        Refuse("nested.npy", Npy.Raw(new string('(', 5_000)));
        Refuse("not-an-archive.npz", [.. "PK\u0003\u0004"u8, .. new byte[64]]);
        Refuse("cut.sqlite", File.ReadAllBytes(Path.Combine(Folder, "penguins.sqlite"))[..100]);
    }

    private static void Refuse(string name, byte[] content) => File.WriteAllBytes(Path.Combine(Folder, "refused", name), content);
}
