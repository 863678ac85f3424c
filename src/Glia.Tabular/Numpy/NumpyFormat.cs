using System.IO.Compression;
using Glia.Networks.Files.Weights;

namespace Glia.Tabular;

/// <summary>
/// Arrays of NumPy. A <c>.npy</c> file is one array: of two dimensions (columns column_1, column_2, …), of one (one column), or a structured one (its fields).
/// A <c>.npz</c> archive holds several of equally many rows: <c>x</c> of two dimensions becomes x_1, x_2, …, <c>y</c> of one becomes y. Further dimensions (images) are flattened.
/// Pickled objects are never read.
/// </summary>
internal sealed class NumpyFormat : TableFormat
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public override string Name => "NumPy";

    public override bool Knows(string path, ReadOnlySpan<byte> start, TableOptions options) =>
        options.Query is null && (start.StartsWith(Magic) || (path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) && start.StartsWith("PK"u8)));

    public override RowSource Open(string path, TableOptions options)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
        try
        {
            Span<byte> start = stackalloc byte[2];
            file.ReadExactly(start);
            file.Position = 0;
            return start[0] == 'P' ? OpenArchive(path, file) : new NumpySource(path, [NumpyArray.Read(path, string.Empty, file, file.Length)], file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static NumpySource OpenArchive(string path, FileStream file)
    {
        var archive = new ZipArchive(file, ZipArchiveMode.Read);
        var arrays = new List<NumpyArray>();
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName;
            arrays.Add(NumpyArray.Read(path, name, new CheckedMember(entry), entry.Length));
        }

        return arrays.Count > 0 ? new NumpySource(path, arrays, archive) : throw new GliaException($"{path}: the archive holds no array.");
    }
}
