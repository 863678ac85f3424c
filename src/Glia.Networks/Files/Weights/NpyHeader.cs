using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Glia.Networks.Files.Weights;

/// <summary>
/// The head of a NumPy array: magic, version, length, and a Python dictionary of exactly <c>descr</c>, <c>fortran_order</c> and <c>shape</c>.
/// Format: numpy.lib.format, versions 1.0 to 3.0.
/// </summary>
/// <param name="Type">The type as NumPy writes it, such as <c>&lt;f4</c>.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes.</param>
internal sealed record NpyHeader(string Type, bool IsFortran, IReadOnlyList<long> Shape)
{
    /// <summary>NumPy itself reads no longer one, unless told to.</summary>
    private const int MostBytes = 10_000;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Gets the bytes of an element; 0 where the type is not known.</summary>
    public int Size => Type.Length == 3 && Type[2] is >= '1' and <= '8' ? Type[2] - '0' : 0;

    /// <summary>Gets how numbers are stored.</summary>
    public ElementType Kind => Type[1..] switch
    {
        "f4" => ElementType.Float32,
        "f8" => ElementType.Float64,
        "f2" => ElementType.Float16,
        _ => ElementType.Other,
    };

    /// <summary>Gets a value indicating whether the highest byte comes first.</summary>
    public bool IsBigEndian => Type[0] == '>';

    /// <summary>Reads the head; the stream stands behind it then.</summary>
    /// <exception cref="GliaException">It is none.</exception>
    public static NpyHeader Read(Stream stream, string source)
    {
        Span<byte> start = stackalloc byte[12];
        try
        {
            stream.ReadExactly(start[..8]);
            bool isShort = start[6] == 1;
            if (!start[..6].SequenceEqual(Magic) || start[6] is < 1 or > 3)
            {
                throw Wrong(source, "it does not begin as one");
            }

            stream.ReadExactly(start.Slice(8, isShort ? 2 : 4));
            uint length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
            if (length > MostBytes)
            {
                throw Wrong(source, Invariant($"its head of {length} bytes is longer than {MostBytes}"));
            }

            byte[] text = new byte[length];
            stream.ReadExactly(text);
            return Parse(Encoding.UTF8.GetString(text), source);
        }
        catch (EndOfStreamException error)
        {
            throw new GliaException($"{source} is no whole NumPy array: it ends within its head. Save it again.", error);
        }
    }

    /// <summary>Writes a head for floats of 32 bits in row-major order, filled up so that what follows begins at a multiple of 64.</summary>
    public static byte[] Bytes(string type, ReadOnlySpan<long> shape)
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

    private static NpyHeader Parse(string text, string source)
    {
        string? type = null;
        bool? fortran = null;
        long[]? shape = null;
        string rest = text.Trim();
        if (!Take("{"))
        {
            throw Wrong(source, "its head is no dictionary");
        }

        while (!Take("}"))
        {
            string key = Quoted();
            if (!Take(":"))
            {
                throw Wrong(source, "its head cannot be understood");
            }

            switch (key)
            {
                case "descr" when type is null:
                    type = Quoted();
                    break;
                case "fortran_order" when fortran is null:
                    fortran = Take("True") || (Take("False") ? false : throw Wrong(source, "its order is neither True nor False"));
                    break;
                case "shape" when shape is null:
                    shape = Sizes();
                    break;
                default:
                    throw Wrong(source, $"its head holds '{TensorEntry.Short(key)}'");
            }

            _ = Take(",");
        }

        if (type is null || fortran is null || shape is null || rest.Length > 0)
        {
            throw Wrong(source, "its head is not whole");
        }

        return type.Length == 3 && type[0] is '<' or '>' or '|' or '='
            ? new NpyHeader(type, fortran.Value, shape)
            : throw new GliaException($"{source} holds elements of the type '{TensorEntry.Short(type)}', which are no plain numbers.");

        bool Take(string wanted)
        {
            bool found = rest.StartsWith(wanted, StringComparison.Ordinal);
            rest = found ? rest[wanted.Length..].TrimStart() : rest;
            return found;
        }

        string Quoted()
        {
            int end = rest.Length > 0 && rest[0] is '\'' or '"' ? rest.IndexOf(rest[0], 1) : -1;
            if (end < 0)
            {
                throw Wrong(source, "its head cannot be understood");
            }

            string inner = rest[1..end];
            rest = rest[(end + 1)..].TrimStart();
            return inner;
        }

        long[] Sizes()
        {
            int end = rest.IndexOf(')', StringComparison.Ordinal);
            if (!rest.StartsWith('(') || end < 0)
            {
                throw Wrong(source, "its shape cannot be understood");
            }

            string[] parts = rest[1..end].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            rest = rest[(end + 1)..].TrimStart();
            return [.. parts.Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : throw Wrong(source, "its shape cannot be understood"))];
        }
    }

    private static GliaException Wrong(string source, string what) => new($"{source} is no NumPy array, or it is damaged: {what}. Save it again.");
}
