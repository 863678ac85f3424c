using System.Security.Cryptography;
using System.Text;
using Glia.Networks;

namespace Glia.Tabular;

/// <summary>
/// From prepared rows to a model of one network, or to an ensemble: every member a training of its own, with the next seed, on the same rows. Members train side by side on the threads there are;
/// the bits of each are those of a single training with its seed on this split.
/// </summary>
/// <remarks>
/// Cancelled, members under way end with their best weights so far; one that has none (no epoch was whole) and those that had not begun are left out. Each member has a checkpoint of its own, see
/// <see cref="FitRun.CheckpointOf"/>: resumed, members go on where they were, finished ones are taken as they are, and the others begin.
/// </remarks>
internal sealed class EnsembleTraining(PreparedFit fit, FitOptions options, FitRun run)
{
    private readonly IReadOnlyList<Network> _starts = run.StartWeights is { } path && (options.Ensemble > 1 || run.ResumeFrom is null) ? Loaded(path, fit, options) : fit.Starts;

    public TabularModel Run(long started, CancellationToken cancel)
    {
        if (options.Ensemble == 1)
        {
            return new FitTraining(fit with { Starts = _starts }, options, run).Run(started, cancel);
        }

        Calibration.Check(options, fit);
        TabularModel[] members = [.. Train(started, cancel).OfType<TabularModel>()];
        TabularModel[] learned = [.. members.Where(member => member.Run!.BestEpoch > 0)];
        return Together(learned.Length > 0 ? learned : members[..1], started);
    }

    private TabularModel?[] Train(long started, CancellationToken cancel)
    {
        var members = new TabularModel?[options.Ensemble];
        int threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads;

        // Streamed rows come from one file, window by window: one training after the other.
        int atOnce = fit.Streamed is null ? Math.Min(threads, members.Length) : 1;
        int next = -1;
        GliaException? failure = null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        void Work()
        {
            for (int i = Interlocked.Increment(ref next); i < members.Length && (i == 0 || !stop.IsCancellationRequested); i = Interlocked.Increment(ref next))
            {
                try
                {
                    members[i] = Member(i, Math.Max(1, threads / atOnce)).Run(started, stop.Token);
                }
                catch (GliaException wrong)
                {
                    _ = Interlocked.CompareExchange(ref failure, wrong, null);
                    stop.Cancel();
                }
            }
        }

        Task[] others = [.. Enumerable.Range(1, atOnce - 1).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            Work();
        }
        catch
        {
            stop.Cancel();
            Task.WaitAll(others, CancellationToken.None);
            throw;
        }

        Task.WaitAll(others, CancellationToken.None);
        return failure is null ? members : throw new GliaException(failure.Message, failure);
    }

    /// <summary>A member's training. The first has the observers; each is watched, and none is explained: that is the time of several trainings a member.</summary>
    private FitTraining Member(int i, int threads)
    {
        string? checkpoint = (run.CheckpointPath ?? run.ResumeFrom) is { } path ? FitRun.CheckpointOf(path, i) : null;
        string? resume = run.ResumeFrom is { } from && File.Exists(FitRun.CheckpointOf(from, i)) ? FitRun.CheckpointOf(from, i) : null;
        if (checkpoint is not null && resume is null)
        {
            // What an older training left there is not to be taken for this one's.
            File.Delete(checkpoint);
        }

        FitOptions own = options with { Ensemble = 1, Seed = unchecked(options.Seed + (ulong)i), Threads = threads, Calibrate = false };
        FitRun ownRun = run with { CheckpointPath = checkpoint, ResumeFrom = resume, Explain = null };
        return new FitTraining(fit with { Starts = _starts.Count == 0 ? [] : [_starts[i]] }, own, i == 0 ? ownRun : ownRun with { Observers = [], Monitor = null, Planned = null, ExplainProgress = null });
    }

    /// <summary>Networks of the layers asked for, with the weights of a file.</summary>
    private static Network[] Loaded(string path, PreparedFit fit, FitOptions options)
    {
        Network[] networks = [.. Enumerable.Range(0, options.Ensemble).Select(_ => NetworkPlan.Create(options, fit.Preprocessor, ModelParts.OutputsFor(fit.Schema), fit.UsedInputs))];
        WeightFile.Load(networks, path);
        return networks;
    }

    /// <summary>One hash of several networks: of their hashes, as they are written; of one network its own.</summary>
    public static string Together(IReadOnlyList<string> hashes) => hashes is [var one] ? one : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes))));

    private TabularModel Together(TabularModel[] members, long started)
    {
        Network[] networks = [.. members.Select(member => member.Network)];
        CalibrationOutcome calibrated = Calibration.Of(options, networks, fit.Schema, fit.Scale, fit.Validation, fit.Test);
        TabularModel model = TabularModel.CreateEnsemble(fit.Schema, fit.Preprocessor, networks, calibrated.Scale);
        FitPart[] parts = [fit.Train, fit.Validation, fit.Test];
        RunRecord[] records = [.. members.Select(member => member.Run!)];
        double seconds = run.Clock.GetElapsedTime(started).TotalSeconds;
        RunRecord record = records[0] with
        {
            Options = options,
            Parameters = records.Sum(each => each.Parameters),
            StopReason = records.FirstOrDefault(each => each.StopReason == "cancelled")?.StopReason ?? (records.Length < options.Ensemble ? "cancelled" : records[0].StopReason),
            Evaluation = parts.Where(part => part.Table.Rows > 0).ToDictionary(part => part.Name, part => model.Evaluate(part.Table), StringComparer.Ordinal),
            Residuals = FitReport.Residuals(model, parts),
            ResidualsByTarget = FitReport.ResidualsByTarget(model, parts),
            Calibration = calibrated.Record,
            CalibrationByTarget = calibrated.ByTarget,
            Members = [.. records.Select((each, i) => new MemberRecord(each.Options.Seed, each.History.Count, each.BestEpoch, each.StopReason, each.Evaluation, each.WeightsSha256))],
            WeightsSha256 = Together([.. records.Select(each => each.WeightsSha256)]),
            TrainingSeconds = records.Sum(each => each.TrainingSeconds),
            Seconds = seconds,
        };
        return new ModelParts(fit.Schema, fit.Preprocessor, networks[0], calibrated.Scale, record, EnsembleHealth.Of([.. members.Select(member => member.Health)]))
        {
            Others = networks[1..],
        }.Assemble();
    }
}
