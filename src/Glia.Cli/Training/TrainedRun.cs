using Glia.Cli.Settings;
using Glia.Health;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>What a run has come to: what was asked, the model with its record, and its health.</summary>
internal sealed record TrainedRun(RunPlan Plan, TabularModel Model)
{
    /// <summary>The record of the fit.</summary>
    public RunRecord Record => Model.Run!;

    /// <summary>The health of every unit, watched at every step and examined on rows that nothing was learned from.</summary>
    public HealthReport Health => Model.Health!;
}
