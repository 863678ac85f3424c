using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Glia.Kernels.Rows;

/// <summary>Asks for the lines of the rows that come next, and of the results of the present ones, line by line while terms are computed: those wait for nothing but themselves.</summary>
/// <remarks>All at once, as <see cref="Ahead"/> does, is too much where rows stay together for long: the processor keeps no more than some tens of lines on their way.</remarks>
internal readonly unsafe struct RowsAhead
{
    private readonly float* _next;
    private readonly float* _results;

    /// <summary>Initializes a new instance of the <see cref="RowsAhead"/> struct.</summary>
    /// <param name="next">What will be read, or the place behind all; only its address counts.</param>
    /// <param name="results">What will be written.</param>
    public RowsAhead(ReadOnlySpan<float> next, Span<float> results)
    {
        // Addresses are only hints: that something may move meanwhile, or ends before, is of no account.
        _next = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(next));
        _results = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(results));
    }

    /// <summary>Asks for a line of each.</summary>
    /// <param name="at">A float of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(nint at)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(_next + at);
            Sse.Prefetch0(_results + at);
        }
    }
}
