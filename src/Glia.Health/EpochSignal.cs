namespace Glia.Health;

/// <summary>What one epoch's samples say of the signal, layer by layer.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="FirstStep">Its first sampled step.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Norm">Running median of the gradient norm when it ended.</param>
/// <param name="InputRms">rms of the batch.</param>
/// <param name="Layers">Every layer with an activation, and the output; first to last.</param>
public sealed record EpochSignal(int Epoch, long FirstStep, double Loss, double Norm, double InputRms, IReadOnlyList<LayerSignal> Layers)
{
    /// <summary>Gets the mean cosine between different rows of the input, as in <see cref="LayerSignal.Correlation"/>.</summary>
    public double? InputCorrelation { get; init; }

    /// <summary>Gets rms(∂L/∂z of the first layer) / rms(∂L/∂z of the last); null when one is 0 or there are fewer than two.</summary>
    public double? GradientRatio => Layers.Count > 1 && Layers[0].GradientRms > 0 && Layers[^1].GradientRms > 0
        ? Layers[0].GradientRms / Layers[^1].GradientRms
        : null;

    /// <summary>Gets the geometric mean of the backward gains.</summary>
    public double? GainPerLayer => GradientRatio is { } ratio ? Math.Pow(ratio, 1.0 / (Layers.Count - 1)) : null;

    /// <summary>Gets rms(y of the last hidden layer) / rms(input): how the signal grows with depth.</summary>
    public double? ForwardGrowth => Layers.Count > 1 && InputRms > 0 ? Layers[^2].OutputRms / InputRms : null;

    /// <summary>Gets the largest update ratio.</summary>
    public double? LargestUpdateRatio
    {
        get
        {
            double? largest = null;
            for (int i = 0; i < Layers.Count; i++)
            {
                largest = Layers[i].UpdateRatio is { } ratio && !(ratio <= largest) ? ratio : largest;
            }

            return largest;
        }
    }
}
