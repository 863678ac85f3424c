using System.Buffers.Binary;
using System.Text;

namespace Glia.Networks.Files;

/// <summary>
/// The head of a NumPy array, of weights and of tables alike: magic, version, length, and a Python dictionary of <c>descr</c>, <c>fortran_order</c> and <c>shape</c>.
/// Format: numpy.lib.format, versions 1.0 to 3.0 (NEP 1).
/// </summary>
/// <param name="Description">The type of elements: a text such as <c>&lt;f4</c>, or a list of fields.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes, not negative.</param>
/// <param name="Bytes">How long the head is.</param>
internal sealed record NumpyHead(object Description, bool IsFortran, long[] Shape, long Bytes)
{
    // NumPy itself evaluates no longer one than 10000 bytes unless told to; structured arrays of thousands of fields have such.
    private const int MostBytes = 1 << 20;
    private const int MostDimensions = 32;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the head; the stream stands behind it then.</summary>
    /// <exception cref="GliaException">It is none.</exception>
    public static NumpyHead Read(Stream stream, string source)
    {
        Span<byte> start = stackalloc byte[12];
        try
        {
            stream.ReadExactly(start[..8]);
            if (!start.StartsWith(Magic))
            {
                throw new GliaException($"{source}: this is no array of NumPy (its first bytes are others).");
            }

            int lengthBytes = start[6] == 1 ? 2 : start[6] is 2 or 3 ? 4 : throw new GliaException(Invariant($"{source}: version {start[6]} of the format is not known; versions 1 to 3 are."));
            stream.ReadExactly(start.Slice(8, lengthBytes));
            uint length = lengthBytes == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
            if (length > MostBytes)
            {
                throw new GliaException(Invariant($"{source}: its header claims {length} bytes; the file is damaged."));
            }

            byte[] text = new byte[length];
            stream.ReadExactly(text);
            return Parse(source, Encoding.UTF8.GetString(text), 8 + lengthBytes + length);
        }
        catch (EndOfStreamException error)
        {
            throw new GliaException($"{source} is no whole NumPy array: it ends within its header. Save it again.", error);
        }
    }

    /// <summary>Writes a head for numbers in row-major order, filled up so that what follows begins at a multiple of 64.</summary>
    public static byte[] Write(string type, ReadOnlySpan<long> shape)
    {
        string sizes = shape.Length == 1 ? Invariant($"{shape[0]},") : string.Join(", ", shape.ToArray().Select(size => Invariant($"{size}")));
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int padded = (10 + text.Length + 1 + 63) / 64 * 64;
        byte[] bytes = new byte[padded];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(padded - 10));
        Encoding.ASCII.GetBytes(text.PadRight(padded - 11) + "\n", bytes.AsSpan(10));
        return bytes;
    }

    private static NumpyHead Parse(string source, string text, long bytes)
    {
        Dictionary<string, object> entries = NumpyLiteral.Parse(source, text);
        return entries.TryGetValue("descr", out object? descr) && descr is string or List<object>
            && entries.TryGetValue("fortran_order", out object? order) && order is bool isFortran
            && entries.TryGetValue("shape", out object? shape) && shape is List<object> sizes && sizes.TrueForAll(size => size is long and >= 0) && sizes.Count <= MostDimensions
            ? new NumpyHead(descr!, isFortran, [.. sizes.Cast<long>()], bytes)
            : throw NumpyLiteral.Wrong(source);
    }
}
