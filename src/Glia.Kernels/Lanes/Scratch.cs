using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Glia.Kernels.Lanes;

/// <summary>Memory for intermediate results, one piece a thread, kept for the next call: nothing is allocated in the long run.</summary>
/// <remarks>It starts at a multiple of 64 bytes, the widest vector. Whoever takes it may not call others that take it, too.</remarks>
internal static class Scratch
{
    private const int Alignment = 64;
    private const int Least = 64 * 1024;

    [ThreadStatic]
    private static byte[]? Memory;

    /// <summary>Takes a piece with undefined contents.</summary>
    /// <param name="bytes">Its size.</param>
    /// <returns>The piece.</returns>
    public static unsafe Span<byte> Take(int bytes)
    {
        byte[]? kept = Memory;
        if (kept is null || kept.Length < bytes + Alignment)
        {
            // Pinned, so that it stays aligned.
            kept = GC.AllocateUninitializedArray<byte>(Math.Max(Least, bytes) + Alignment, pinned: true);
            Memory = kept;
        }

        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(kept));
        return kept.AsSpan((int)((Alignment - (address % Alignment)) % Alignment), bytes);
    }
}
