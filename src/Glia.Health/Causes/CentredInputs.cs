using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>
/// The mean of every input, over the training rows, is taken off it. Tried where γ = ‖mean‖ / ‖standard deviation‖ of the inputs is at least 1; inputs far off
/// centre (γ of 10 and more) decide by themselves which units fire at all. Uniform numbers on one side of 0 have 1.7.
/// </summary>
internal static class CentredInputs
{
    private const double Centred = 1;

    public static Arrangement? Arrange(Case what)
    {
        (double[] mean, double gamma) = Moments(what.Record.Train);
        return gamma > Centred && what.HasBeginning
            ? new Arrangement(what.Initial)
            {
                Text = Invariant($"inputs centred (their mean is {gamma:G3} times their spread)"),
                Rows = set => Shift(set, mean),
            }
            : null;
    }

    private static (double[] Mean, double Gamma) Moments(TrainingSet set)
    {
        double[] mean = new double[set.Features];
        ReadOnlySpan<float> x = set.X.Span;
        for (int i = 0; i < x.Length; i++)
        {
            mean[i % mean.Length] += x[i] / (double)set.Rows;
        }

        double spread = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double distance = x[i] - mean[i % mean.Length];
            spread += distance * distance / set.Rows;
        }

        double size = mean.Sum(m => m * m);
        return (mean, spread > 0 ? Math.Sqrt(size / spread) : size > 0 ? double.MaxValue : 0);
    }

    private static TrainingSet Shift(TrainingSet set, double[] mean)
    {
        float[] x = set.X.ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (float)(x[i] - mean[i % mean.Length]);
        }

        return set with { X = x };
    }
}
