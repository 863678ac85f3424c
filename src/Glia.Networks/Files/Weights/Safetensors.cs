using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Glia.Networks.Files.Weights;

/// <summary>
/// The safetensors format: length of the header (uint64, little-endian), header (JSON: name → dtype, shape, data_offsets), then the numbers, little-endian,
/// without gaps. Format: https://huggingface.co/docs/safetensors, section "Format".
/// </summary>
internal sealed class Safetensors : TensorFile
{
    /// <summary>The limit that the format's own reader has.</summary>
    private const long MostHeaderBytes = 100_000_000;

    private const string Remedy = "Save the weights again, or take a copy that is whole.";

    private readonly ReadOnlyMemory<byte> _data;
    private readonly Dictionary<string, (long Begin, long End)> _places;

    private Safetensors(string source, ReadOnlyMemory<byte> data, IReadOnlyList<TensorEntry> entries, Dictionary<string, (long Begin, long End)> places)
        : base(source) => (_data, Entries, _places) = (data, entries, places);

    /// <inheritdoc/>
    public override IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Reads the list of tensors; every size is compared with the file's before anything is made of it.</summary>
    public static Safetensors Read(ReadOnlyMemory<byte> file, string source)
    {
        ulong length = file.Length < 8 ? ulong.MaxValue : BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        if (length > (ulong)Math.Max(0, file.Length - 8) || length > MostHeaderBytes)
        {
            throw new GliaException($"{source} is no safetensors file, or it was cut: its header does not fit into its {file.Length} bytes. {Remedy}");
        }

        ReadOnlyMemory<byte> data = file[(8 + (int)length)..];
        var entries = new List<TensorEntry>();
        var places = new Dictionary<string, (long Begin, long End)>(StringComparer.Ordinal);
        try
        {
            using JsonDocument header = JsonDocument.Parse(file.Slice(8, (int)length), new JsonDocumentOptions { MaxDepth = 8 });
            foreach (JsonProperty tensor in header.RootElement.EnumerateObject())
            {
                if (tensor.Name == "__metadata__")
                {
                    continue;
                }

                (TensorEntry entry, long begin, long end) = Entry(tensor, source);
                if (!places.TryAdd(entry.Name, (begin, end)))
                {
                    throw new GliaException($"{source}: There are two tensors named '{TensorEntry.Short(entry.Name)}'. {Remedy}");
                }

                entries.Add(entry);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new GliaException($"{source} is no safetensors file, or it is damaged: its header cannot be understood ({error.Message.TrimEnd('.')}). {Remedy}", error);
        }

        CheckCover(places.Values, data.Length, source);
        return new Safetensors(source, data, entries, places);
    }

    /// <summary>Writes tensors of float32 and a counter of whole numbers where the value is null.</summary>
    public static void Write(Stream stream, IReadOnlyList<(string Name, long[] Shape, float[]? Values)> tensors)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            long at = 0;
            foreach ((string name, long[] shape, float[]? values) in tensors)
            {
                long end = at + (values is null ? sizeof(long) : sizeof(float) * (long)values.Length);
                json.WriteStartObject(name);
                json.WriteString("dtype", values is null ? "I64" : "F32");
                Numbers(json, "shape", shape);
                Numbers(json, "data_offsets", [at, end]);
                json.WriteEndObject();
                at = end;
            }

            json.WriteEndObject();
        }

        // Spaces behind the object, so that the numbers begin at a multiple of eight.
        header.Write(Encoding.ASCII.GetBytes(new string(' ', (int)((8 - (header.Length % 8)) % 8))));
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, (ulong)header.Length);
        stream.Write(eight);
        stream.Write(header.ToArray());
        eight.Clear();
        foreach ((_, _, float[]? values) in tensors)
        {
            if (values is null)
            {
                stream.Write(eight);
            }
            else
            {
                LittleEndian.Write(values, stream.Write);
            }
        }
    }

    /// <inheritdoc/>
    public override void Read(TensorEntry entry, Span<float> values)
    {
        (long begin, long end) = _places[entry.Name];
        Convert(_data.Span[(int)begin..(int)end], entry.Type, values);
    }

    private static void Numbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static (TensorEntry Entry, long Begin, long End) Entry(JsonProperty tensor, string source)
    {
        string type = tensor.Value.GetProperty("dtype").GetString() ?? "";
        long[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] offsets = [.. tensor.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        (ElementType kind, int size) = type switch
        {
            "F32" => (ElementType.Float32, 4),
            "F64" => (ElementType.Float64, 8),
            "F16" => (ElementType.Float16, 2),
            "BF16" => (ElementType.BFloat16, 2),
            "I64" or "U64" => (ElementType.Other, 8),
            "I32" or "U32" => (ElementType.Other, 4),
            "I16" or "U16" => (ElementType.Other, 2),
            "I8" or "U8" or "BOOL" => (ElementType.Other, 1),
            _ => throw new GliaException($"{source}: The tensor '{TensorEntry.Short(tensor.Name)}' holds elements of the type '{TensorEntry.Short(type)}', which is not known."),
        };
        long? count = TensorEntry.CountOf(shape);
        if (count is null || offsets.Length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != count * size)
        {
            throw new GliaException($"{source}: The tensor '{TensorEntry.Short(tensor.Name)}' of the shape {TensorEntry.Text(shape)} does not have the bytes that its shape needs. {Remedy}");
        }

        return (new TensorEntry(tensor.Name, kind, type, shape), offsets[0], offsets[1]);
    }

    private static void CheckCover(IEnumerable<(long Begin, long End)> places, long length, string source)
    {
        long at = 0;
        foreach ((long begin, long end) in places.Order())
        {
            if (begin != at)
            {
                throw new GliaException($"{source}: Its tensors overlap or leave gaps at byte {Math.Min(begin, at)} of the numbers. {Remedy}");
            }

            at = end;
        }

        if (at != length)
        {
            throw new GliaException($"{source}: Its tensors need {at} bytes of numbers, and it holds {length}. The file was cut, or something was added. {Remedy}");
        }
    }
}
