using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>
/// The .glia file of a model, little-endian: magic (8 bytes), version (uint32), length of the header (uint32), header (JSON: schema, preprocessing,
/// scale, record of the fit), length of the network (uint64), network (its own format), the same for each further network of an ensemble, SHA-256 of everything before.
/// </summary>
/// <remarks>Nothing is believed before the checksum agrees, and nothing is allocated before lengths agree with the file's. There is no code in it.</remarks>
internal static class ModelFile
{
    // Version 2 has a scale that readers of version 1 would read wrongly, such as a temperature; version 3 has several targets, embeddings or several networks. What older readers can read is written for them.
    private const uint FirstVersion = 1;
    private const uint ScaledVersion = 2;
    private const uint Version = 3;
    private const int Start = 16;
    private const string Remedy = "Save the model again, or take a copy that is whole.";

    // Line ends of both kinds, so that a transfer that rewrites text is noticed at once.
    private static ReadOnlySpan<byte> Magic => [(byte)'G', (byte)'L', (byte)'I', (byte)'M', 13, 10, 26, 10];

    public static void Save(TabularModel model, string path)
    {
        byte[] content = ToBytes(model);
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    public static byte[] ToBytes(TabularModel model)
    {
        var header = new ModelHeader(model.Schema, model.Preprocessor, model.Scale, model.Run);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, TabularJson.Default.ModelHeader);
        byte[][] networks = [.. model.Members.Select(member => member.ToBytes())];
        byte[] content = new byte[Start + json.Length + networks.Sum(network => sizeof(ulong) + network.Length) + SHA256.HashSizeInBytes];
        Magic.CopyTo(content);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(8), VersionOf(model));
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(12), (uint)json.Length);
        json.CopyTo(content, Start);
        int at = Start + json.Length;
        foreach (byte[] network in networks)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(at), (ulong)network.Length);
            network.CopyTo(content, at + sizeof(ulong));
            at += sizeof(ulong) + network.Length;
        }

        int end = content.Length - SHA256.HashSizeInBytes;
        SHA256.HashData(content.AsSpan(0, end), content.AsSpan(end));
        return content;
    }

    private static uint VersionOf(TabularModel model) =>
        model.Schema.SeveralTargets is not null || model.Preprocessor.Embeddings.Count > 0 || model.Members.Count > 1 ? Version : model.Scale.IsPlain ? FirstVersion : ScaledVersion;

    public static TabularModel Load(string path) => FromBytes(ReadAll(path), path);

    /// <summary>The model in the bytes of a file; errors name it by its path.</summary>
    public static TabularModel FromBytes(byte[] content, string path)
    {
        ReadOnlySpan<byte> bytes = content;
        int known = Math.Min(bytes.Length, Magic.Length);
        if (bytes.Length == 0 || !bytes[..known].SequenceEqual(Magic[..known]))
        {
            throw bytes.StartsWith("GLIA"u8)
                ? new GliaException($"{path} is a training checkpoint or a bare network of Glia's, not a model. Resume the training with it, or give the .glia file of the model.")
                : new GliaException($"{path} is not a model of Glia's: it does not begin as one. Give a .glia file that 'glia train' or SaveCheckpoint wrote, or an ONNX model whose name ends in .onnx (in a program: OnnxImport).");
        }

        if (bytes.Length < Start + sizeof(ulong) + SHA256.HashSizeInBytes)
        {
            throw Cut(path);
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        int end = bytes.Length - SHA256.HashSizeInBytes;
        if (!SHA256.HashData(bytes[..end]).AsSpan().SequenceEqual(bytes[end..]) && version is >= FirstVersion and <= Version)
        {
            throw Cut(path);
        }

        if (version is < FirstVersion or > Version)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"{path} has format version {version}; this Glia reads versions {FirstVersion} to {Version}. Use the Glia that wrote it, or a newer one. {Remedy}"));
        }

        return Parse(content, end, path);
    }

    private static TabularModel Parse(byte[] content, int end, string path)
    {
        long headerLength = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(12));
        if (headerLength > end - Start - sizeof(ulong))
        {
            throw Cut(path);
        }

        ModelHeader header = Header(content.AsSpan(Start, (int)headerLength), path);
        Network[] networks = [.. Networks(content, Start + (int)headerLength, end, path)];
        try
        {
            return TabularModel.CreateEnsemble(header.Schema, header.Preprocessor, networks, header.Scale, header.Run);
        }
        catch (GliaException e)
        {
            throw new GliaException($"{path} contradicts itself. {e.Message} {Remedy}", e);
        }
    }

    private static IEnumerable<Network> Networks(byte[] content, int at, int end, string path)
    {
        do
        {
            ulong length = end - at < sizeof(ulong) ? ulong.MaxValue : BinaryPrimitives.ReadUInt64LittleEndian(content.AsSpan(at));
            at += sizeof(ulong);
            if (length > (ulong)Math.Max(0, end - at))
            {
                throw Cut(path);
            }

            yield return Network.FromBytes(content.AsMemory(at, (int)length), path);
            at += (int)length;
        }
        while (at < end);
    }

    private static ModelHeader Header(ReadOnlySpan<byte> json, string path)
    {
        try
        {
            ModelHeader header = JsonSerializer.Deserialize(json, TabularJson.Default.ModelHeader) ?? throw new JsonException("it is null");
            if (header.Schema is null || header.Preprocessor is null || header.Scale is null)
            {
                throw new JsonException("schema, preprocessor or scale is not there.");
            }

            header.Preprocessor.Check();
            return header;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            throw new GliaException($"{path} has a header that cannot be understood: {e.Message} {Remedy}", e);
        }
    }

    private static byte[] ReadAll(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GliaException($"{path}: there is no such file. Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GliaException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static GliaException Cut(string path) => new($"{path} is damaged or cut off: its checksum does not agree with its content. {Remedy}");
}

/// <summary>The header of a .glia file.</summary>
internal sealed record ModelHeader(Schema Schema, Preprocessor Preprocessor, OutputScale Scale, RunRecord? Run);
