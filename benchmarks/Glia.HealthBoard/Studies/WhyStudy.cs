using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.Networks;

namespace Glia.HealthBoard.Studies;

/// <summary>The runs of docs/why-networks-stop-learning.md: depth, learning rate and bias, each for the activations that are said to cure it.</summary>
internal static class WhyStudy
{
    private static readonly string[] Deep = ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish"];
    private static readonly string[] Dying = ["relu", "leaky_relu", "prelu", "elu", "swish"];
    private static readonly int[] Depths = [2, 4, 6, 8, 10, 12];
    private static readonly double[] Rates = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];
    private static readonly double[] Biases = [0, -0.25, -0.5, -1, -1.5, -2, -3, -4];

    public static void Run(Tasks tasks, StudyFile file, string images, int seeds, int parallel)
    {
        LearningTask digits = tasks.Get("digits"), circles = tasks.Get("circles");
        file.Shrink = [.. from activation in Deep from depth in Depths select Shrink(digits, activation, depth, seeds, parallel)];
        file.Rate = [.. from activation in Dying from rate in Rates select Stuck(circles, activation, rate, Circle(activation) with { Optimizer = "sgd", Rate = rate }, seeds, parallel)];
        file.Bias = [.. from activation in Dying from bias in Biases select Stuck(circles, activation, bias, Circle(activation) with { Start = Invariant($"bias({bias})") }, seeds, parallel)];
        Draw(file, images);
    }

    private static Setup Circle(string activation) => new() { Data = "circles", Hidden = "16,16", Activation = activation, Batch = 32, Epochs = 100 };

    private static ShrinkPoint Shrink(LearningTask task, string activation, int depth, int seeds, int parallel)
    {
        Setup setup = new() { Data = "digits", Hidden = Invariant($"{depth}*64"), Activation = activation, Batch = 32, Epochs = 10 };
        (double Arrives, double Accuracy)[] runs = new (double, double)[seeds];
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i =>
        {
            ulong seed = (ulong)i + 1;
            runs[i] = (Signal.AtStart(setup, task, seed).Arrives, Score.Of(Train(setup, task, seed).Network, task, false));
        });
        Console.WriteLine(Invariant($"{activation} {depth} layers: {runs[0].Arrives:G3} arrives, accuracy {runs[0].Accuracy:0.000}"));
        return new ShrinkPoint(activation, depth, seeds, Results.Range.Of(runs.Select(run => run.Arrives)), Results.Range.Of(runs.Select(run => run.Accuracy)));
    }

    private static StuckPoint Stuck(LearningTask task, string activation, double at, Setup setup, int seeds, int parallel)
    {
        (double Before, double After, double Accuracy, bool Diverged)[] runs = new (double, double, double, bool)[seeds];
        Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i =>
        {
            ulong seed = (ulong)i + 1;
            double before = Hidden.Stuck(Start.Network(setup, task, seed), task.Train);
            (Network network, bool diverged) = Train(setup, task, seed);
            runs[i] = (before, Hidden.Stuck(network, task.Train), Score.Of(network, task, false), diverged);
        });
        Console.WriteLine(Invariant($"{activation} at {at}: {runs[0].Before:0.00} stuck before, {runs[0].After:0.00} after, accuracy {runs[0].Accuracy:0.000}"));
        return new StuckPoint(
            activation, at, seeds, runs.Count(run => run.Diverged), Results.Range.Of(runs.Select(run => run.Before)), Results.Range.Of(runs.Select(run => run.After)), Results.Range.Of(runs.Select(run => run.Accuracy)));
    }

    private static (Network Network, bool Diverged) Train(Setup setup, LearningTask task, ulong seed)
    {
        Network network = Start.Network(setup, task, seed);
        TrainingResult result = new Trainer(network, CaseRun.Loss(setup, task), CaseRun.Options(setup, seed)).Fit(task.Train);
        return (network, result.Reason == StopReason.NonFinite);
    }

    private static void Draw(StudyFile file, string images)
    {
        LinePlot shrink = new() { Title = "Share of the gradient that arrives at the first layer", XTitle = "hidden layers", YTitle = "share that arrives", LogY = true };
        shrink.Add("0.25ⁿ⁻¹", Depths.Select(depth => ((double)depth, Math.Pow(0.25, depth - 1), Math.Pow(0.25, depth - 1), Math.Pow(0.25, depth - 1))));
        foreach (var series in file.Shrink.GroupBy(point => point.Activation, StringComparer.Ordinal))
        {
            shrink.Add(series.Key, series.Select(p => ((double)p.Depth, p.Arrives.Low, p.Arrives.Median, p.Arrives.High)));
        }

        shrink.Write(Path.Combine(images, "why-gradient-by-depth.svg"));
        Plot(file.Rate, "learning rate", logX: true, point => point.StuckAfter, "units that cannot learn, after training").Write(Path.Combine(images, "why-stuck-by-rate.svg"));
        Plot(file.Bias, "hidden biases at the start", logX: false, point => point.StuckBefore, "units that cannot learn, at the start").Write(Path.Combine(images, "why-stuck-by-bias.svg"));
        Plot(file.Bias, "hidden biases at the start", logX: false, point => point.Accuracy, "held-out accuracy").Write(Path.Combine(images, "why-accuracy-by-bias.svg"));
    }

    private static LinePlot Plot(IEnumerable<StuckPoint> points, string xTitle, bool logX, Func<StuckPoint, Results.Range> of, string yTitle)
    {
        LinePlot plot = new() { Title = yTitle + " by " + xTitle, XTitle = xTitle, YTitle = yTitle, LogX = logX };

        // Diverged runs keep the weights they had before: their units say nothing of the setting, so the line ends there.
        foreach (var series in points.Where(point => point.Diverged <= point.Seeds / 2).GroupBy(point => point.Activation, StringComparer.Ordinal))
        {
            plot.Add(series.Key, series.OrderBy(p => p.At).Select(p => (p.At, of(p).Low, of(p).Median, of(p).High)));
        }

        return plot;
    }
}
