using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>
/// Fading signal, or collapse of the variance: over the hidden layers of the first step ln rms(y) falls by more than 0.2 a layer (five layers or
/// more), or rms(y of the last hidden layer) / rms(input) &lt; 1e-2; and the network has learned nothing. Not dying: whether a rectifier without biases fires
/// depends on the sign of w · x, not on the size of w, so the share of silent units is that of a matched start.
/// </summary>
/// <remarks>Thresholds: Glorot's weights before rectifiers lose half the variance a layer, a slope of −0.35 (published 34 x 128 network of AutoTrainer, ICSE 2021); a total of 100 either way. A growth or fall that the network copes with is no fault.</remarks>
internal sealed class FadingSignal : IProbe
{
    private const string Source = "Half the variance lost a layer is a slope of −0.35 (AutoTrainer's 34 x 128 case, ICSE 2021); 0.2 a layer over five layers, or a factor of 100 in all" + Progress.Confirmed;

    /// <inheritdoc/>
    public IEnumerable<Finding> Find(Evidence evidence)
    {
        if (!Progress.IsMissing(evidence) || SignalProfile.Of(evidence) is not { } profile)
        {
            yield break;
        }

        if (profile.Slope < -evidence.Options.RunawaySlope || profile.Factor < 1 / evidence.Options.ForwardGrowth)
        {
            bool slope = Math.Abs(profile.Slope) > evidence.Options.RunawaySlope;
            yield return new Finding(
                Problems.FadingSignal,
                profile.Signal.Layers[^2].Name,
                [],
                Proof.Observed,
                profile.Signal.FirstStep,
                slope ? profile.Slope : profile.Factor,
                slope ? -evidence.Options.RunawaySlope : 1 / evidence.Options.ForwardGrowth,
                Source,
                Invariant($"The signal shrinks with depth: its root mean square is {profile.Ends()}.") + Progress.Say(evidence.Training!),
                "Initialise by the activation (he for rectifiers, glorot for tanh), rescale each layer to an rms of 1 on the data, or add normalisation layers.")
            {
                ChainRule = "∂L/∂w = ∂L/∂z · x: the factor x, what enters the layer, goes towards 0 with depth, and ∂L/∂z shrinks the same way backwards; f′(z) is as it should be. The units are not dead, they whisper.",
            };
        }
    }
}
