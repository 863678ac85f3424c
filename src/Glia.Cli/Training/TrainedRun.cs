using Glia.Cli.Settings;
using Glia.Health;
using Glia.Health.Treatments;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>What a run has come to: what was asked, the model with its record, and its health.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Model">The model to use: as trained, or healed.</param>
/// <param name="Health">The health of the network as trained: every unit, watched at every step and examined on rows that nothing was learned from.</param>
internal sealed record TrainedRun(RunPlan Plan, TabularModel Model, HealthReport Health)
{
    /// <summary>What treatments came to; null where none were asked for or nothing was wrong.</summary>
    public HealResult? Healing { get; init; }

    /// <summary>The record of the fit.</summary>
    public RunRecord Record => Model.Run!;
}
