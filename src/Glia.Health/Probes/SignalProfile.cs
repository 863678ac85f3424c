using Glia.Health.Records;

namespace Glia.Health.Probes;

/// <summary>How the size of y runs over the hidden layers.</summary>
/// <param name="Factor">rms(y of the last hidden layer) / rms(input).</param>
/// <param name="Slope">Slope of ln rms(y) a layer, by least squares; 0 for fewer than five hidden layers.</param>
/// <param name="Signal">What was measured.</param>
internal sealed record SignalProfile(double Factor, double Slope, EpochSignal Signal)
{
    /// <summary>Hidden layers below which a slope says little.</summary>
    private const int FewestLayers = 5;

    /// <summary>The first measured step, or the last epoch where in that has a layer without output; null for fewer than two hidden layers.</summary>
    public static SignalProfile? Of(Evidence evidence) => evidence.Training is { } training
        ? Of(training.FirstSignal) ?? Of(training.Signal)
        : null;

    /// <summary>Where it began, where it ended, and the factor a layer.</summary>
    public string Ends()
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
