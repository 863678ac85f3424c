using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>How the size of y runs over the hidden layers.</summary>
/// <param name="Factor">rms(y of the last hidden layer) / rms(input).</param>
/// <param name="Slope">Slope of ln rms(y) a layer, by least squares; 0 for fewer than five hidden layers.</param>
/// <param name="Signal">What was measured.</param>
internal sealed record SignalProfile(double Factor, double Slope, EpochSignal Signal)
{
    /// <summary>Glorot's weights before rectifiers lose half the variance a layer, a slope of −0.35; a total of 100 either way.</summary>
    private const string Source = "Half the variance lost a layer is a slope of −0.35 (AutoTrainer's 34 x 128 case, ICSE 2021); 0.2 a layer over five layers, or a factor of 100 in all" + Progress.Confirmed;

    private const string LateSource = "Half the variance lost a layer is a slope of −0.35 (AutoTrainer's 34 x 128 case, ICSE 2021); 0.2 a layer over five layers, or a factor of 100 in all; reported only where training ended in the middle of the fall";

    /// <summary>Hidden layers below which a slope says little.</summary>
    private const int FewestLayers = 5;

    /// <summary>The first measured step, or the last epoch where in that has a layer without output; null for fewer than two hidden layers.</summary>
    public static SignalProfile? Of(Evidence evidence) => evidence.Training is { } training
        ? Of(training.FirstSignal) ?? Of(training.Signal)
        : null;

    /// <summary>A finding of a signal that runs away over the layers; null where it does not, or the network copes with it.</summary>
    /// <param name="evidence">What was seen.</param>
    /// <param name="problem">Its name.</param>
    /// <param name="way">1: it grows, −1: it shrinks.</param>
    /// <param name="what">Says so.</param>
    /// <param name="advice">What to do.</param>
    /// <param name="late">Whether a network that learned late is one that does not cope with it.</param>
    public static Finding? Runaway(Evidence evidence, string problem, int way, string what, string advice, bool late = false)
    {
        HealthOptions options = evidence.Options;
        bool missing = Progress.IsMissing(evidence);
        if ((!missing && !late) || Of(evidence) is not { } profile)
        {
            return null;
        }

        // A slope tells at any depth, a factor only how far it has come: few layers that biases hold down at the start are late by these.
        bool slope = way * profile.Slope > options.RunawaySlope;
        double most = way > 0 ? options.ForwardGrowth : 1 / options.ForwardGrowth;
        return !slope && (!missing || !(way * profile.Factor > way * most)) ? null : new Finding(
            problem,
            profile.Signal.Layers[^2].Name,
            [],
            Proof.Observed,
            profile.Signal.FirstStep,
            slope ? profile.Slope : profile.Factor,
            slope ? way * options.RunawaySlope : most,
            missing ? Source : LateSource,
            Invariant($"{what}: its root mean square is {profile.Ends()}.") + (missing ? Progress.Say(evidence.Training!) : Progress.SayLate(evidence)),
            "Initialise by the activation (he for rectifiers, glorot for tanh), rescale each layer to an rms of 1 on the data, or add normalisation layers" + advice);
    }

    /// <summary>Where it began, where it ended, and the factor a layer.</summary>
    private string Ends()
    {
        double perLayer = Math.Pow(Factor, 1.0 / (Signal.Layers.Count - 1));
        return Invariant($"{Words.Number(Signal.InputRms)} at the input and {Words.Number(Signal.Layers[^2].OutputRms)} at '{Signal.Layers[^2].Name}' ({Words.Number(perLayer)} times a layer)");
    }

    private static SignalProfile? Of(EpochSignal? signal)
    {
        if (signal is not { InputRms: > 0, Layers.Count: > 2 } || signal.Layers.SkipLast(1).Any(layer => !(layer.OutputRms > 0)))
        {
            return null;
        }

        double[] size = [.. signal.Layers.SkipLast(1).Select(layer => Math.Log(layer.OutputRms))];
        return new SignalProfile(signal.ForwardGrowth ?? 1, SlopeOf(size), signal);
    }

    private static double SlopeOf(double[] y)
    {
        if (y.Length < FewestLayers)
        {
            return 0;
        }

        double middle = (y.Length - 1) / 2.0, mean = y.Average();
        double products = y.Select((value, i) => (i - middle) * (value - mean)).Sum();
        return products / Enumerable.Range(0, y.Length).Sum(i => (i - middle) * (i - middle));
    }
}
