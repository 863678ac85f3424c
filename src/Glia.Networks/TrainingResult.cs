namespace Glia.Networks;

/// <summary>How a training went.</summary>
/// <param name="History">Every completed epoch.</param>
/// <param name="BestEpoch">The epoch whose weights are in the network now; 0: the weights before training.</param>
/// <param name="Reason">Why it ended.</param>
/// <param name="Steps">Updates made, including those before a resume.</param>
/// <param name="Seconds">Time of this call.</param>
public sealed record TrainingResult(IReadOnlyList<EpochRecord> History, int BestEpoch, StopReason Reason, long Steps, double Seconds)
{
    /// <summary>Gets the observers that threw and were left out from then on; nothing else of the training depends on them.</summary>
    public IReadOnlyList<ObserverFailure> ObserverFailures { get; init; } = [];
}
