using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The error function in lanes of any precision, with small relative error also near 0.</summary>
/// <remarks>
/// erf a = 1 − e^(a·h(a)) for a ≥ 0, through eˣ − 1, with h(a) = ln(erfc a)/a a polynomial of degree 16 over [0, 4] from tools/coefficients.py: all
/// of h is negative, so nothing cancels. Error within 2⁻⁴² in double up to 4; from there on the value stays, for its float is 1. In pairs of doubles
/// Taylor's series below ¾ and 1 less the tail above: within 2⁻⁹⁷. In float, with degree 8 and a compensated exponent, 1.4 ulp.
/// </remarks>
public static class Erf
{
    /// <summary>1 − erf 4 = 1.5e-8 is half of what a float below 1 can tell.</summary>
    private const double HighestSingle = 4;

    /// <summary>1 − erf 10 = 2e-45 is nothing beside 1 in pairs of doubles.</summary>
    private const double Highest = 10;

    /// <summary>Where the series gives way to the tail; ¾³²/32!/65 is below 2⁻¹³⁰.</summary>
    private const double Border = 0.75;
    private const int SeriesTerms = 32;

    /// <summary>√2 and 2/√π as pairs.</summary>
    private const double RootOfTwo = 1.4142135623730951;
    private const double RootOfTwoRest = -9.667293313452913e-17;
    private const double SlopeAtZero = 1.1283791670955126;
    private const double SlopeAtZeroRest = 1.533545961316588e-17;

    /// <summary>2/√π to float.</summary>
    private const double SlopeAtZeroSingle = (float)SlopeAtZero;

    /// <summary>e^(−11²) is 0 in float.</summary>
    private const double FarSingle = 11;

    /// <summary>erf x; −0 and NaN stay.</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value.</param>
    /// <returns>erf x, from −1 to 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        if (TLane.Precision == LanePrecision.Wide)
        {
            return Wide(x);
        }

        if (TLane.Precision == LanePrecision.Single)
        {
            return Single(x);
        }

        TLane a = TLane.AtMost(TLane.Abs(x), HighestSingle);
        TLane h = TLane.FusedMultiplyAdd(a, 7.951207110280917e-11, -1.8804992253431046e-09);
        h = TLane.FusedMultiplyAdd(h, a, 1.863208783049335e-08);
        h = TLane.FusedMultiplyAdd(h, a, -9.123016415621993e-08);
        h = TLane.FusedMultiplyAdd(h, a, 1.1440354331863477e-07);
        h = TLane.FusedMultiplyAdd(h, a, 1.4002707560128814e-06);
        h = TLane.FusedMultiplyAdd(h, a, -1.0613020146036088e-05);
        h = TLane.FusedMultiplyAdd(h, a, 3.8458957829033566e-05);
        h = TLane.FusedMultiplyAdd(h, a, -7.218968342047144e-05);
        h = TLane.FusedMultiplyAdd(h, a, -2.0967022504081976e-05);
        h = TLane.FusedMultiplyAdd(h, a, 0.0005878998827881798);
        h = TLane.FusedMultiplyAdd(h, a, -0.0016955140012804078);
        h = TLane.FusedMultiplyAdd(h, a, 0.0002090544912548536);
        h = TLane.FusedMultiplyAdd(h, a, 0.01912846399320271);
        h = TLane.FusedMultiplyAdd(h, a, -0.10277260436919389);
        h = TLane.FusedMultiplyAdd(h, a, -0.6366197723414586);
        h = TLane.FusedMultiplyAdd(h, a, -1.128379167095617);
        return TLane.CopySign(-Expm1.Of(a * h), x);
    }

    /// <summary>The slope 2/√π·e^(−x²).</summary>
    /// <typeparam name="TLane">The lane.</typeparam>
    /// <param name="x">The value; in double lanes one that a float holds.</param>
    /// <returns>The slope.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Slope<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.Abs(x);
        a = TLane.Precision == LanePrecision.Single ? TLane.AtMost(a, FarSingle) : a;
        TLane exponent = -a * a;
        return Exp.Times(TLane.Of(SlopeAtZero, SlopeAtZeroRest), exponent, -TLane.FusedMultiplyAdd(a, a, exponent));
    }

    /// <summary>The same with degree 8, and with what the exponent's roundings left, which count most near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Single<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.AtMost(TLane.Abs(x), HighestSingle);
        TLane square = a * a;
        TLane upper = TLane.FusedMultiplyAdd(
            TLane.FusedMultiplyAdd(a, 9.256259545509238e-06, -0.00011764123337343335), square, TLane.FusedMultiplyAdd(a, 0.0006328367744572461, -0.001667027361690998));
        TLane lower = TLane.FusedMultiplyAdd(
            TLane.FusedMultiplyAdd(a, 0.00016039599722716957, 0.019153064116835594), square, TLane.FusedMultiplyAdd(a, -0.10277783125638962, -0.6366193890571594));
        TLane h = TLane.FusedMultiplyAdd(upper, square * square, lower);
        TLane constant = TLane.Of(-SlopeAtZeroSingle);
        TLane sum = TLane.FusedMultiplyAdd(h, a, constant);
        TLane sumRest = TLane.FusedMultiplyAdd(h, a, constant - sum) + TLane.Of(SlopeAtZeroSingle - SlopeAtZero);
        TLane exponent = a * sum;
        TLane rest = TLane.FusedMultiplyAdd(a, sumRest, TLane.FusedMultiplyAdd(a, sum, -exponent));
        return TLane.CopySign(Expm1.OneLess(exponent, rest), x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane Wide<TLane>(TLane x)
        where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.AtMost(TLane.Abs(x), Highest);
        TLane square = a * a;
        TLane tail = Exp.Of(-square) * NormalWide.Quotient(a * TLane.Of(RootOfTwo, RootOfTwoRest));

        // 2/√π·(a − a³/3 + a⁵/(2!·5) − …), from its last term on.
        TLane sum = TLane.Of(0.0);
        for (int k = SeriesTerms; k >= 0; k--)
        {
            TLane next = square * (TLane.Of(1.0) / TLane.Of(k + 1.0));
            sum = (TLane.Of(1.0) / TLane.Of((2.0 * k) + 1)) - (next * sum);
        }

        TLane near = TLane.Of(SlopeAtZero, SlopeAtZeroRest) * a * sum;
        TLane y = TLane.WhereLess(a, TLane.Of(Border), near, TLane.Of(1.0) - (tail + tail));
        return TLane.CopySign(y, x);
    }
}
