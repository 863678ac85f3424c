using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>A sum in float lanes with what its additions lost (Kahan).</summary>
/// <typeparam name="TLane">A float lane.</typeparam>
internal struct FloatSum<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>The sum.</summary>
    public TLane Total;

    /// <summary>What it lost.</summary>
    public TLane Lost;

    /// <summary>Adds a term.</summary>
    /// <param name="term">The term.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TLane term)
    {
        TLane next = term + Lost;
        TLane total = Total + next;
        Lost = next - (total - Total);
        Total = total;
    }

    /// <summary>Adds another sum; what the addition loses is found whichever is larger (Knuth).</summary>
    /// <param name="other">The other sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Join(FloatSum<TLane> other)
    {
        TLane total = Total + other.Total;
        TLane part = total - Total;
        Lost = (Total - (total - part)) + (other.Total - part) + (Lost + other.Lost);
        Total = total;
    }
}
