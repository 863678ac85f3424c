using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Growing signal, or exploding activations: over the hidden layers of the first step ln rms(y) rises by more than 0.2 a layer (five layers or more),
/// or rms(y of the last hidden layer) / rms(input) &gt; 100; and the network has learned nothing.
/// </summary>
/// <remarks>Thresholds and their source: <see cref="SignalProfile"/>. A growth or fall that the network copes with is no fault.</remarks>
internal sealed class GrowingSignal : IProbe
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (SignalProfile.Runaway(evidence, Problems.GrowingSignal, 1, "The signal grows with depth", "; an activation without exponential growth.") is { } finding)
        {
            yield return finding with
            {
                ChainRule = "∂L/∂w = ∂L/∂z · x: the factor x, what enters the layer, grows with depth, so steps are far too large in the last layers while the first are thrown by a gradient that grew on its way back.",
            };
        }
    }
}
