using Glia.Networks;

namespace Glia.HealthBoard.Comparators;

/// <summary>
/// A published set of rules, watching the same training. Looks at the last step of every third epoch, as AutoTrainer does; ten times, evenly
/// spread, at a training of fewer than 30 epochs.
/// </summary>
internal abstract class Comparator : IStepObserver
{
    private const int EveryEpochs = 3, FewEpochs = 30, LooksOfFew = 10;

    private readonly SortedDictionary<string, long> _fired = new(StringComparer.Ordinal);
    private long _every = 1;

    /// <summary>Gets the name.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the rules that count at the end, with the step at which each first held.</summary>
    public virtual IReadOnlyDictionary<string, long> Fired => _fired;

    protected TrainingSet Train { get; private set; } = null!;

    public required TrainingOptions Options { get; init; }

    public bool Watches(long step) => step % _every == 0;

    public bool Compares(long step, double loss) => false;

    public void Started(Network network, TrainingSet train, TrainingSet? validation)
    {
        Train = train;
        long stepsOfEpoch = (train.Rows + Options.BatchSize - 1) / Options.BatchSize;
        _every = Options.Epochs >= FewEpochs ? EveryEpochs * stepsOfEpoch : Math.Max(1, stepsOfEpoch * Options.Epochs / LooksOfFew);
    }

    public void StepEnded(in StepView step)
    {
        if (!double.IsFinite(step.Loss))
        {
            Note("not a number", step.Step);
            return;
        }

        Look(step);
    }

    public void Finished(TrainingResult result)
    {
        if (result.Reason == StopReason.NonFinite)
        {
            Note("not a number", result.Steps);
        }
    }

    protected abstract void Look(in StepView step);

    protected void Note(string rule, long step) => _fired.TryAdd(rule, step);

    protected static double Norm(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }
}
