using System.Buffers.Binary;
using System.IO.Compression;

namespace Glia.Networks.Files.Weights;

/// <summary>
/// A member of a zip archive whose checksum is compared at its end. .NET unpacks a member without looking at the checksum, so that a bit that was flipped on
/// the way would be taken for a number; NumPy refuses such an archive, and so does this.
/// </summary>
internal sealed class CheckedMember : Stream
{
    /// <summary>Eight bytes a step: row r has what a byte makes of the checksum r bytes further on.</summary>
    private static readonly uint[] Steps = MakeSteps();

    private readonly Stream _inner;
    private readonly uint _expected;
    private uint _state = uint.MaxValue;

    public CheckedMember(ZipArchiveEntry member)
    {
        ArgumentNullException.ThrowIfNull(member);
        (_inner, _expected) = (member.Open(), member.Crc32);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Says that all was read. One byte is looked at further on, no more: what expands without end is not unpacked.</summary>
    /// <exception cref="InvalidDataException">There is more, or the checksum is another.</exception>
    public void Finish()
    {
        if (ReadByte() >= 0)
        {
            throw new InvalidDataException("A member of the archive goes on behind its numbers.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = _inner.Read(buffer);
        _state = Advance(_state, buffer[..count]);
        return count > 0 || buffer.IsEmpty || ~_state == _expected
            ? count
            : throw new InvalidDataException("The checksum of a member does not agree with its content.");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static uint Advance(uint state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> steps = Steps;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong eight = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ state;
            state = 0;
            for (int at = 0; at < sizeof(ulong); at++)
            {
                state ^= steps[((7 - at) << 8) | (byte)(eight >> (8 * at))];
            }
        }

        foreach (byte each in bytes)
        {
            state = (state >> 8) ^ steps[(byte)(state ^ each)];
        }

        return state;
    }

    private static uint[] MakeSteps()
    {
        const uint Polynomial = 0xEDB88320;
        uint[] steps = new uint[sizeof(ulong) << 8];
        for (int at = 0; at < steps.Length; at++)
        {
            if (at >= 256)
            {
                steps[at] = (steps[at - 256] >> 8) ^ steps[(byte)steps[at - 256]];
                continue;
            }

            uint state = (uint)at;
            for (int bit = 0; bit < 8; bit++)
            {
                state = (state >> 1) ^ ((state & 1) * Polynomial);
            }

            steps[at] = state;
        }

        return steps;
    }
}
