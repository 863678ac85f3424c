using System.Runtime.CompilerServices;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Functions;

/// <summary>The tail of the standard normal distribution in pairs of doubles.</summary>
/// <remarks>As <see cref="Normal"/> with P of degree 19 and Q of degree 20 over [0, 40], from tools/coefficients.py: within 2⁻¹⁰⁹ themselves, 2⁻⁹⁸ as evaluated.</remarks>
internal static class NormalWide
{
    private const double HighestOfQ = 7.46364177775547e-15;
    private const double HighestOfQRest = -7.589797024787662e-31;

    /// <summary>Gets the coefficients of P and Q from x¹⁹ down, each to nearest and what that leaves.</summary>
    private static ReadOnlySpan<double> Coefficients =>
    [
        2.9775622709171697e-15, -5.043267547267942e-32, 5.805664607771394e-13, -3.413784208509868e-29,
        2.3161250778702087e-13, 2.4742246339768712e-29, 2.2385053335155054e-11, 5.1281647882332285e-28,
        8.927366662163536e-12, 1.8791528793651886e-28, 5.66369518860486e-10, -4.327291282959324e-26,
        2.257171348962775e-10, -7.507361316338418e-27, 1.050946799857893e-08, -2.7420497235082397e-26,
        4.183749717621338e-09, -2.0917732138823776e-25, 1.5159842655602606e-07, -1.9569191072195578e-24,
        6.025376808564944e-08, 9.5505407511421e-25, 1.7597230716060038e-06, 8.57349604049903e-23,
        6.97862010301593e-07, 4.4809979254158996e-23, 1.6797987561577845e-05, -1.446796396326134e-21,
        6.641622814029832e-06, 6.533472492850748e-23, 0.0001336948696853548, 1.268186084570749e-21,
        5.264695262605445e-05, -1.7225954430971885e-21, 0.0008945869899301945, -3.161432014681806e-20,
        0.0003503652184703234, 2.512232729746652e-20, 0.005053252978606243, -3.1820065925798117e-19,
        0.00196466385915085, 9.259531884741046e-20, 0.024110531859969513, 9.047638667014074e-19,
        0.009281042590934156, -8.563122133009552e-19, 0.09689667050364671, -3.1638734477145627e-18,
        0.03679013343908812, 1.2721925002376933e-18, 0.3259070728243855, 2.328204643140738e-17,
        0.12137568376239642, -2.318551928291493e-18, 0.907660633334738, -4.232452070407065e-17,
        0.32876568824295344, 1.3232694470342455e-19, 2.0593110113022823, 1.437609250030953e-16,
        0.7156797378172643, 4.79444930533298e-17, 3.714287249722265, -1.5255857164981847e-16,
        1.2103905163032531, -8.743361995137306e-17, 5.129403294887971, -8.295015542749209e-17,
        1.5023023618298479, 8.889951334938654e-17, 5.099254078888944, 2.240280556916326e-16,
        1.2270130787412497, 7.529330201209017e-17, 3.2519107182853646, 2.1176236244114132e-16,
        0.5, -5.232301784638159e-35, 1.0, 0.0,
    ];

    /// <summary>Φ(−a)·e^(a²/2).</summary>
    /// <typeparam name="TLane">A wide lane.</typeparam>
    /// <param name="a">From 0 to 40, or NaN.</param>
    /// <returns>The tail, without its exponential.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TLane Quotient<TLane>(TLane a)
        where TLane : struct, ILane<TLane>
    {
        ReadOnlySpan<double> c = Coefficients;
        TLane p = TLane.Of(0.0);
        TLane q = TLane.Of(HighestOfQ, HighestOfQRest);
        for (int i = 0; i < c.Length; i += 4)
        {
            p = (p * a) + TLane.Of(c[i], c[i + 1]);
            q = (q * a) + TLane.Of(c[i + 2], c[i + 3]);
        }

        return p / q;
    }
}
