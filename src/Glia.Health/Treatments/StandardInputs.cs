using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>
/// Removes an outside cause: begins anew on inputs of mean 0 and deviation 1, and afterwards takes the change into the first layer, w/σ and b − Σ w·μ/σ, so that the network
/// takes the rows as they are. Where the mean is more than a tenth of the spread, or spreads differ by more than ten.
/// </summary>
internal sealed class StandardInputs : ITreatment
{
    private const double Centred = 0.1;
    private const double Even = 10;

    public string Name => "standard_inputs";

    public Treated? Treat(Patient patient)
    {
        (double[] mean, double[] deviation) = Moments(patient.Train);
        double[] varying = [.. deviation.Where(d => d > 0)];
        double offset = Math.Sqrt(mean.Sum(m => m * m)) / Math.Max(Math.Sqrt(varying.Sum(d => d * d)), double.Epsilon);
        if (varying.Length == 0 || patient.Network.Layers[0] is not DenseLayer || (offset <= Centred && varying.Max() <= Even * varying.Min()))
        {
            return null;
        }

        Treated fresh = new FreshStart(Pace.Same).Treat(patient)!;
        return fresh with
        {
            What = Invariant($"begun anew on standardised inputs (their mean was {offset:G3} times their spread), the change taken into the first layer"),
            Rows = set => Standardise(set, mean, deviation),
            Finish = network => Fold((DenseLayer)network.Layers[0], mean, deviation),
        };
    }

    private static (double[] Mean, double[] Deviation) Moments(TrainingSet set)
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

        return (mean, [.. square.Select(Math.Sqrt)]);
    }

    private static TrainingSet Standardise(TrainingSet set, double[] mean, double[] deviation)
    {
        float[] x = set.X.ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            int column = i % mean.Length;
            x[i] = deviation[column] > 0 ? (float)((x[i] - mean[column]) / deviation[column]) : 0;
        }

        return set with { X = x };
    }

    /// <summary>Inputs that do not vary taught their weights nothing: they are set to 0, as the rows they were trained on were.</summary>
    private static void Fold(DenseLayer first, double[] mean, double[] deviation)
    {
        Span<float> weights = first.Weights.Values, bias = first.Bias.Values;
        for (int unit = 0; unit < first.Outputs; unit++)
        {
            double shift = bias[unit];
            for (int input = 0; input < first.Inputs; input++)
            {
                ref float weight = ref weights[(input * first.Outputs) + unit];
                double scaled = deviation[input] > 0 ? weight / deviation[input] : 0;
                shift -= scaled * mean[input];
                weight = (float)scaled;
            }

            bias[unit] = (float)shift;
        }
    }
}
