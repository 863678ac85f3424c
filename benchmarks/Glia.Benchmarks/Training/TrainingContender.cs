using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Glia.Networks;

namespace Glia.Benchmarks.Training;

/// <summary>Glia's side of <c>benchmarks/training/compare.py</c>: one workload in a process of its own, one line of JSON.</summary>
internal static class TrainingContender
{
    /// <summary>Trains once for one epoch, then as often as asked for, and prints what was measured.</summary>
    /// <param name="arguments">Workload, file of workloads, folder of rows, threads, repetitions, time of the start in seconds since 1970.</param>
    /// <returns>False where the arguments are not these.</returns>
    public static bool Run(string[] arguments)
    {
        if (arguments is not [var name, var workloads, var folder, var threadCount, var repeats, var began]
            || !int.TryParse(threadCount, CultureInfo.InvariantCulture, out int threads)
            || !int.TryParse(repeats, CultureInfo.InvariantCulture, out int repetitions)
            || !double.TryParse(began, CultureInfo.InvariantCulture, out double started))
        {
            return false;
        }

        TrainingWorkload work = new(name, workloads, folder);
        new Trainer(work.Start(1), work.Loss, work.Options(1, 1, threads)).Fit(work.Train);
        double first = ((DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds) - started;
        double[] seconds = new double[repetitions];
        double loss = 0;
        double score = 0;
        for (int i = 0; i < repetitions; i++)
        {
            ulong seed = (ulong)i + 1;
            long start = Stopwatch.GetTimestamp();
            Network network = work.Start(seed);
            new Trainer(network, work.Loss, work.Options(seed, work.Epochs, threads)).Fit(work.Train);
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            (loss, score) = (work.TrainingLoss(network), work.Score(network));
        }

        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            peer = "glia",
            workload = name,
            threads,
            rows = (long)work.Train.Rows * work.Epochs,
            seconds,
            first_epoch = first,
            loss,
            score,
            peak_mib = self.PeakWorkingSet64 / 1048576.0,
        }));
        return true;
    }
}
