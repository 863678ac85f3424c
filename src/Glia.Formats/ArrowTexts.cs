using System.Buffers.Binary;
using System.Text;
using Apache.Arrow;

namespace Glia.Tabular;

/// <summary>
/// Reads the texts of an Arrow array from its buffers, by the description of the format, with every offset checked: the arrays' own methods trust them, and a damaged file then ends the process.
/// </summary>
internal static class ArrowTexts
{
    private const int ViewBytes = 16;
    private const int LongestInline = 12;

    /// <summary>Offsets of 32 bits, then the bytes of all texts.</summary>
    public static string Of(StringArray array, int row)
    {
        ReadOnlySpan<byte> offsets = Buffer(array, 1).Slice((array.Data.Offset + row) * sizeof(int), 2 * sizeof(int));
        return Text(Buffer(array, 2), BinaryPrimitives.ReadInt32LittleEndian(offsets), BinaryPrimitives.ReadInt32LittleEndian(offsets[sizeof(int)..]));
    }

    /// <summary>Offsets of 64 bits, then the bytes of all texts.</summary>
    public static string Of(LargeStringArray array, int row)
    {
        ReadOnlySpan<byte> offsets = Buffer(array, 1).Slice((array.Data.Offset + row) * sizeof(long), 2 * sizeof(long));
        return Text(Buffer(array, 2), BinaryPrimitives.ReadInt64LittleEndian(offsets), BinaryPrimitives.ReadInt64LittleEndian(offsets[sizeof(long)..]));
    }

    /// <summary>Views: a length, and the text itself if it has at most 12 bytes, else the buffer and the offset in it.</summary>
    public static string Of(StringViewArray array, int row)
    {
        ReadOnlySpan<byte> view = Buffer(array, 1).Slice((array.Data.Offset + row) * ViewBytes, ViewBytes);
        int length = BinaryPrimitives.ReadInt32LittleEndian(view);
        if (length <= LongestInline)
        {
            return Text(view[sizeof(int)..], 0, length);
        }

        int start = BinaryPrimitives.ReadInt32LittleEndian(view[12..]);
        return Text(Buffer(array, 2 + BinaryPrimitives.ReadInt32LittleEndian(view[8..])), start, (long)start + length);
    }

    private static ReadOnlySpan<byte> Buffer(Apache.Arrow.Array array, int index) => index >= 1 && index < array.Data.Buffers.Length
        ? array.Data.Buffers[index].Span
        : throw new InvalidDataException("a text points to a buffer that is not there");

    private static string Text(ReadOnlySpan<byte> bytes, long start, long end) => start >= 0 && start <= end && end <= bytes.Length
        ? Encoding.UTF8.GetString(bytes[(int)start..(int)end])
        : throw new InvalidDataException("a text points outside its buffer");
}
