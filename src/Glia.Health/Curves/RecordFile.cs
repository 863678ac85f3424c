using System.Buffers.Binary;
using System.Numerics;

namespace Glia.Health.Curves;

/// <summary>
/// Frames of TFRecord: length as 8 little-endian bytes, masked CRC-32C of these, the record, masked CRC-32C of the record. The mask, a rotation by 15 bits and an
/// addition, keeps a CRC over data that holds CRCs from being weak.
/// </summary>
internal static class RecordFile
{
    private const uint MaskDelta = 0xa282ead8;

    public static void Write(Stream stream, ReadOnlySpan<byte> record)
    {
        Span<byte> header = stackalloc byte[12], footer = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(header, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Masked(header[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Masked(record));
        stream.Write(header);
        stream.Write(record);
        stream.Write(footer);
    }

    public static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(BitOperations.RotateRight(Crc32C(bytes), 15) + MaskDelta);

    /// <summary>Castagnoli's polynomial, reflected, all ones before and after (RFC 3720).</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte last in bytes)
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        return ~crc;
    }
}
