using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>Results of rows too many for any cache: computed in memory that is near, and written past all caches, whole lines at a time.</summary>
internal static class StreamedRows
{
    /// <summary>Floats of a line of the cache.</summary>
    public const int Line = 16;

    /// <summary>Whether there are so many results, and none overwrites an input.</summary>
    /// <param name="z">Inputs.</param>
    /// <param name="y">Results.</param>
    /// <returns>Whether to write past the caches.</returns>
    public static bool Pay(ReadOnlySpan<float> z, Span<float> y) => Avx512F.IsSupported && y.Length >= SweepLoops.FarTooMany && !y.Overlaps(z);

    /// <summary>Memory for some results that lies in lines as they will.</summary>
    /// <param name="memory">As many floats as results, and <see cref="Line"/> more, at the start of a line.</param>
    /// <param name="y">Where the results will be.</param>
    /// <returns>The memory.</returns>
    public static unsafe Span<float> Beside(Span<float> memory, Span<float> y) =>
        memory.Slice((int)((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(y)) / sizeof(float) % Line), y.Length);

    /// <summary>Writes results.</summary>
    /// <param name="near">The results.</param>
    /// <param name="y">Gets them.</param>
    public static unsafe void Write(ReadOnlySpan<float> near, Span<float> y)
    {
        fixed (float* source = near, target = y)
        {
            int i = Math.Min(y.Length, (int)((nuint)(-(nint)target) / sizeof(float) % Line));
            near[..i].CopyTo(y);
            for (; i <= y.Length - Line; i += Line)
            {
                Vector512.StoreAlignedNonTemporal(Vector512.Load(source + i), target + i);
            }

            near[i..].CopyTo(y[i..]);
        }
    }

    /// <summary>From here on, all that was written is seen in its order.</summary>
    public static void End() => Sse.StoreFence();
}
