namespace Glia.Health.Records;

/// <summary>What one epoch's samples say of the signal, stage by stage.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="FirstStep">Its first sampled step.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Norm">Running median of the gradient norm when it ended.</param>
/// <param name="InputRms">rms of the batch.</param>
/// <param name="Layers">The stages, first to last.</param>
internal sealed record EpochSignal(int Epoch, long FirstStep, double Loss, double Norm, double InputRms, IReadOnlyList<LayerSignal> Layers)
{
    /// <summary>rms(∂L/∂z of the first stage) / rms(∂L/∂z of the last); null when one is 0 or there are fewer than two.</summary>
    public double? GradientRatio => Layers.Count > 1 && Layers[0].GradientRms > 0 && Layers[^1].GradientRms > 0
        ? Layers[0].GradientRms / Layers[^1].GradientRms
        : null;

    /// <summary>The geometric mean of the backward gains.</summary>
    public double? GainPerLayer => GradientRatio is { } ratio ? Math.Pow(ratio, 1.0 / (Layers.Count - 1)) : null;

    /// <summary>rms(y of the last hidden stage) / rms(input): how the signal grows with depth.</summary>
    public double? ForwardGrowth => Layers.Count > 1 && InputRms > 0 ? Layers[^2].OutputRms / InputRms : null;

    /// <summary>The largest update ratio.</summary>
    public double? LargestUpdateRatio => Layers.Max(layer => layer.UpdateRatio);
}

/// <summary>The signal at one stage.</summary>
/// <param name="OutputRms">rms(y).</param>
/// <param name="GradientRms">rms(∂L/∂z).</param>
/// <param name="ForwardGain">rms(y) / rms(y of the stage before, or of the input).</param>
/// <param name="BackwardGain">rms(∂L/∂z) / rms(∂L/∂z of the next stage); null for the last.</param>
/// <param name="UpdateRatio">rms(update) / rms(weights).</param>
/// <param name="GradientPerWeight">rms(∂L/∂weights) / rms(weights).</param>
internal sealed record LayerSignal(
    double OutputRms, double GradientRms, double? ForwardGain, double? BackwardGain, double? UpdateRatio, double? GradientPerWeight);
