namespace Glia.Networks.Tests.Training;

/// <summary>Looks at steps and notes the other moments.</summary>
internal sealed class Watcher(Func<long, bool> watches) : IStepObserver
{
    public delegate void StepAction(in StepView step);

    public StepAction? OnStep { get; init; }

    public Action<EpochRecord, Network>? OnEpoch { get; init; }

    public List<string> Moments { get; } = [];

    public bool Watches(long step) => watches(step);

    public void Started(Network network, TrainingSet train, TrainingSet? validation) => Moments.Add("started");

    public void StepEnded(in StepView step) => OnStep?.Invoke(step);

    public void EpochEnded(EpochRecord epoch, Network network)
    {
        Moments.Add($"epoch {epoch.Epoch}");
        OnEpoch?.Invoke(epoch, network);
    }

    public void Finished(TrainingResult result) => Moments.Add("finished");
}
