using Glia.Health.Measures;
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
        InputMoments inputs = InputMoments.Of(patient.Train);
        double[] varying = [.. inputs.Deviation.Where(deviation => deviation > 0)];
        if (varying.Length == 0 || patient.Network.Layers[0] is not DenseLayer || (inputs.Gamma <= Centred && varying.Max() <= Even * varying.Min()))
        {
            return null;
        }

        Treated fresh = new FreshStart(Pace.Same).Treat(patient)!;
        return fresh with
        {
            What = Invariant($"begun anew on standardised inputs (their mean was {inputs.Gamma:G3} times their spread), the change taken into the first layer"),
            Rows = inputs.Standardise,
            Finish = network => Fold((DenseLayer)network.Layers[0], inputs.Mean, inputs.Deviation),
        };
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
