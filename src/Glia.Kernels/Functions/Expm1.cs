using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>eˣ − 1 in lanes of any precision, with small relative error also where eˣ is close to 1.</summary>
/// <remarks>
/// With the reductions of <see cref="Exp"/> and p = eʳ − 1 from its own polynomial: eˣ − 1 = 2ᵏ·p + (2ᵏ − 1). Where n is 0 the
/// result is p = r + r²·(…), so the smallest subnormal comes back as itself. Error within 2⁻⁴⁷ in double, 2 ulp in float, 2⁻⁹⁹ in pairs of doubles.
/// </remarks>
public static class Expm1
{
    /// <summary>Where 2ᵏ·p is still finite in float; of the functions here none asks for more.</summary>
    private const double HighestSingle = 88;
    private const double LowestSingle = -104;

    /// <summary>eˣ − 1 in pairs of floats, with x limited to at most 44, where m/(m + 2) is 1.</summary>
    /// <typeparam name="TLane">Pairs of floats.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ − 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OfPair<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => (TLane)(object)ExpPair.MinusOne((Pair16)(object)x, 44);

    /// <summary>eˣ − 1, with x limited to at most 88 in float and 680 in double; −0 and NaN stay.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The exponent.</param>
    /// <returns>eˣ − 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(Pair16))
        {
            return (TLane)(object)ExpPair.MinusOne((Pair16)(object)x, ExpPair.Endless);
        }

        TLane y;
        if (TLane.Precision == LanePrecision.Wide)
        {
            y = ExpWide.MinusOne(x);
        }
        else if (TLane.Precision == LanePrecision.Single)
        {
            TLane p = Exp.Single(Lane.Clamp(x, LowestSingle, HighestSingle), TLane.Of(0.0), out TLane n);
            TLane scale = TLane.PowerOfTwo(TLane.AtLeast(n, -126.0));
            y = TLane.FusedMultiplyAdd(scale, p, scale - 1.0);
        }
        else
        {
            TLane r = Exp.Reduce(Lane.Clamp(x, Exp.Lowest, Exp.Highest), out TLane power);
            TLane series = TLane.FusedMultiplyAdd(r, 0.0013888863910125845, 0.00833346294836638);
            series = TLane.FusedMultiplyAdd(series, r, 0.04166666667480714);
            series = TLane.FusedMultiplyAdd(series, r, 0.16666666664785076);
            series = TLane.FusedMultiplyAdd(series, r, 0.4999999999999989);
            y = TLane.FusedMultiplyAdd(power, TLane.FusedMultiplyAdd(r * r, series, r), power - 1.0);
        }

        // The reduction adds +0 to −0, which would lose the sign.
        return TLane.WhereEqual(x, TLane.Of(0.0), x, y);
    }

    /// <summary>1 − e^(x + rest) in float; 0 where both are.</summary>
    /// <typeparam name="TLane">A float lane.</typeparam>
    /// <param name="x">The exponent, from −87 to 0, or NaN.</param>
    /// <param name="rest">What its rounding left.</param>
    /// <returns>1 − e^(x + rest).</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane OneLess<TLane>(TLane x, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        TLane q = Exp.Single(x, rest, out TLane n);
        TLane power = TLane.PowerOfTwo(n);
        return TLane.FusedSubtract(power, q, TLane.Of(1.0) - power);
    }
}
