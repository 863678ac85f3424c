using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The standard normal distribution in lanes of any precision, with small relative error down to where it leaves float.</summary>
/// <remarks>
/// Φ(−a) = e^(−a²/2)·P(a)/Q(a) for a ≥ 0, P and Q with positive coefficients only, from tools/coefficients.py; Φ(a) = 1 − Φ(−a). Error within
/// 2⁻⁴⁵ in double, 2⁻⁹⁷ in pairs of doubles (<see cref="NormalWide"/>); float has a form of its own (<see cref="NormalSingle"/>).
/// </remarks>
public static class Normal
{
    /// <summary>1/√(2π) as a pair: the density at 0.</summary>
    internal const double Peak = 0.3989422804014327;
    internal const double PeakRest = -2.49232720227773e-17;

    /// <summary>Φ(−40) ≈ 3.7e-350 is 0 also in double.</summary>
    internal const double Highest = 40;

    /// <summary>φ(15) ≈ 5.5e-50 is 0 in float.</summary>
    private const double HighestSingle = 15;

    /// <summary>Φ(x): the probability of a value below x.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value; in double lanes one that a float holds.</param>
    /// <returns>Φ(x), from 0 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Distribution<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Precision == LanePrecision.Single ? NormalSingle.Distribution(x) : Distribution(x, out _);

    /// <summary>x·Φ(x).</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value; in double lanes one that a float holds.</param>
    /// <returns>x·Φ(x); −0 for −∞.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane TimesDistribution<TLane>(TLane x)
        where TLane : struct, ILane<TLane> =>
        TLane.Precision switch
        {
            LanePrecision.Single => NormalSingle.TimesDistribution(x),
            LanePrecision.Wide => Wide(x, TLane.AtLeast(x, -Highest), TLane.Of(0.0)),
            _ => TLane.AtLeast(x, float.MinValue) * Distribution(x, out _),
        };

    /// <summary>φ(x) = e^(−x²/2) / √(2π).</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value; in double lanes one that a float holds.</param>
    /// <returns>The density.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Density<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.AtMost(TLane.Abs(x), TLane.Of(TLane.Precision == LanePrecision.Single ? HighestSingle : Highest));
        TLane half = TLane.Of(-0.5) * a;
        TLane exponent = half * a;
        return Exp.Times(TLane.Of(Peak, PeakRest), exponent, TLane.FusedMultiplyAdd(half, a, -exponent));
    }

    /// <summary>Φ(x), with what the density shares with it.</summary>
    /// <typeparam name="TLane">A double or wide lane.</typeparam>
    /// <param name="x">The value; in double lanes one that a float holds.</param>
    /// <param name="bell">e^(−x²/2).</param>
    /// <returns>Φ(x).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Distribution<TLane>(TLane x, out TLane bell)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.AtMost(TLane.Abs(x), Highest);
        bell = Exp.OfProduct(TLane.Of(-0.5) * a, a);
        TLane tail = bell * (TLane.Precision == LanePrecision.Wide ? NormalWide.Quotient(a) : Quotient(a));
        return TLane.WhereLess(x, TLane.Of(0.0), tail, TLane.Of(1.0) - tail);
    }

    /// <summary>p·Φ(x) + q·e^(−x²/2) with all its digits also where the power alone would be too small for them.</summary>
    /// <typeparam name="TLane">A wide lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <param name="p">First factor; where x is below −40, of ordinary size.</param>
    /// <param name="q">Second factor, likewise.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TLane Wide<TLane>(TLane x, TLane p, TLane q)
        where TLane : struct, ILane<TLane>
    {
        TLane zero = TLane.Of(0.0);
        TLane a = TLane.AtMost(TLane.Abs(x), Highest);
        TLane exponent = TLane.Of(-0.5) * a * a;
        TLane tail = NormalWide.Quotient(a);
        TLane left = Exp.Times(TLane.FusedMultiplyAdd(p, tail, q), exponent, zero);
        return TLane.WhereLess(x, zero, left, p + Exp.Times(q - (p * tail), exponent, zero));
    }

    /// <summary>Φ(−a)·e^(a²/2), within 2⁻⁴⁶ for a ≤ 14.6; beyond, x·Φ(x) is 0 in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Quotient<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        TLane p = TLane.FusedMultiplyAdd(a, 3.205451423969574e-05, 0.0006559350900358945);
        p = TLane.FusedMultiplyAdd(p, a, 0.006425030520505573);
        p = TLane.FusedMultiplyAdd(p, a, 0.03849254003236096);
        p = TLane.FusedMultiplyAdd(p, a, 0.15159899919049072);
        p = TLane.FusedMultiplyAdd(p, a, 0.3935428035197912);
        p = TLane.FusedMultiplyAdd(p, a, 0.6309395898822124);
        p = TLane.FusedMultiplyAdd(p, a, 0.49999999999999317);
        TLane q = TLane.FusedMultiplyAdd(a, 8.034875301490145e-05, 0.0016441853199711325);
        q = TLane.FusedMultiplyAdd(q, a, 0.016185517332009385);
        q = TLane.FusedMultiplyAdd(q, a, 0.09813052788096586);
        q = TLane.FusedMultiplyAdd(q, a, 0.3959495659125631);
        q = TLane.FusedMultiplyAdd(q, a, 1.079625145029007);
        q = TLane.FusedMultiplyAdd(q, a, 1.9305392945909943);
        q = TLane.FusedMultiplyAdd(q, a, 2.059763740565166);
        return p / TLane.FusedMultiplyAdd(q, a, 1.0);
    }
}
