using System.Buffers;
using Apache.Arrow.Memory;

namespace Glia.Tabular;

/// <summary>
/// Memory for Arrow's buffers: managed arrays, so that an offset of a damaged file ends in an exception; the usual allocator hands out raw memory, and the process would end. No buffer is larger than
/// the file, or than what a compressed one may unpack to.
/// </summary>
internal sealed class ArrowMemory(string path, long fileBytes) : MemoryAllocator
{
    // LZ4 packs at most 255 to 1, Zstandard some thousand to 1 where all bytes are equal.
    private const long MostUnpacked = 1L << 12;

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        if (length < 0 || length > fileBytes * MostUnpacked)
        {
            throw new InvalidDataException($"{path}: a buffer of {length} bytes in a file of {fileBytes}");
        }

        bytesAllocated = length;
        return new Owner(new byte[length]);
    }

    private sealed class Owner(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
