using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The standard normal distribution in float lanes, within 2 ulp down to the smallest subnormal.</summary>
/// <remarks>
/// Φ(−a) = e^(−a²/2)·G(a), G one of sixteen polynomials (<see cref="NormalSegments"/>): no quotient, whose roundings would have to be undone. The square is never
/// rounded beside what is taken from it, and the exponent's power of two comes last.
/// </remarks>
internal static class NormalSingle
{
    /// <summary>From 2⁻¹⁵⁰ on the power times G(a) and a is 0 in float.</summary>
    private const double LeastPower = -149.5;

    /// <summary>ln 2 to 15 bits, so that its products with up to 256 are exact, and the rest.</summary>
    private const double Ln2High = 0.693145751953125;
    private const double Ln2Low = 1.428606765330187e-06;

    /// <summary>Φ(x).</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>Φ(x), from 0 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Distribution<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane tail = Tail(x, NormalSegments.Quotient);
        return TLane.WhereLess(x, TLane.Of(0.0), tail, TLane.Of(1.0) - tail);
    }

    /// <summary>x·Φ(x) = max(x, 0) − a·Φ(−a), a = |x|.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>x·Φ(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TimesDistribution<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.AtLeast(x, -0.0) - Tail(x, NormalSegments.Times);

    /// <summary>e^(−x²/2) times what the polynomials give for |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Tail<TLane>(TLane x, ReadOnlySpan<float> segments)
        where TLane : struct, ILane<TLane>
    {
        ref readonly float table = ref MemoryMarshal.GetReference(segments);
        TLane a = TLane.Abs(x);
        TLane place = Sixteen.Quarter(a + 1.0);
        TLane d = a - Row(in table, 0, place);
        TLane g = TLane.FusedMultiplyAdd(Row(in table, 7, place), d, Row(in table, 6, place));
        g = TLane.FusedMultiplyAdd(g, d, Row(in table, 5, place));
        g = TLane.FusedMultiplyAdd(g, d, Row(in table, 4, place));
        g = TLane.FusedMultiplyAdd(g, d, Row(in table, 3, place));
        g = TLane.FusedMultiplyAdd(g, d, Row(in table, 2, place));
        g = TLane.FusedMultiplyAdd(g, d, Row(in table, 1, place));
        TLane shifted = TLane.FusedMultiplyAdd(a * (-0.5 * Exp.InverseLn2), a, (double)Lane.SingleRoundingShift);
        TLane n = shifted - (double)Lane.SingleRoundingShift;
        TLane r = TLane.FusedMultiplyAdd(n, -Ln2Low, TLane.FusedMultiplyAdd(a * -0.5, a, n * -Ln2High));
        return Lane.ScaleDown(TLane.FusedMultiplyAdd(g, Exp.Growth(r), g), n, n, LeastPower, TLane.Of(0.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Row<TLane>(ref readonly float table, int row, TLane place)
        where TLane : struct, ILane<TLane> => Sixteen.At(in Unsafe.Add(ref Unsafe.AsRef(in table), row * Sixteen.Floats), place);
}
