using System.Buffers.Binary;
using System.IO.Compression;

namespace Glia.Tabular;

/// <summary>Unpacks gzip data, known by its first two bytes.</summary>
internal static class Gzip
{
    /// <summary>A stream of the unpacked bytes that leaves the file open.</summary>
    public static Stream Unpacked(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        int count = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return count == 2 && magic[0] == 0x1F && magic[1] == 0x8B
            ? new KeptOpen(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), length => Check(file, length))
            : new KeptOpen(file);
    }

    // GZipStream takes the end of the file for the end of the data. The format's last four bytes are the unpacked length modulo 2³² (RFC 1952,
    // ISIZE), of the last member where several were put one after the other.
    private static void Check(Stream file, long length)
    {
        Span<byte> last = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - 4);
        bool whole = file.ReadAtLeast(last, 4, throwOnEndOfStream: false) == 4 && BinaryPrimitives.ReadUInt32LittleEndian(last) == (uint)length;
        if (!whole && !HasSeveralMembers(file))
        {
            throw new InvalidDataException("the data ends early");
        }
    }

    private static bool HasSeveralMembers(Stream file)
    {
        byte[] block = new byte[1 << 16];
        file.Position = 2;
        int kept = 0, count;
        while ((count = file.Read(block, kept, block.Length - kept)) > 0)
        {
            Span<byte> seen = block.AsSpan(0, kept + count);
            if (seen.IndexOf((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]) >= 0)
            {
                return true;
            }

            kept = Math.Min(2, seen.Length);
            seen[^kept..].CopyTo(block);
        }

        return false;
    }
}
