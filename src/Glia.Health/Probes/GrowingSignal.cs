using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Growing signal, or exploding activations: over the hidden layers of the first step ln rms(y) rises by more than 0.2 a layer (five layers or more),
/// or rms(y of the last hidden layer) / rms(input) &gt; 100; and the network has learned nothing.
/// </summary>
/// <remarks>Thresholds: Glorot's weights before rectifiers lose half the variance a layer, a slope of −0.35 (published 34 x 128 network of AutoTrainer, ICSE 2021); a total of 100 either way. A growth or fall that the network copes with is no fault.</remarks>
internal sealed class GrowingSignal : IProbe
{
    private const string Source = "Half the variance lost a layer is a slope of −0.35 (AutoTrainer's 34 x 128 case, ICSE 2021); 0.2 a layer over five layers, or a factor of 100 in all" + Progress.Confirmed;

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (!Progress.IsMissing(evidence) || SignalProfile.Of(evidence) is not { } profile)
        {
            yield break;
        }

        if (profile.Slope > evidence.Options.RunawaySlope || profile.Factor > evidence.Options.ForwardGrowth)
        {
            bool slope = Math.Abs(profile.Slope) > evidence.Options.RunawaySlope;
            yield return new Finding(
                Problems.GrowingSignal,
                profile.Signal.Layers[^2].Name,
                [],
                Proof.Observed,
                profile.Signal.FirstStep,
                slope ? profile.Slope : profile.Factor,
                slope ? evidence.Options.RunawaySlope : evidence.Options.ForwardGrowth,
                Source,
                Invariant($"The signal grows with depth: its root mean square is {profile.Ends()}.") + Progress.Say(evidence.Training!),
                "Initialise by the activation (he for rectifiers, glorot for tanh), rescale each layer to an rms of 1 on the data, or add normalisation layers; an activation without exponential growth.")
            {
                ChainRule = "∂L/∂w = ∂L/∂z · x: the factor x, what enters the layer, grows with depth, so steps are far too large in the last layers while the first are thrown by a gradient that grew on its way back.",
            };
        }
    }
}
