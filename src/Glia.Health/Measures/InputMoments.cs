using Glia.Networks;

namespace Glia.Health.Measures;

/// <summary>Mean and standard deviation of every input over rows.</summary>
/// <param name="Mean">By input.</param>
/// <param name="Deviation">By input; divided by the number of rows.</param>
internal sealed record InputMoments(double[] Mean, double[] Deviation)
{
    /// <summary>Gets γ = ‖mean‖ / ‖deviation‖: how far off centre the inputs are; the largest number where nothing varies.</summary>
    public double Gamma
    {
        get
        {
            double size = Mean.Sum(m => m * m), spread = Deviation.Sum(d => d * d);
            return spread > 0 ? Math.Sqrt(size / spread) : size > 0 ? double.MaxValue : 0;
        }
    }

    /// <summary>Measures all rows.</summary>
    public static InputMoments Of(TrainingSet set)
    {
        double[] mean = new double[set.Features], square = new double[set.Features];
        ReadOnlySpan<float> x = set.X.Span;
        for (int i = 0; i < x.Length; i++)
        {
            mean[i % mean.Length] += x[i] / (double)set.Rows;
        }

        for (int i = 0; i < x.Length; i++)
        {
            double distance = x[i] - mean[i % mean.Length];
            square[i % mean.Length] += distance * distance / set.Rows;
        }

        return new InputMoments(mean, [.. square.Select(Math.Sqrt)]);
    }

    /// <summary>The rows with the mean of every input taken off.</summary>
    public TrainingSet Centre(TrainingSet set) => Change(set, (x, input) => x - Mean[input]);

    /// <summary>The same, divided by the deviation; inputs that do not vary become 0.</summary>
    public TrainingSet Standardise(TrainingSet set) => Change(set, (x, input) => Deviation[input] > 0 ? (x - Mean[input]) / Deviation[input] : 0);

    private static TrainingSet Change(TrainingSet set, Func<float, int, double> change)
    {
        float[] x = set.X.ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (float)change(x[i], i % set.Features);
        }

        return set with { X = x };
    }
}
