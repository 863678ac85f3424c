using Glia.Kernels.Functions;
using Glia.Kernels.Lanes;

namespace Glia.Kernels.Activations;

/// <summary>The gain of functions that no paper gives one for.</summary>
internal static class NormalGain
{
    /// <summary>1 / √E[f(z)²] for a standard normal z: weights of this gain give the next layer's signals mean square 1.</summary>
    /// <remarks>The trapezoid rule over [−9, 9]: for smooth functions under e^(−z²/2) its error falls faster than any power of the step.</remarks>
    /// <typeparam name="T">The function.</typeparam>
    /// <param name="activation">The function at its parameters.</param>
    /// <returns>The gain, 1 where the mean square is 0 or not finite.</returns>
    public static double Of<T>(T activation)
        where T : struct, IActivation<T>
    {
        const double Step = 1.0 / 16;
        double sum = 0;
        double weights = 0;
        for (double z = -9; z <= 9; z += Step)
        {
            double weight = Exp.Of(Double1.Of(-0.5 * z * z)).Value;
            double y = activation.Forward(Double1.Of(z)).Value;
            sum += weight * y * y;
            weights += weight;
        }

        double gain = 1 / Math.Sqrt(sum / weights);
        return double.IsFinite(gain) ? gain : 1;
    }
}
