using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>Measures the largest update of a run: the harm that a burst of the gradient does, which clipping or leaving out the batch takes away though the gradient bursts as before.</summary>
internal sealed class UpdateWatch : IStepObserver
{
    private SignalMeter? _meter;

    /// <summary>Gets the largest rms(update) / rms(weights) of any layer in any step.</summary>
    public double Largest { get; private set; }

    /// <inheritdoc/>
    public void Started(Network network, TrainingSet train, TrainingSet? validation) => _meter = new SignalMeter(Stage.Of(network));

    /// <inheritdoc/>
    public void StepEnded(in StepView step)
    {
        if (double.IsFinite(step.Loss))
        {
            Largest = Math.Max(Largest, _meter!.LargestUpdate(step).Ratio);
        }
    }
}
