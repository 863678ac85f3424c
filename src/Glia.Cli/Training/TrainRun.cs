using Glia.Cli.Commands;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;
using Glia.Health;
using Glia.Health.Treatments;
using Glia.Onnx;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>One run of <c>glia train</c>: table → model → files.</summary>
internal sealed class TrainRun(Host host, RunPlan plan, bool isResumed)
{
    /// <summary>Seconds for proofs about units that look dead, after the training.</summary>
    public double CertifySeconds { get; init; }

    public int Run(bool asJson)
    {
        string data = plan.Data ?? throw new UsageException("a table is wanted: glia train DATA --target COLUMN.");
        string target = plan.Target ?? throw new UsageException($"the column to learn is wanted: glia train {data} --target COLUMN.");
        Check(plan.Fit);
        Table table = Table.Read(data, plan.Fit.ReadOptions(plan.Table));
        using var folder = new OutputFolder(plan.Out);
        TrainedRun run = Train(table, target, folder);
        RunRecord record = run.Model.Run!;
        Write(run, table, folder);
        folder.Keep();
        host.Out.Write(asJson ? ResultJson.Write(run, folder) : Summary.Write(run, folder, host.OutScreen));
        return Conclude(record, folder);
    }

    /// <summary>An option that makes no sense is wrong usage; no table needs to be read to know.</summary>
    private static void Check(FitOptions fit)
    {
        try
        {
            fit.Validate();
        }
        catch (GliaException wrong)
        {
            throw new UsageException(wrong.Message, wrong);
        }
    }

    private TrainedRun Train(Table table, string target, OutputFolder folder)
    {
        var monitor = new HealthMonitor(plan.Explain == 0 ? new HealthOptions { SnapshotBytes = 0 } : null);
        using var watch = new TrainingWatch(() => monitor.Latest);
        using CancellationTokenRegistration stopping = host.Cancel.Register(watch.Stopping);
        var run = new FitRun
        {
            Monitor = monitor,
            CertifySeconds = CertifySeconds,
            Observers = [watch],
            Explain = result => HealthSettings.Cost(plan, result),
            ExplainProgress = new ExplainWatch(host, watch.Dispose),
            CheckpointPath = folder.File(RunFiles.Resume),
            ResumeFrom = isResumed ? Interrupted(folder) : null,
            Planned = planned =>
            {
                folder.Write(RunFiles.Configuration, PlanYaml.Write(plan, folder.File(RunFiles.Configuration)));
                Announce(table, planned);
                watch.Begin(View(), Start(table, planned));
            },
        };
        TabularModel model = Learner.Fit(table, target, plan.Fit, run, host.Cancel);
        watch.Dispose();
        return Heal(new TrainedRun(plan, model, model.Health!), table);
    }

    /// <summary>Treatments where they were asked for and something is wrong: the model of the run becomes the healed one if one helps.</summary>
    private TrainedRun Heal(TrainedRun run, Table table)
    {
        if (host.Cancel.IsCancellationRequested || run.Health.Findings.Count == 0 || HealthSettings.HealCost(plan, run.Record.TrainingSeconds) is not { } cost)
        {
            return run;
        }

        host.Say("Healing: every treatment is trained on a copy and judged by held rows (Ctrl+C keeps the best by then) …");
        (TabularModel healed, HealResult? result) = ModelHealer.Heal(run.Model, table, cost, new HealWatch(host), host.Cancel);
        return run with { Model = healed, Healing = result };
    }

    private static string Interrupted(OutputFolder folder)
    {
        string path = folder.File(RunFiles.Resume);
        return File.Exists(path) ? path : throw new GliaException($"There is no {path}: no interrupted training to go on with. Leave --resume out to start anew.");
    }

    private IProgressView View() => host.ErrorScreen.IsInteractive ? new LiveView(host.ErrorScreen) : new PlainView(host.Error);

    private void Announce(Table table, FitPlan fit)
    {
        host.Say($"{table.Source}: {Say.Count(table.Rows, "row")}. {Say.Capital(fit.Schema.Why)}.");
        Split split = fit.Split;
        string parts = $"{Say.Count(split.Train.Count)} rows to train on, {Say.Count(split.Validation.Count)} to choose the epoch, {Say.Count(split.Test.Count)} to test";
        host.Say($"Output {fit.OutputActivation}, loss {fit.Loss}; {parts}.");
        foreach (string note in fit.Schema.Notes)
        {
            host.Say($"Note: {note}.");
        }

        ColumnSchema[] ignored = [.. fit.Schema.Columns.Where(column => column.Kind is ColumnKind.Ignored)];
        foreach (ColumnSchema column in ignored.Take(5))
        {
            host.Say($"Note: column '{column.Name}' is not used: {column.Why}.");
        }

        if (ignored.Length > 5)
        {
            host.Say($"Note: {ignored.Length - 5} more columns are not used; the report lists them.");
        }
    }

    private static LiveState Start(Table table, FitPlan fit) => new()
    {
        Title = $"{Path.GetFileName(table.Source)} → {fit.Schema.Target}",
        MetricName = fit.Schema.Task is TaskKind.Regression ? "r2" : "accuracy",
        Epochs = fit.Training.Epochs,
    };

    private static void Write(TrainedRun run, Table table, OutputFolder folder)
    {
        folder.Write(RunFiles.Onnx, path => OnnxExport.Save(run.Model, path));
        folder.Write(RunFiles.Checkpoint, run.Model.SaveCheckpoint);
        folder.Write(RunFiles.Report, ReportWriter.Write(ReportFrom.Run(run, table, folder)));
        folder.Write(RunFiles.Json, ResultJson.WriteFull(run, folder));
    }

    private int Conclude(RunRecord record, OutputFolder folder)
    {
        string resume = folder.File(RunFiles.Resume);
        switch (record.StopReason)
        {
            case "cancelled":
                host.Say($"Stopped. The best weights (epoch {record.BestEpoch}) are in {folder.Path}; "
                    + $"go on with: glia train --config {folder.File(RunFiles.Configuration)} --resume");
                return ExitCode.Cancelled;
            case "non_finite":
                File.Delete(resume);
                host.Say($"The loss became infinite or no number; the weights of epoch {record.BestEpoch} were kept. A smaller --learning-rate or --clip-norm 1 helps.");
                return record.BestEpoch == 0 ? ExitCode.Failed : ExitCode.Done;
            default:
                File.Delete(resume);
                return ExitCode.Done;
        }
    }
}
