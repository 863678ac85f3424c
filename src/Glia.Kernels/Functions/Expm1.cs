using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>eˣ − 1 in double lanes, with small relative error also where eˣ is close to 1.</summary>
/// <remarks>
/// With the reduction of <see cref="Exp"/> and p = eʳ − 1 from its own series: eˣ − 1 = 2ⁿ·p + (2ⁿ − 1). For |x| ≤ (ln 2)/2,
/// n is 0 and the result is p = r + r²·(…), so the smallest subnormal comes back as itself. Error within 2 units in the
/// last place of a double.
/// </remarks>
public static class Expm1
{
    /// <summary>eˣ − 1, with x limited to [−708, 709]; −0 and NaN stay.</summary>
    /// <typeparam name="TLane">A lane that computes in double.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ − 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        Exp.Reduce(x, out TLane n, out TLane r);
        TLane p = TLane.FusedMultiplyAdd(r * r, Exp.Tail(r), r);
        TLane scale = TLane.PowerOfTwo(n);
        TLane y = TLane.FusedMultiplyAdd(scale, p, scale - TLane.Of(1.0));

        // The reduction adds +0 to −0, which would lose the sign.
        return TLane.Select(TLane.Equal(x, TLane.Of(0.0)), x, y);
    }
}
