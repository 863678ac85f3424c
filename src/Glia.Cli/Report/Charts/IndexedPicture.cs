using System.Buffers.Binary;
using System.IO.Compression;

namespace Glia.Cli.Report.Charts;

/// <summary>
/// A picture of palette entries as PNG (ISO/IEC 15948): one byte a pixel, deflated. A heat map of ten thousand cells is a few
/// kilobytes this way, a hundred times less than as many rectangles.
/// </summary>
internal static class IndexedPicture
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes pixels as a data address for an image.</summary>
    /// <param name="pixels">Palette entries, rows of <paramref name="width"/>.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="palette">Colours as 0xRRGGBB, at most 256.</param>
    public static string DataAddress(ReadOnlySpan<byte> pixels, int width, IReadOnlyList<int> palette) =>
        "data:image/png;base64," + Convert.ToBase64String(Encode(pixels, width, palette));

    /// <summary>Encodes pixels as the bytes of a PNG file.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, IReadOnlyList<int> palette)
    {
        int height = pixels.Length / width;
        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8; // bits a pixel
        header[9] = 3; // colour by palette
        header[10..].Clear();
        WriteChunk(file, "IHDR"u8, header);

        byte[] colours = new byte[palette.Count * 3];
        for (int i = 0; i < palette.Count; i++)
        {
            colours[3 * i] = (byte)(palette[i] >> 16);
            colours[(3 * i) + 1] = (byte)(palette[i] >> 8);
            colours[(3 * i) + 2] = (byte)palette[i];
        }

        WriteChunk(file, "PLTE"u8, colours);
        WriteChunk(file, "IDAT"u8, Deflate(pixels, width));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Deflate(ReadOnlySpan<byte> pixels, int width)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int start = 0; start < pixels.Length; start += width)
            {
                zlib.WriteByte(0); // no filter: neighbours in a palette are not neighbours in value
                zlib.Write(pixels.Slice(start, width));
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(0xFFFFFFFF, kind), data));
        file.Write(number);
    }

    /// <summary>Cyclic redundancy check of PNG, polynomial 0xEDB88320, bit by bit: pictures are small.</summary>
    private static uint Crc(uint state, ReadOnlySpan<byte> data)
    {
        foreach (byte value in data)
        {
            state ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ ((state & 1) == 0 ? 0 : 0xEDB88320u);
            }
        }

        return state;
    }
}
