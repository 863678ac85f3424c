using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Fading signal, or collapse of the variance: over the hidden layers of the first step ln rms(y) falls by more than 0.2 a layer (five layers or
/// more), or rms(y of the last hidden layer) / rms(input) &lt; 1e-2; and the network has learned nothing. Not dying: whether a rectifier without biases fires
/// depends on the sign of w · x, not on the size of w, so the share of silent units is that of a matched start.
/// </summary>
/// <remarks>Thresholds and their source: <see cref="SignalProfile"/>. A growth or fall that the network copes with is no fault.</remarks>
internal sealed class FadingSignal : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (SignalProfile.Runaway(evidence, Problems.FadingSignal, -1, "The signal shrinks with depth", ".") is { } finding)
        {
            yield return finding with
            {
                ChainRule = "∂L/∂w = ∂L/∂z · x: the factor x, what enters the layer, goes towards 0 with depth, and ∂L/∂z shrinks the same way backwards; f′(z) is as it should be. The units are not dead, they whisper.",
            };
        }
    }
}
