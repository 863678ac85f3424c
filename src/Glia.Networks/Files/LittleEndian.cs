using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Glia.Networks.Files;

/// <summary>Floats as bytes, lowest byte first, on any machine.</summary>
internal static class LittleEndian
{
    /// <summary>Takes bytes.</summary>
    public delegate void Sink(ReadOnlySpan<byte> bytes);

    public static void Write(ReadOnlySpan<float> values, Sink sink)
    {
        if (BitConverter.IsLittleEndian)
        {
            // Pieces, because a span of bytes ends at 2 GB.
            const int Piece = 1 << 20;
            for (int start = 0; start < values.Length; start += Piece)
            {
                sink(MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Piece, values.Length - start))));
            }

            return;
        }

        Span<byte> four = stackalloc byte[4];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(four, value);
            sink(four);
        }
    }

    /// <summary>Fills values from the bytes and gives the bytes that are left.</summary>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> bytes, Span<float> values)
    {
        ReadOnlySpan<byte> from = bytes.Span[..(values.Length * sizeof(float))];
        if (BitConverter.IsLittleEndian)
        {
            from.CopyTo(MemoryMarshal.AsBytes(values));
        }
        else
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(from[(i * sizeof(float))..]);
            }
        }

        return bytes[from.Length..];
    }
}
