using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health;

/// <summary>
/// Code that measures one thing and states findings about it. One a file; how to add one: docs/adding-a-probe.md. A probe that throws is left
/// out from then on and named in <see cref="HealthReport.ProbeFailures"/>; training and the other probes go on.
/// </summary>
/// <remarks>All calls but <see cref="Find"/> come from the training thread. One instance serves one training at a time.</remarks>
public interface IProbe
{
    /// <summary>A training begins: what was remembered of another one is to be forgotten.</summary>
    /// <param name="record">What will be known about it.</param>
    void Started(TrainingRecord record)
    {
    }

    /// <summary>A watched step was taken; the record already has it. No allocation, unless something is wrong.</summary>
    /// <param name="step">The view, valid during the call.</param>
    /// <param name="record">What is known so far.</param>
    void StepEnded(in StepView step, TrainingRecord record)
    {
    }

    /// <summary>An epoch with at least one sampled step ended.</summary>
    /// <param name="signal">What its samples say of the signal.</param>
    /// <param name="record">What is known so far.</param>
    void EpochEnded(EpochSignal signal, TrainingRecord record)
    {
    }

    /// <summary>Says what is wrong.</summary>
    /// <param name="evidence">All that was seen, and what probes earlier in the chain have found.</param>
    /// <returns>Findings; none where nothing is wrong.</returns>
    IEnumerable<Finding> Find(Evidence evidence);
}
