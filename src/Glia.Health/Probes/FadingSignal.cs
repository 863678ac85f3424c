using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Fading signal, or collapse of the variance: over the hidden layers of the first step ln rms(y) falls by more than 0.2 a layer (five layers or
/// more), or rms(y of the last hidden layer) / rms(input) &lt; 1e-2; and the network has learned nothing, or, where the slope says it, learned late: of ten epochs or more half left the loss above half of where it is when
/// nothing is learned, and the second half of the epochs brought more than a third of the whole fall. Not dying: whether a rectifier without biases fires
/// depends on the sign of w · x, not on the size of w, so the share of silent units is that of a matched start.
/// </summary>
/// <remarks>Thresholds and their source: <see cref="SignalProfile"/>. A growth or fall that the network copes with is no fault. A late fall is one that training ended in the middle of: in our networks of 20 layers with weights half as large as
/// they should be, the loss stays for a tenth of the steps and then takes several times as long as that of their twins.</remarks>
internal sealed class FadingSignal : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (SignalProfile.Runaway(evidence, Problems.FadingSignal, -1, "The signal shrinks with depth", ".", Progress.IsLate(evidence)) is { } finding)
        {
            yield return finding with
            {
                ChainRule = "∂L/∂w = ∂L/∂z · x: the factor x, what enters the layer, goes towards 0 with depth, and ∂L/∂z shrinks the same way backwards; f′(z) is as it should be. The units are not dead, they whisper.",
            };
        }
    }
}
