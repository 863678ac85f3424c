using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Glia.Verification.Sweep;

/// <summary>Extremes of a span, and whether it never falls or never rises. NaN is left to the comparison with the truth.</summary>
internal readonly record struct Survey(float Low, float High, bool Rises, bool Falls)
{
    public static Survey Of(ReadOnlySpan<float> span)
    {
        float low = float.PositiveInfinity;
        float high = float.NegativeInfinity;
        bool rises = true;
        bool falls = true;
        int i = 0;
        ref float start = ref MemoryMarshal.GetReference(span);
        var lows = Vector512.Create(low);
        var highs = Vector512.Create(high);
        Vector512<float> downs = Vector512<float>.Zero;
        Vector512<float> ups = Vector512<float>.Zero;
        for (; i + Vector512<float>.Count < span.Length; i += Vector512<float>.Count)
        {
            Vector512<float> here = Vector512.LoadUnsafe(ref start, (nuint)i);
            Vector512<float> next = Vector512.LoadUnsafe(ref start, (nuint)(i + 1));
            lows = Vector512.MinNative(lows, here);
            highs = Vector512.MaxNative(highs, here);
            downs |= Vector512.LessThan(next, here);
            ups |= Vector512.GreaterThan(next, here);
        }

        rises &= downs.AsInt32() == Vector512<int>.Zero;
        falls &= ups.AsInt32() == Vector512<int>.Zero;
        for (int k = 0; k < Vector512<float>.Count; k++)
        {
            low = Math.Min(low, lows[k]);
            high = Math.Max(high, highs[k]);
        }

        for (; i < span.Length; i++)
        {
            low = span[i] < low ? span[i] : low;
            high = span[i] > high ? span[i] : high;
            rises &= i + 1 == span.Length || !(span[i + 1] < span[i]);
            falls &= i + 1 == span.Length || !(span[i + 1] > span[i]);
        }

        return new(low, high, rises, falls);
    }
}
