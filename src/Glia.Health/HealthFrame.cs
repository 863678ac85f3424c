namespace Glia.Health;

/// <summary>What one epoch of training looked like.</summary>
/// <param name="Epoch">The epoch, as the trainer counts.</param>
/// <param name="Layers">Every activation layer, in order.</param>
public sealed record HealthFrame(int Epoch, IReadOnlyList<LayerFrame> Layers);

/// <summary>One activation layer in one epoch, as seen on the training batches.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="FiringRate">For each unit the share of the epoch's rows with z &gt; 0; for S-shaped functions, outside saturation.</param>
/// <param name="ForwardGain">rms(y) / rms(y of the activation layer before, or of the input); the last measured one, null before.</param>
/// <param name="BackwardGain">rms(∂L/∂z) / rms(∂L/∂z of the next layer).</param>
/// <param name="UpdateRatio">rms(update) / rms(weights) of the dense weights that feed the layer.</param>
/// <param name="Alive">Units that did what they should.</param>
/// <param name="Silent">Rectifier units that did not fire in this epoch, but did so one full pass over the rows ago or later.</param>
/// <param name="Dead">Rectifier units that have not fired for longer than that (observed).</param>
/// <param name="Saturated">S-shaped units in their flat tails on at least 95 % of the epoch's rows.</param>
public sealed record LayerFrame(
    string Name,
    IReadOnlyList<float> FiringRate,
    double? ForwardGain,
    double? BackwardGain,
    double? UpdateRatio,
    int Alive,
    int Silent,
    int Dead,
    int Saturated);
