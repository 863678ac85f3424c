using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Probes;

/// <summary>Code that measures one thing and states findings about it. One a file; how to add one: docs/adding-a-probe.md.</summary>
internal interface IProbe
{
    /// <summary>A step was taken; the record already has it. No allocation, unless something is wrong.</summary>
    void StepEnded(in StepView step, TrainingRecord record)
    {
    }

    /// <summary>An epoch with at least one sampled step ended.</summary>
    void EpochEnded(EpochSignal signal, TrainingRecord record)
    {
    }

    /// <summary>What is wrong.</summary>
    IEnumerable<Finding> Find(Evidence evidence);
}
