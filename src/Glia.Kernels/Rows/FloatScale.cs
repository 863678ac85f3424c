using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>How the elements of a row become terms in float lanes: e^(x + shift)/2ᵏ.</summary>
/// <typeparam name="TLane">A float lane.</typeparam>
/// <param name="maximum">The largest element.</param>
/// <param name="shift">What is added to elements.</param>
/// <param name="exponent">k.</param>
/// <param name="least">What smaller x + shift are raised to: their terms are 0.</param>
internal readonly struct FloatScale<TLane>(float maximum, float shift, float exponent, float least)
    where TLane : struct, ILane<TLane>
{
    private readonly TLane _maximum = TLane.Of(maximum);
    private readonly TLane _shift = TLane.Of(shift);
    private readonly TLane _exponent = TLane.Of(exponent);
    private readonly TLane _least = TLane.Of(least);

    /// <summary>The term of x, or 0 where x is the largest element, which is counted instead.</summary>
    /// <param name="x">The element.</param>
    /// <param name="largest">Counts the largest elements.</param>
    /// <returns>The term.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Other(TLane x, ref TLane largest)
    {
        TLane zero = TLane.Of(0.0);
        TLane isLargest = TLane.Equal(x, _maximum);
        largest += TLane.Select(isLargest, TLane.Of(1.0), zero);
        return TLane.Select(isLargest, zero, FloatTerms.Term(x + _shift, _least, _exponent));
    }
}
