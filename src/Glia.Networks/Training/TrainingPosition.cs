namespace Glia.Networks.Training;

/// <summary>Where a run stands.</summary>
internal sealed record TrainingPosition(
    int Epoch,
    int StepInEpoch,
    long Step,
    int Wait,
    double Reference,
    double BestLoss,
    int BestEpoch,
    double LearningRate)
{
    public static TrainingPosition Of(TrainingRun run) =>
        new(run.Epoch, run.StepInEpoch, run.Step, run.Wait, run.Reference, run.Best.Loss, run.Best.Epoch, run.LearningRate);

    /// <summary>Brings a fresh run there, but for its best weights.</summary>
    public void Place(TrainingRun run)
    {
        run.Epoch = Epoch;
        run.StepInEpoch = StepInEpoch;
        run.Step = Step;
        run.Wait = Wait;
        run.Reference = Reference;
        run.LearningRate = LearningRate;
    }
}
