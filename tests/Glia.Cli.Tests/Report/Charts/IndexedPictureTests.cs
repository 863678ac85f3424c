using System.Buffers.Binary;
using System.IO.Compression;
using Glia.Cli.Report.Charts;

namespace Glia.Cli.Tests.Report.Charts;

public sealed class IndexedPictureTests
{
    [Fact]
    public void Pixels_come_back_from_the_file()
    {
        byte[] pixels = [0, 1, 2, 2, 1, 0];
        byte[] file = IndexedPicture.Encode(pixels, 3, [0xFF0000, 0x00FF00, 0x0000FF]);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], file[..4]);
        Assert.Equal((3, 2), (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20))));
        int data = file.AsSpan().IndexOf("IDAT"u8);
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(data - 4));
        using var zlib = new ZLibStream(new MemoryStream(file, data + 4, length), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        Assert.Equal([0, 0, 1, 2, 0, 2, 1, 0], raw.ToArray());
    }

    [Fact]
    public void The_check_sum_of_the_empty_last_chunk_is_the_published_one()
    {
        byte[] file = IndexedPicture.Encode([0], 1, [0]);
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], file[^4..]);
    }
}
