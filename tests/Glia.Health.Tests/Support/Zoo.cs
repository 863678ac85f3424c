using Glia.Networks;

namespace Glia.Health.Tests.Support;

/// <summary>Healthy networks: matched initialisation, usual rates; every one has to learn its task.</summary>
internal static class Zoo
{
    /// <summary>Trains one and counts findings that are false, and dead units that are true.</summary>
    public static (int FalseAlarms, int TrueDead) Count(string activation, string task, int depth, ulong seed, Action<string> tell)
    {
        TrainingSet train = Tasks.Named(task, 400, seed), held = Tasks.Named(task, 300, seed + 1000);
        Network network = Nets.Mlp(train.Features, Nets.Deep(depth, 24), activation, Tasks.Outputs(task), seed);
        TrainingOptions options = new() { Epochs = 60, BatchSize = 32, LearningRate = 3e-3, Seed = seed };
        (HealthReport report, TrainingResult result) = Nets.Watch(network, train, Tasks.Loss(task), options, held);
        Assert.True(result.History[^1].TrainLoss < 0.35, $"{activation} {task} {depth} did not learn: {result.History[^1].TrainLoss}");
        TrainingSet dense = Tasks.Named(task, 20000, seed + 2000);
        Dictionary<string, long[]> truth = Exhaustive.Fired(network, dense.X.Span, dense.Rows);
        (int wrong, int right) = (0, 0);
        foreach (Finding finding in report.Findings)
        {
            bool isTrue = finding.Problem == Problems.DeadUnits && finding.Units.All(unit => truth[finding.Layer][unit] <= 3.0 / held.Rows * dense.Rows);
            (wrong, right) = (wrong + (isTrue ? 0 : 1), right + (isTrue ? 1 : 0));
            if (!isTrue)
            {
                tell($"{activation} {task} depth {depth} seed {seed}: {finding.Problem} {finding.Layer} {finding.Evidence}");
            }
        }

        return (wrong, right);
    }

    /// <summary>Trains one with a schedule and batch size that change with the seed; single rows, too. Does it learn, and how many findings but dead units?</summary>
    public static (bool Learns, int Findings) Kinds(
        string activation, string optimizer, double rate, int depth, string task, ulong seed, Action<string> tell)
    {
        (string schedule, int batch, int epochs) = (seed % 4) switch
        {
            0 => ("constant", 200, 150),
            1 => ("cosine", 32, 50),
            2 => ("one_cycle", 32, 50),
            _ => ("constant", 1, 15),
        };
        TrainingSet train = Tasks.Named(task, 300, seed), held = Tasks.Named(task, 200, seed + 9999);
        Network network = Nets.Mlp(train.Features, Nets.Deep(depth, 20), activation, Tasks.Outputs(task), seed);
        TrainingOptions options = new()
        {
            Epochs = epochs,
            BatchSize = batch,
            Optimizer = optimizer,
            LearningRate = batch == 1 ? rate / 10 : rate,
            Schedule = schedule,
            Seed = seed,
        };
        (HealthReport report, TrainingResult result) = Nets.Watch(network, train, Tasks.Loss(task), options, held);
        double loss = result.History.Count > 0 ? result.History[^1].TrainLoss : double.NaN;

        // A curve that ends nearer to its variance than to the noise of 0.49, in ratios, is behind a table of its only column: there it is true.
        bool isBehind = task == "curve" && loss > Math.Sqrt(0.49 * Variance(train));
        string[] found = [.. report.Findings.Where(f => f.Problem != Problems.DeadUnits && !(isBehind && f.Problem == Problems.BehindBaseline)).Select(f => f.Problem)];

        // The floors: 0.49 of a variance of about 1.0, and 0.62 nats of 0.69.
        // A draw of the curve's 300 rows may have a variance as low as 0.84: whoever only finds the mean has not learned.
        double floor = task switch { "curve" => Math.Min(0.85, 0.97 * Variance(train)), "labels" => 0.68, _ => 0.3 };
        bool learns = result.Reason == StopReason.Completed && loss < floor;
        if (found.Length > 0)
        {
            tell($"{activation} x{depth} {task} {optimizer} {rate} {schedule} batch {batch}: {(learns ? "learns" : "fails")}, {string.Join(", ", found)}");
        }

        return (learns, found.Length);
    }

    private static double Variance(TrainingSet set)
    {
        double mean = set.Targets.ToArray().Average(t => (double)t);
        return set.Targets.ToArray().Average(t => (t - mean) * (t - mean));
    }

    /// <summary>Trains a rectifier network and gives the state of every unit with the number of 20 000 fresh rows that fire it.</summary>
    public static IEnumerable<(UnitState State, long Fired)> States(string task, int depth, ulong seed)
    {
        TrainingSet train = Tasks.Named(task, 400, seed), held = Tasks.Named(task, 300, seed + 1000), fresh = Tasks.Named(task, 20000, seed + 2000);
        Network network = Nets.Mlp(train.Features, Nets.Deep(depth, 24), "relu", Tasks.Outputs(task), seed);
        TrainingOptions options = new() { Epochs = 60, BatchSize = 32, LearningRate = 3e-3, Seed = seed };
        (HealthReport report, _) = Nets.Watch(network, train, Tasks.Loss(task), options, held);
        Dictionary<string, long[]> truth = Exhaustive.Fired(network, fresh.X.Span, fresh.Rows);
        return report.Layers.SelectMany(layer => layer.State.Zip(truth[layer.Name]));
    }
}
