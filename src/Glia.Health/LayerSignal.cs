namespace Glia.Health;

/// <summary>
/// The signal at one layer, the second axis of health: how large it is and what becomes of it on the way, whatever single units do. Sizes are
/// root mean squares over batch and units, means over the sampled steps of an epoch.
/// </summary>
/// <param name="OutputRms">rms(y).</param>
/// <param name="GradientRms">rms(∂L/∂z).</param>
/// <param name="ForwardGain">rms(y) / rms(y of the layer before, or of the input); null where that is 0.</param>
/// <param name="BackwardGain">rms(∂L/∂z) / rms(∂L/∂z of the next layer); null for the last.</param>
/// <param name="UpdateRatio">rms(update) / rms(weights); null where no dense weights feed the layer.</param>
/// <param name="GradientPerWeight">rms(∂L/∂weights) / rms(weights); null where no dense weights feed the layer.</param>
public sealed record LayerSignal(
    double OutputRms, double GradientRms, double? ForwardGain, double? BackwardGain, double? UpdateRatio, double? GradientPerWeight)
{
    /// <summary>Gets the name of the layer, as in <see cref="LayerHealth.Name"/>; the output layer is among them.</summary>
    public string Name { get; init; } = "";

    /// <summary>Gets the mean cosine between y of different rows (up to 16 of a batch): 1 when all rows look the same to the layers behind;
    /// null where fewer than two rows had an output.</summary>
    public double? Correlation { get; init; }

    /// <summary>Gets the share of weight gradients, exact zeros not counted, that are smaller than the optimizer's ε; null for an optimizer
    /// without ε and where all are 0.</summary>
    public double? BelowEpsilon { get; init; }

    /// <summary>Gets rms(one update of the biases) / rms(z); null where nothing is added to z, or z is 0.</summary>
    public double? BiasStep { get; init; }
}
