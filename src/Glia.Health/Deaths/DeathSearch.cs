using Glia.Health.Causes;
using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Deaths;

/// <summary>
/// Finds the killing updates of units that are dead at the end and fired before. Nothing is done for it while training: the monitor knows the last
/// step in which each unit fired in a batch, so the search starts from the last state before that and replays, looking after each update.
/// </summary>
internal static class DeathSearch
{
    /// <summary>Most and fewest training rows to look at after an update where all would cost too much. 3/256 bounds the firing rate missed to 1.2 %.</summary>
    private const int MostRows = 2048;
    private const int FewestRows = 256;

    /// <summary>Multiply-adds of such a look: some milliseconds.</summary>
    private const double LookCost = 1e8;

    /// <summary>Finds deaths.</summary>
    /// <param name="record">What the monitor wrote down.</param>
    /// <param name="report">Which units are dead.</param>
    /// <param name="deadline">When to end, however far it is.</param>
    /// <param name="cancel">Heard between steps.</param>
    /// <returns>In the order of steps. Units that never fired in a batch have no killing update.</returns>
    public static IReadOnlyList<UnitDeath> Find(TrainingRecord record, HealthReport report, Deadline deadline, CancellationToken cancel)
    {
        if (record.Result is not { } result || Suspects(record, report) is not { Count: > 0 } suspects)
        {
            return [];
        }

        // A unit that fired in the batch of step f fired with the weights after f − 1; so the update of f is the first that may have killed it.
        long first = suspects.Min(suspect => suspect.LastFired);
        if (record.Snapshots.Before(first - 1) is not { } state)
        {
            return [];
        }

        long thorough = (long)(DeathWatch.Thorough / Math.Max(1.0, (double)state.Values.Length * (result.Steps - first + 1)));
        long quick = Math.Clamp((long)(LookCost / state.Values.Length), FewestRows, MostRows);
        Sample sample = Sample.Of(record.Train, (int)Math.Clamp(thorough, quick, int.MaxValue));
        DeathWatch watch = new(state, record.Stages, suspects, sample, first, result.Steps, deadline);
        Trainer trainer = Trainer.From(state, Replay.Options(state), watch);
        trainer.Rule = watch;
        Replay.Run(trainer, record.Train, record.Validation, cancel);
        bool isWhole = watch.LastLook == result.Steps;
        return
        [
            .. from death in suspects.Select(suspect => suspect.Death).OfType<UnitDeath>()
               orderby death.Step
               select isWhole ? death : death with { IsExact = false },
        ];
    }

    private static List<Suspect> Suspects(TrainingRecord record, HealthReport report)
    {
        List<Suspect> suspects = [];
        for (int i = 0; i < record.Layers.Length; i++)
        {
            LayerHealth health = report.Layers[i];
            int[] mute = report.Mute(health.Name);
            int stage = Array.IndexOf(record.Stages, record.Layers[i].Stage);
            suspects.AddRange(
                from unit in mute
                where record.Layers[i].LastFired(unit) > 0
                select new Suspect(stage, unit, record.Layers[i].LastFired(unit)));
        }

        return suspects;
    }
}
