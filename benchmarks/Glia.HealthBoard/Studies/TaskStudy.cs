using Glia.Health;
using Glia.Health.Treatments;
using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.Kernels.Randomness;
using Glia.Networks;

namespace Glia.HealthBoard.Studies;

/// <summary>
/// Loss of plasticity (Dohare et al., Nature 2024), shrunk: the digits with their pixels permuted anew for every task, one network
/// 64-200-200-200-10 for all of them.
/// </summary>
internal static class TaskStudy
{
    private const double DormantBelow = 0.025;
    private static readonly (string Name, string Optimizer, double Rate, bool Recycles)[] Series =
    [
        ("sgd 0.05", "sgd", 0.05, false), ("sgd 0.2", "sgd", 0.2, false), ("sgd 0.2, recycling", "sgd", 0.2, true),
        ("adam 0.001", "adam", 1e-3, false), ("adam 0.005", "adam", 5e-3, false), ("adam 0.005, recycling", "adam", 5e-3, true),
    ];

    public static void Run(LearningTask digits, StudyFile file, string images, string? only, int seeds, int tasks, int parallel)
    {
        foreach ((string name, string optimizer, double rate, bool recycles) in Series.Where(series => only is null || series.Name.Contains(only, StringComparison.Ordinal)))
        {
            Setup setup = new() { Data = "digits", Hidden = "3*200", Activation = "relu", Optimizer = optimizer, Rate = rate, Batch = 16, Epochs = 5 };
            (double Accuracy, double Dormant, double Dead, double Size)[][] runs = new (double, double, double, double)[seeds][];
            Parallel.For(0, seeds, new ParallelOptions { MaxDegreeOfParallelism = parallel }, i => runs[i] = One(digits, setup, (ulong)i + 1, tasks, recycles));
            TaskPoint[] points = [.. Enumerable.Range(0, tasks).Select(task => new TaskPoint(
                name,
                task + 1,
                seeds,
                Results.Range.Of(runs.Select(run => run[task].Accuracy)),
                Results.Range.Of(runs.Select(run => run[task].Dormant)),
                Results.Range.Of(runs.Select(run => run[task].Dead)),
                Results.Range.Of(runs.Select(run => run[task].Size))))];
            file.Tasks = [.. file.Tasks.Where(old => old.Series != name), .. points];
            Console.WriteLine(Invariant($"{name}: accuracy {points[0].Accuracy.Median} in the first task, {points[^1].Accuracy.Median} in the last; dormant {points[0].Dormant.Median} and {points[^1].Dormant.Median}; dead {points[0].Dead.Median} and {points[^1].Dead.Median}"));
        }

        Draw(file, images, "dormant", "dormant share of hidden units", point => point.Dormant);
        Draw(file, images, "accuracy", "held-out accuracy", point => point.Accuracy);
    }

    private static (double Accuracy, double Dormant, double Dead, double Size)[] One(LearningTask digits, Setup setup, ulong seed, int tasks, bool recycles)
    {
        Network network = Start.Network(setup, digits, seed);
        RandomStream random = new RandomStream(seed).Split("permutations");
        var points = new (double, double, double, double)[tasks];
        for (int task = 0; task < tasks; task++)
        {
            LearningTask permuted = Permuted(digits, random.Split((ulong)task));
            TrainingOptions options = CaseRun.Options(setup, (seed * 1000) + (ulong)task);
            network = recycles && task > 0 ? Recycled(network, options, permuted, setup) : network;
            new Trainer(network, CaseRun.Loss(setup, permuted), options).Fit(permuted.Train);
            double squares = network.Parameters.Where(parameter => parameter.Decays).Sum(parameter => parameter.Values.ToArray().Sum(value => (double)value * value));
            int count = network.Parameters.Where(parameter => parameter.Decays).Sum(parameter => parameter.Length);
            points[task] = (
                Score.Of(network, permuted, false),
                Hidden.Dormant(network, permuted.Train, DormantBelow),
                Hidden.Dead(network, permuted.Train),
                Math.Sqrt(squares / count));
        }

        return points;
    }

    /// <summary>As a task begins, units that are dead or dormant on its rows become new ones.</summary>
    private static Network Recycled(Network network, TrainingOptions options, LearningTask task, Setup setup)
    {
        HealthReport health = HealthExam.Examine(network, task.Train.X, task.Train.Rows);
        Patient patient = new(network, options, CaseRun.Loss(setup, task), task.Train, task.Held, health);
        return new Recycle(DormantBelow).Treat(patient)?.Network ?? network;
    }

    private static LearningTask Permuted(LearningTask task, RandomStream random)
    {
        int width = task.Train.Features;
        int[] order = [.. Enumerable.Range(0, width)];
        for (int i = width - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return task with { Train = Move(task.Train), Held = Move(task.Held) };

        TrainingSet Move(TrainingSet rows)
        {
            float[] x = new float[rows.X.Length];
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = rows.X.Span[(i / width * width) + order[i % width]];
            }

            return rows with { X = x };
        }
    }

    private static void Draw(StudyFile file, string images, string name, string title, Func<TaskPoint, Results.Range> of)
    {
        LinePlot plot = new() { Title = "One network, many tasks: " + title, XTitle = "task", YTitle = title };
        foreach (var series in file.Tasks.GroupBy(point => point.Series, StringComparer.Ordinal))
        {
            plot.Add(series.Key, series.Select(p => ((double)p.Task, of(p).Low, of(p).Median, of(p).High)));
        }

        plot.Write(Path.Combine(images, $"tasks-{name}.svg"));
    }
}
