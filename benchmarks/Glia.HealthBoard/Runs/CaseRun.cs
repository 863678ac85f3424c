using Glia.Health;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Comparators;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.Networks;

namespace Glia.HealthBoard.Runs;

/// <summary>One training of a setup, watched by Glia and by the comparators at once.</summary>
internal static class CaseRun
{
    /// <summary>Dead units below this share of a layer say little of the network; see <see cref="HealthOptions.HarmlessDeadShare"/>.</summary>
    private static readonly double Few = new HealthOptions().HarmlessDeadShare;

    public static RunOutcome Of(Setup setup, LearningTask task, ulong seed, string note = "")
    {
        bool probabilities = setup.Output is not null;
        Network network = Start.Network(setup, task, seed);
        Loss loss = Loss(setup, task);
        TrainingOptions options = Options(setup, seed);
        HealthMonitor monitor = new();
        Comparator[] comparators = task.IsRegression
            ? [new DeepDiagnosisRules { Options = options }]
            : [new AutoTrainerRules(probabilities) { Options = options }, new DeepDiagnosisRules { Options = options }];
        TrainingSet train = setup.PoisonStep > 0 ? Poison.Strike(task, options, setup.PoisonStep) : task.Train;
        TrainingResult result = new Trainer(network, loss, options, [monitor, .. comparators]).Fit(train);

        HealthReport report = monitor.Report(network, task.Held.X, task.Held.Rows);
        UnitTruth truth = UnitTruth.Of(network, setup.PoisonStep > 0 ? task with { Train = train } : task);

        // Where a number stopped being finite the weights are those of the last whole epoch, perhaps of the start: no verdict on units to be judged.
        UnitTally? units = result.Reason == StopReason.Completed ? truth.Compare(report) : null;
        return new RunOutcome(
            seed,
            note,
            Score.Of(network, task, probabilities && task.Outputs == 1),
            [.. report.Findings.Select(Word).Distinct()],
            [.. report.Findings.Where(finding => !IsNote(finding, truth)).Select(Word).Distinct()],
            report.Findings.Where(IsDead).Select(finding => finding.Value).DefaultIfEmpty().Max(),
            units,
            units is { Units: > 0 } ? (double)(units.DeadFound + units.DeadMissed) / units.Units : 0,
            comparators.ToDictionary(tool => tool.Name, tool => tool.Fired));
    }

    public static Loss Loss(Setup setup, LearningTask task) =>
        setup.Loss == "keras_cross_entropy" ? new KerasCrossEntropy() : Networks.Loss.Parse(setup.Loss ?? task.Loss);

    public static TrainingOptions Options(Setup setup, ulong seed) => new()
    {
        Epochs = setup.Epochs,
        BatchSize = setup.Batch,
        Optimizer = setup.Optimizer,
        LearningRate = setup.Rate,
        L1 = setup.L1,
        L2 = setup.L2,
        ClipNorm = setup.ClipNorm,
        Seed = seed,
        Threads = 1,
        KeepBest = false,
    };

    /// <summary>A true statement about single dead units: a network that learns may well hold some. Anything else is an alarm.</summary>
    private static bool IsNote(Finding finding, UnitTruth truth) => finding.Problem == Problems.DeadUnits && truth.Confirms(finding);

    private static bool IsDead(Finding finding) => finding.Problem is Problems.DeadUnits or Problems.DeadLayer;

    /// <summary>The problem; dead units below a tenth of a layer are a word of their own, since they do not name a fault of the network.</summary>
    private static string Word(Finding finding) =>
        finding.Problem == Problems.DeadUnits && finding.Value < Few ? "few_dead_units" : finding.Problem;
}
