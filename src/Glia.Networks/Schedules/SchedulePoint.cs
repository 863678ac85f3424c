namespace Glia.Networks.Schedules;

/// <summary>Where in a run a step is.</summary>
/// <param name="Step">Steps made before: 0 for the first.</param>
/// <param name="StepsPerEpoch">Steps of an epoch.</param>
/// <param name="Epochs">Epochs of the run.</param>
internal readonly record struct SchedulePoint(long Step, int StepsPerEpoch, int Epochs)
{
    /// <summary>Epochs completed before.</summary>
    public long Epoch => Step / StepsPerEpoch;

    /// <summary>Steps of the run.</summary>
    public long Total => (long)StepsPerEpoch * Epochs;
}
