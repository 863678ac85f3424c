using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Glia.Networks.Files;

/// <summary>
/// The one file format, little-endian: magic (8 bytes), kind (4 ASCII), version (uint32), length of the header (uint32), header (JSON, with
/// the length of every tensor), tensors (float32, one after the other), SHA-256 of everything before.
/// </summary>
/// <remarks>
/// Nothing is trusted before the checksum agrees, and nothing is allocated before sizes agree with the length of the file. The
/// magic holds a line end of both kinds, so that a transfer that rewrites text is noticed at once.
/// </remarks>
internal static class FileContent
{
    public const uint Version = 1;
    private const int HeaderStart = 20;

    private static ReadOnlySpan<byte> Magic => [(byte)'G', (byte)'L', (byte)'I', (byte)'A', 13, 10, 26, 10];

    /// <summary>All bytes of a file.</summary>
    public static byte[] ReadAll(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GliaException($"There is no file {path}. Check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GliaException($"Cannot read {path}: {exception.Message}", exception);
        }
    }

    public static void Write(Stream stream, FileKind kind, ReadOnlySpan<byte> header, IEnumerable<ReadOnlyMemory<float>> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }

        Span<byte> start = stackalloc byte[HeaderStart];
        Magic.CopyTo(start);
        Encoding.ASCII.GetBytes(kind.Tag, start[8..12]);
        BinaryPrimitives.WriteUInt32LittleEndian(start[12..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(start[16..], (uint)header.Length);
        Put(start);
        Put(header);
        foreach (ReadOnlyMemory<float> tensor in tensors)
        {
            LittleEndian.Write(tensor.Span, Put);
        }

        stream.Write(hash.GetHashAndReset());
    }

    /// <summary>Checks a file as far as that is possible without knowing its header.</summary>
    public static (ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Tensors) Read(ReadOnlyMemory<byte> content, string source, FileKind kind)
    {
        ReadOnlySpan<byte> bytes = content.Span;
        int known = Math.Min(bytes.Length, Magic.Length);
        if (!bytes[..known].SequenceEqual(Magic[..known]))
        {
            throw new GliaException($"{source} is not a file of Glia's: it does not begin as one. Give the path of a {kind.Name}.");
        }

        if (bytes.Length < HeaderStart + SHA256.HashSizeInBytes)
        {
            throw Cut(source, kind);
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
        bool whole = SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]);
        if (!whole && version == Version)
        {
            throw Cut(source, kind);
        }

        if (version != Version)
        {
            string versions = Invariant($"has format version {version}; this Glia reads version {Version}");
            throw new GliaException($"{source} {versions}. Use the Glia that wrote it, or a newer one. {kind.Remedy}");
        }

        string tag = Encoding.ASCII.GetString(bytes[8..12]);
        if (tag != kind.Tag)
        {
            throw new GliaException($"{source} is a file of Glia's of the kind \"{tag}\", not a {kind.Name} (\"{kind.Tag}\"). Give the path of one.");
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]);
        int room = bytes.Length - HeaderStart - SHA256.HashSizeInBytes;
        return length <= room
            ? (content.Slice(HeaderStart, (int)length), content.Slice(HeaderStart + (int)length, room - (int)length))
            : throw Cut(source, kind);
    }

    /// <summary>Refuses tensors whose lengths are not those that the header announces, or not those that the network needs.</summary>
    public static void CheckLengths(
        ReadOnlyMemory<byte> tensors,
        IReadOnlyList<long> announced,
        IReadOnlyList<long> needed,
        string source,
        FileKind kind)
    {
        // Each by itself first, so that no sum of absurd lengths can overflow into the right one.
        bool possible = announced.All(length => length >= 0 && length <= tensors.Length / sizeof(float));
        if (!possible || !announced.SequenceEqual(needed) || needed.Sum() * sizeof(float) != tensors.Length)
        {
            string held = $"{string.Join(", ", announced)} values ({tensors.Length} bytes)";
            throw new GliaException($"{source} contradicts itself: it holds tensors of {held}, its layers need {string.Join(", ", needed)}. {kind.Remedy}");
        }
    }

    /// <summary>Whether a failure comes from what a header says, and does not name the file yet.</summary>
    public static bool IsNonsense(Exception exception, string source) =>
        exception is JsonException or ArgumentException or NotSupportedException or NullReferenceException
        || (exception is GliaException && !exception.Message.StartsWith(source, StringComparison.Ordinal));

    public static GliaException Nonsense(string source, FileKind kind, Exception inner) =>
        new($"{source} has a header that cannot be understood: {inner.Message} {kind.Remedy}", inner);

    private static GliaException Cut(string source, FileKind kind) =>
        new($"{source} is damaged or cut off: its checksum does not agree with its content. {kind.Remedy}");
}
