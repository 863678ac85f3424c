using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>Splits an angle into half turns and a rest: x + s·π = n·π + r with |r| ≤ π/2, for every float and beyond.</summary>
/// <remarks>
/// Up to 2¹⁷ in double, n times three parts of π is taken away; n times the first is exact. Beyond, and in pairs of doubles, x is multiplied by
/// 26 bits of 1/π at a time (Payne and Hanek, 1983): each product is exact, multiples of 2 are dropped, and what was lost adding the others is kept, so
/// that the rest's absolute error stays below 2⁻¹⁰⁰. No float below 2¹²⁸ comes nearer to a multiple of π/2 than 2⁻³⁰.
/// </remarks>
internal static class HalfTurns
{
    /// <summary>Half turns below 2¹⁷ and their quarters times 32 bits fit into 53.</summary>
    private const double Near = 262144;

    private const double InversePi = 0.3183098861837907;

    /// <summary>π: its first 32 bits, the rest to nearest, and what that leaves.</summary>
    private const double PiFirst = 3.1415926534682512;
    private const double PiSecond = 1.2154201013012384e-10;
    private const double PiThird = 7.0431197303664e-27;

    /// <summary>π as a pair.</summary>
    private const double Pi = 3.141592653589793;
    private const double PiRest = 1.2246467991473532e-16;

    /// <summary>In double lanes, products of two floats: 256 + 104 bits and a few more.</summary>
    private const int PiecesOfDouble = 15;

    /// <summary>In pairs of doubles, angles below 2¹⁸: 18 bits, and 190 more, of which at most 60 are zeros.</summary>
    private const int PiecesOfNear = 8;

    /// <summary>2²⁷ + 1 splits a double into two halves of 26 bits (Veltkamp).</summary>
    private const double Splitter = 134217729;

    /// <summary>Gets 1/π, 26 bits at a time: enough for the largest double.</summary>
    private static ReadOnlySpan<int> InversePiBits =>
    [
        0x145F306, 0x3727220, 0x2A53F84, 0x3ABE8FA, 0x269BB81, 0x2DB14AC, 0x3278872, 0x020FF28,
        0x2C757BD, 0x1DE2B0D, 0x2E48DC7, 0x12126E9, 0x1C00C92, 0x177504E, 0x232439F, 0x30EF58E,
        0x162534E, 0x1F74411, 0x2BEA5D7, 0x1A24274, 0x338E04D, 0x1A2FBF2, 0x027323A, 0x31CC1A9,
        0x273E939, 0x022FC5D, 0x3BF2507, 0x18FFC4B, 0x3FFBC0B, 0x0C07F79, 0x1E2316B, 0x105368F,
        0x2DA6CFD, 0x2793E58, 0x136E9E8, 0x31FB34F, 0x0BFD45A, 0x3A93DD6, 0x0FD7CBE, 0x0BD9E83,
        0x273EF14, 0x2949753, 0x17F6BF6, 0x08FC6AE, 0x210AC06, 0x18237E3, 0x36D757E, 0x067DE10,
    ];

    /// <summary>The rest.</summary>
    /// <typeparam name="TLane">A double or wide lane.</typeparam>
    /// <param name="x">The angle in radians.</param>
    /// <param name="shift">s: a multiple of ¼.</param>
    /// <param name="n">An integer; beyond 2¹⁷ half turns only whether it is odd.</param>
    /// <returns>r; NaN for an infinite angle.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Rest<TLane>(TLane x, double shift, out TLane n)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Wide)
        {
            TLane any = AnyRest(x, shift, out n);
            if (shift != 0)
            {
                return any;
            }

            // A small angle is its own rest, to the last bit: it may lie on a tie that only the sine's bend decides.
            TLane small = TLane.LessThan(TLane.Abs(x), TLane.Of(1.0));
            n = TLane.Select(small, TLane.Of(0.0), n);
            return TLane.Select(small, x, any);
        }

