using Glia.Health;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.Networks;

namespace Glia.HealthBoard.Studies;

/// <summary>
/// Ramachandran, Zoph and Le (2017) report that fully connected networks with swish train where those with ReLU fail beyond some 40 layers.
/// Here: 10 to 50 layers of 128 on Fashion-MNIST, momentum 0.9, rate 0.01, batches of 32.
/// </summary>
internal static class DepthStudy
{
    private const double LearnsAbove = 0.5;
    private const int CosineRows = 100;
    private static readonly int[] Depths = [10, 20, 30, 40, 50];

    private static readonly (string Name, string Activation, string? Init)[] Series =
        [("relu, he", "relu", "he_normal(gain=1.4142135)"), ("swish, he", "swish", "he_normal(gain=1.4142135)"), ("swish, own gain", "swish", null), ("relu, glorot", "relu", "glorot_uniform(gain=1)")];

    public static void Run(LearningTask task, StudyFile file, string images, int seeds, int epochs, int parallel, Action save)
    {
        foreach ((string name, string activation, string? init) in Series)
        {
            foreach (int depth in Depths)
            {
                Setup setup = new() { Data = "fashion", Hidden = Invariant($"{depth}*128"), Activation = activation, Init = init, Optimizer = "momentum(momentum=0.9)", Rate = 0.01, Batch = 32, Epochs = epochs };
                DepthPoint point = Point(name, depth, setup, task, seeds, parallel);
                file.Depth = [.. file.Depth.Where(old => old.Series != name || old.Depth != depth), point];
                save();
                Console.WriteLine(Invariant($"{name} {depth}: {point.Learns} of {seeds} learn, accuracy {point.Accuracy.Median}, gains {point.ForwardGain.Median} forward {point.BackwardGain.Median} backward, cosine {point.Cosine.Median}, {point.Found} found"));
            }
        }

        Draw(file, images);
    }

    private static DepthPoint Point(string name, int depth, Setup setup, LearningTask task, int seeds, int parallel)
    {
        (double Accuracy, Signal Signal, double Cosine, bool Found, long Steps)[] runs = new (double, Signal, double, bool, long)[seeds];
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i =>
        {
            ulong seed = (ulong)i + 1;
            Network network = Start.Network(setup, task, seed);
            double cosine = Hidden.Cosine(network, task.Held, CosineRows);
            HealthMonitor monitor = new();
            TrainingResult result = new Trainer(network, CaseRun.Loss(setup, task), CaseRun.Options(setup, seed), monitor).Fit(task.Train);
            HealthReport report = monitor.Report(network, task.Held.X, task.Held.Rows);
            runs[i] = (Score.Of(network, task, false), Signal.AtStart(setup, task, seed), cosine, report.Findings.Any(finding => finding.Problem != Problems.DeadUnits), result.Steps);
        });
        return new DepthPoint(
            name,
            depth,
            seeds,
            runs[0].Steps,
            runs.Count(run => run.Accuracy > LearnsAbove),
            Results.Range.Of(runs.Select(run => run.Accuracy)),
            Results.Range.Of(runs.Select(run => run.Signal.ForwardGain)),
            Results.Range.Of(runs.Select(run => run.Signal.BackwardGain)),
            Results.Range.Of(runs.Select(run => run.Cosine)),
            runs.Count(run => run.Found));
    }

    private static void Draw(StudyFile file, string images)
    {
        LinePlot plot = new() { Title = "Accuracy of deep fully connected networks on Fashion-MNIST", XTitle = "hidden layers", YTitle = "held-out accuracy" };
        foreach (var series in file.Depth.GroupBy(point => point.Series, StringComparer.Ordinal))
        {
            plot.Add(series.Key, series.OrderBy(p => p.Depth).Select(p => ((double)p.Depth, p.Accuracy.Low, p.Accuracy.Median, p.Accuracy.High)));
        }

        plot.Write(Path.Combine(images, "depth-accuracy.svg"));
    }
}
