using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Benchmarks.Comparison;

/// <summary>A fixed piece of vector arithmetic, sixteen fused multiply-adds a float: what the guard measures kernels against. It must not be changed.</summary>
internal static class Reference
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(ReadOnlySpan<float> x, Span<float> y)
    {
        ref float source = ref MemoryMarshal.GetReference(x);
        ref float target = ref MemoryMarshal.GetReference(y);
        for (nuint i = 0; i + 8 <= (nuint)x.Length; i += 8)
        {
            Vector256<float> v = Vector256.LoadUnsafe(ref source, i);
            Vector256<float> sum = v;
            for (int k = 0; k < 16; k++)
            {
                sum = Vector256.FusedMultiplyAdd(sum, v, Vector256.Create(0.5f));
            }

            sum.StoreUnsafe(ref target, i);
        }
    }
}
