using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Health.Records;

/// <content>The pass over z in 512-bit vectors: half the instructions a unit. Counts, largest and smallest are the same.</content>
internal sealed partial class UnitCounts
{
    private const int Wide = 16;

    /// <summary>Units of a block of the wide passes; 0 where the machine or the layer is too narrow for them.</summary>
    private int WideBlock => !Vector512.IsHardwareAccelerated || Units < Wide ? 0 : !_hasEnds && Units >= 2 * Wide ? 2 * Wide : Wide;

    private bool PassWide(ReadOnlySpan<float> z, int rows, int block, int unit) =>
        _hasEnds ? PassEnds(z, rows, unit) : block > Wide ? PassTwo(z, rows, unit) : PassEnd(z, rows, unit);

    /// <summary>Two vectors at once: chains of max and min wait for themselves, and two of them overlap.</summary>
    private bool PassTwo(ReadOnlySpan<float> z, int rows, int unit)
    {
        Vector512<float> maxA = Vector512.Create(float.NegativeInfinity), minA = Vector512.Create(float.PositiveInfinity);
        Vector512<float> maxB = maxA, minB = minA, poisonA = Vector512<float>.Zero, poisonB = Vector512<float>.Zero;
        Vector512<int> firedA = Vector512<int>.Zero, firedB = Vector512<int>.Zero;
        ref float first = ref MemoryMarshal.GetReference(z);
        nuint at = (nuint)unit, stride = (nuint)Units;
        for (int row = 0; row < rows; row++, at += stride)
        {
            Vector512<float> a = Vector512.LoadUnsafe(ref first, at), b = Vector512.LoadUnsafe(ref first, at + Wide);
            firedA = Plus(firedA, Vector512.GreaterThan(a, Vector512<float>.Zero));
            firedB = Plus(firedB, Vector512.GreaterThan(b, Vector512<float>.Zero));
            maxA = Vector512.MaxNative(a, maxA);
            maxB = Vector512.MaxNative(b, maxB);
            minA = Vector512.MinNative(a, minA);
            minB = Vector512.MinNative(b, minB);
            poisonA = Vector512.MultiplyAddEstimate(a, Vector512<float>.Zero, poisonA);
            poisonB = Vector512.MultiplyAddEstimate(b, Vector512<float>.Zero, poisonB);
        }

        Keep(firedA, maxA, minA, unit);
        Keep(firedB, maxB, minB, unit + Wide);
        return Vector512.EqualsAll(poisonA + poisonB, Vector512<float>.Zero);
    }

    private bool PassEnd(ReadOnlySpan<float> z, int rows, int unit)
    {
        Vector512<float> max = Vector512.Create(float.NegativeInfinity), min = Vector512.Create(float.PositiveInfinity), poison = Vector512<float>.Zero;
        Vector512<int> fired = Vector512<int>.Zero;
        ref float first = ref MemoryMarshal.GetReference(z);
        nuint at = (nuint)unit, stride = (nuint)Units;
        for (int row = 0; row < rows; row++, at += stride)
        {
            Vector512<float> value = Vector512.LoadUnsafe(ref first, at);
            fired = Plus(fired, Vector512.GreaterThan(value, Vector512<float>.Zero));
            max = Vector512.MaxNative(value, max);
            min = Vector512.MinNative(value, min);
            poison = Vector512.MultiplyAddEstimate(value, Vector512<float>.Zero, poison);
        }

        Keep(fired, max, min, unit);
        return Vector512.EqualsAll(poison, Vector512<float>.Zero);
    }

    private bool PassEnds(ReadOnlySpan<float> z, int rows, int unit)
    {
        Vector512<float> max = Vector512.Create(float.NegativeInfinity), min = Vector512.Create(float.PositiveInfinity), poison = Vector512<float>.Zero;
        Vector512<float> lowEnd = Vector512.Create(_lowEnd), highEnd = Vector512.Create(_highEnd);
        Vector512<int> fired = Vector512<int>.Zero, low = Vector512<int>.Zero, high = Vector512<int>.Zero;
        ref float first = ref MemoryMarshal.GetReference(z);
        nuint at = (nuint)unit, stride = (nuint)Units;
        for (int row = 0; row < rows; row++, at += stride)
        {
            Vector512<float> value = Vector512.LoadUnsafe(ref first, at);
            fired = Plus(fired, Vector512.GreaterThan(value, Vector512<float>.Zero));
            low = Plus(low, Vector512.LessThan(value, lowEnd));
            high = Plus(high, Vector512.GreaterThan(value, highEnd));
            max = Vector512.MaxNative(value, max);
            min = Vector512.MinNative(value, min);
            poison = Vector512.MultiplyAddEstimate(value, Vector512<float>.Zero, poison);
        }

        Keep(fired, max, min, unit);
        low.CopyTo(_low, unit);
        high.CopyTo(_high, unit);
        return Vector512.EqualsAll(poison, Vector512<float>.Zero);
    }

    /// <summary>Counts where a comparison holds: one addition under its mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Plus(Vector512<int> count, Vector512<float> mask) => Vector512.ConditionalSelect(mask.AsInt32(), count + Vector512<int>.One, count);

    private void Keep(Vector512<int> fired, Vector512<float> max, Vector512<float> min, int unit)
    {
        fired.CopyTo(_fired, unit);
        max.CopyTo(_max, unit);
        min.CopyTo(_min, unit);
    }
}
