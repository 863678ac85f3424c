using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Rows;

/// <summary>Four sums that take turns, of terms that stand in memory already.</summary>
/// <remarks>
/// Terms and sums in one loop keep thirty numbers at hand, and only AVX-512 has the registers: with sixteen, the loop wrote so many of them to memory and back that
/// log_softmax of 1000 took twice as long. So where there are sixteen, a loop computes the terms, and this one adds them: the same additions in the same order.
/// </remarks>
/// <typeparam name="TLane">A float lane.</typeparam>
internal struct FloatSums<TLane>
    where TLane : struct, ILane<TLane>
{
    /// <summary>The first sum, which also gets what is left over after fours.</summary>
    public FloatSum<TLane> First;

    /// <summary>The second one.</summary>
    public FloatSum<TLane> Second;

    private FloatSum<TLane> _third;
    private FloatSum<TLane> _fourth;

    /// <summary>Gets whether terms and sums fit into the registers together.</summary>
    public static bool InOneLoop => typeof(TLane) == typeof(Single16);

    /// <summary>Adds terms.</summary>
    /// <param name="terms">The first of them.</param>
    /// <param name="step">Floats from one to the next.</param>
    /// <param name="count">How many; a multiple of four if others follow.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Add(ref float terms, nint step, int count)
    {
        FloatSum<TLane> first = First, second = Second, third = _third, fourth = _fourth;
        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            first.Add(TLane.Load(in terms));
            second.Add(TLane.Load(in Unsafe.Add(ref terms, step)));
            third.Add(TLane.Load(in Unsafe.Add(ref terms, 2 * step)));
            fourth.Add(TLane.Load(in Unsafe.Add(ref terms, 3 * step)));
            terms = ref Unsafe.Add(ref terms, 4 * step);
        }

        for (; j < count; j++)
        {
            first.Add(TLane.Load(in terms));
            terms = ref Unsafe.Add(ref terms, step);
        }

        (First, Second, _third, _fourth) = (first, second, third, fourth);
    }

    /// <summary>All four together.</summary>
    /// <returns>The sum.</returns>
    public readonly FloatSum<TLane> Joined()
    {
        FloatSum<TLane> first = First, third = _third;
        first.Join(Second);
        third.Join(_fourth);
        first.Join(third);
        return first;
    }
}
