using System.IO.Compression;

namespace Glia.Networks.Files.Weights;

/// <summary>
/// NumPy's archive: a zip file with one array a member, NAME.npy. A member is unpacked only up to the bytes that its head speaks of, and only when
/// somebody wants an array of that size, so that an archive that expands without end does no harm.
/// </summary>
internal sealed class NpzFile : TensorFile
{
    /// <summary>More members than that are no weights.</summary>
    private const int MostMembers = 100_000;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, (ZipArchiveEntry Member, NumpyWeights Header)> _members = new(StringComparer.Ordinal);
    private readonly List<TensorEntry> _entries = [];

    private NpzFile(ZipArchive archive, string source)
        : base(source) => _archive = archive;

    /// <inheritdoc/>
    public override IReadOnlyList<TensorEntry> Entries => _entries;

    /// <summary>Opens an archive and reads the heads of its arrays.</summary>
    public static NpzFile ReadFile(string path) => Read(new MemoryStream(FileContent.ReadAll(path)), path);

    /// <summary>Reads the heads of an archive's arrays.</summary>
    public static NpzFile Read(Stream stream, string source)
    {
        try
        {
            var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var file = new NpzFile(archive, source);
            if (archive.Entries.Count > MostMembers)
            {
                throw new GliaException($"{source} has {archive.Entries.Count} members; at most {MostMembers} are read.");
            }

            foreach (ZipArchiveEntry member in archive.Entries)
            {
                file.Add(member);
            }

            return file;
        }
        catch (Exception error) when (IsZip(error))
        {
            throw Damaged(source, error);
        }
    }

    /// <summary>Writes tensors of float32 and a counter of whole numbers where the value is null; not packed, as NumPy's savez does.</summary>
    public static void Write(Stream stream, IReadOnlyList<(string Name, long[] Shape, float[]? Values)> tensors)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, long[] shape, float[]? values) in tensors)
        {
            ZipArchiveEntry member = archive.CreateEntry(name + ".npy", CompressionLevel.NoCompression);

            // The earliest that a zip file can say: the same network gives the same bytes.
            member.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using Stream to = member.Open();
            to.Write(NumpyHead.Write(values is null ? "<i8" : "<f4", shape));
            if (values is null)
            {
                to.Write(new byte[sizeof(long)]);
            }
            else
            {
                LittleEndian.Write(values, to.Write);
            }
        }
    }

    /// <inheritdoc/>
    public override void Read(TensorEntry entry, Span<float> values)
    {
        (ZipArchiveEntry member, NumpyWeights header) = _members[entry.Name];
        byte[] bytes = new byte[checked(values.Length * header.Size)];
        try
        {
            using var from = new CheckedMember(member);
            _ = NumpyWeights.Read(from, Source);
            from.ReadExactly(bytes);
            if (from.ReadByte() >= 0)
            {
                throw new GliaException($"{Source}: The array '{TensorEntry.Short(entry.Name)}' goes on behind the numbers of its shape {TensorEntry.Text(entry.Shape)}. Save it again.");
            }
        }
        catch (Exception error) when (IsZip(error))
        {
            throw Damaged(Source, error);
        }

        if (header.IsBigEndian)
        {
            for (int at = 0; at < bytes.Length; at += header.Size)
            {
                bytes.AsSpan(at, header.Size).Reverse();
            }
        }

        Convert(bytes, entry.Type, values);
        if (header.IsFortran && entry.Shape.Count > 1)
        {
            RowMajor(values, entry.Shape);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _archive.Dispose();
        base.Dispose();
    }

    private static bool IsZip(Exception error) => error is InvalidDataException or EndOfStreamException or IOException or NotSupportedException or ArgumentException or OverflowException or IndexOutOfRangeException;

    private static GliaException Damaged(string source, Exception error) =>
        new($"{source} is no whole .npz archive ({error.Message.TrimEnd('.')}). Save it again, or take a copy that is whole.", error);

    /// <summary>From an order in which the first index runs fastest.</summary>
    private static void RowMajor(Span<float> values, IReadOnlyList<long> shape)
    {
        float[] from = values.ToArray();
        long[] index = new long[shape.Count];
        for (int to = 0; to < from.Length; to++)
        {
            long at = 0;
            for (int axis = shape.Count - 1; axis >= 0; axis--)
            {
                at = (at * shape[axis]) + index[axis];
            }

            values[to] = from[at];
            for (int axis = shape.Count - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }
    }

    private void Add(ZipArchiveEntry member)
    {
        const string End = ".npy";
        if (!member.FullName.EndsWith(End, StringComparison.Ordinal))
        {
            throw new GliaException($"{Source}: The member '{TensorEntry.Short(member.FullName)}' is no array: its name does not end in {End}. Give an archive of numpy.savez.");
        }

        string name = member.FullName[..^End.Length];
        using Stream from = member.Open();
        NumpyWeights header = NumpyWeights.Read(from, $"{Source}: '{TensorEntry.Short(name)}'");
        if (!_members.TryAdd(name, (member, header)))
        {
            throw new GliaException($"{Source}: There are two arrays named '{TensorEntry.Short(name)}'. Save it again.");
        }

        _entries.Add(new TensorEntry(name, header.Kind, header.Type, header.Shape));
    }
}