        TLane s = TLane.Of(shift);
        n = shift == 0 ? TLane.FusedMultiplyAdd(x, InversePi, Lane.DoubleRoundingShift) - Lane.DoubleRoundingShift : TLane.Round(TLane.FusedMultiplyAdd(x, InversePi, s));
        TLane turns = n - s;
        TLane r = TLane.FusedMultiplyAdd(turns, -PiFirst, x);
        r = TLane.FusedMultiplyAdd(turns, -PiSecond, r);
        r = TLane.FusedMultiplyAdd(turns, -PiThird, r);
        TLane far = TLane.LessThan(TLane.Of(Near), TLane.Abs(x));
        if (TLane.Any(far))
        {
            TLane farRest = AnyRest(x, shift, out TLane farN);
            r = TLane.Select(far, farRest, r);
            n = TLane.Select(far, farN, n);
        }

        return r;
    }

    /// <summary>The rest in double, by fewer steps, for angles below 2¹⁷ half turns, with the same bits: no step asks for a call, so that nothing is put aside for one.</summary>
    /// <param name="x">The angle in radians.</param>
    /// <param name="shift">s: a multiple of ¼.</param>
    /// <param name="shifted">n + <see cref="Lane.DoubleRoundingShift"/>.</param>
    /// <returns>r; −0 for −0; NaN for other angles.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double16 NearRest(Double16 x, double shift, out Double16 shifted)
    {
        shifted = shift == 0 ? Double16.FusedMultiplyAdd(x, InversePi, Lane.DoubleRoundingShift) : Double16.FusedMultiplyAdd(x, InversePi, shift) + Lane.DoubleRoundingShift;
        Double16 n = shifted - Lane.DoubleRoundingShift;
        Double16 turns = shift == 0 ? n : n - shift;
        Double16 r = Double16.FusedMultiplyAdd(turns, -PiFirst, x);
        r = Double16.FusedMultiplyAdd(turns, -PiSecond, r);
        r = Double16.FusedMultiplyAdd(turns, -PiThird, r);
        return Double16.Select(Double16.LessThan(Double16.Abs(x), Double16.Of(Near)), r, Double16.Of(double.NaN));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane AnyRest<TLane>(TLane x, double shift, out TLane n)
        where TLane : struct, ILane<TLane>
    {
        bool wide = TLane.Precision == LanePrecision.Wide;
        bool near = !TLane.Any(TLane.LessThan(TLane.Of(Near), TLane.Abs(x)));
        ReadOnlySpan<int> pieces = !wide ? InversePiBits[..PiecesOfDouble] : near ? InversePiBits[..PiecesOfNear] : InversePiBits;
        TLane spread = x * Splitter;
        TLane top = wide ? x : spread - (spread - x);
        TLane bottom = x - top;
        TLane high = TLane.Of(shift);
        TLane low = TLane.Of(0.0);
        n = TLane.Of(0.0);
        double weight = 1;
        foreach (int piece in pieces)
        {
            weight /= 1 << 26;
            TLane factor = TLane.Of(piece * weight);
            Add(top * factor, ref high, ref low, ref n);
            if (!wide)
            {
                Add(bottom * factor, ref high, ref low, ref n);
            }
        }

        return (high * TLane.Of(Pi, PiRest)) + (low * Pi);
    }

    /// <summary>Adds a number of half turns, takes whole ones out of the sum, and keeps what the sum lost.</summary>
    private static void Add<TLane>(TLane turns, ref TLane high, ref TLane low, ref TLane n)
        where TLane : struct, ILane<TLane>
    {
        TLane part = turns - (TLane.Round(turns * 0.5) * 2.0);
        TLane sum = high + part;
        TLane second = sum - high;
        low += (high - (sum - second)) + (part - second);
        TLane whole = TLane.Round(sum);
        n += whole;
        high = sum - whole;
    }
}
