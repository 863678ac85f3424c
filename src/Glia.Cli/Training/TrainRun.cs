using Glia.Cli.Commands;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;
using Glia.Health;
using Glia.Health.Treatments;
using Glia.Networks;
using Glia.Onnx;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>One run of <c>glia train</c>: table → model → files.</summary>
internal sealed class TrainRun(Host host, RunPlan plan, bool isResumed)
{
    private RunPlan _plan = plan;

    /// <summary>Seconds for proofs about units that look dead, after the training.</summary>
    public double CertifySeconds { get; init; }

    /// <summary>Where curves go.</summary>
    public required CurveWatch Curves { get; init; }

    /// <summary>Whether the studio shows the training.</summary>
    public bool OpensStudio { get; init; }

    public int Run(bool asJson)
    {
        string data = _plan.Data ?? throw new UsageException("a table is wanted: glia train DATA --target COLUMN.");
        _ = _plan.Target ?? throw new UsageException($"the column to learn is wanted: glia train {data} --target COLUMN.");
        Check(_plan.Fit);
        Curves.Check();
        ChooseMemory(data);
        using var folder = new OutputFolder(_plan.Out);
        using StudioShow? studio = OpensStudio ? new StudioShow(host) : null;
        TrainedRun run = Train(data, folder, studio);
        RunRecord record = run.Model.Run!;
        Write(run, folder);
        folder.Keep();
        host.Out.Write(asJson ? ResultJson.Write(run, folder) : Summary.Write(run, folder, host.OutScreen));
        int code = Conclude(record, folder);
        studio?.StayOpen();
        return code;
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

    private TableOptions Reading => _plan.Fit.ReadOptions(_plan.Table) with { Cancel = host.Cancel };

    /// <summary>Chooses memory for a table that this machine cannot hold. The choice goes into the configuration: it decides the weights.</summary>
    private void ChooseMemory(string data)
    {
        long needed = Learner.EstimateMemory(data, Reading);
        string how = "more than told";
        if (_plan.Fit.Memory == 0)
        {
            how = "too much for this machine";
            long chosen = MemoryChoice.For(needed, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
            _plan = _plan with { Fit = _plan.Fit with { Memory = chosen } };
        }

        if (_plan.Fit.Memory > 0 && needed > _plan.Fit.Memory)
        {
            host.Say($"{data}: about {Say.Bytes(needed)} in memory, {how}. Rows are streamed with --memory {_plan.Fit.Memory >> 20}MiB, which gives these weights on any machine; the table is read twice before the first epoch.");
        }
    }

    private TrainedRun Train(string data, OutputFolder folder, StudioShow? studio)
    {
        var monitor = new HealthMonitor(_plan.Explain == 0 ? new HealthOptions { SnapshotBytes = 0 } : null);
        using var watch = new TrainingWatch(() => monitor.Latest);
        using CancellationTokenRegistration stopping = host.Cancel.Register(watch.Stopping);
        var run = new FitRun
        {
            Monitor = monitor,
            CertifySeconds = CertifySeconds,
            Observers = Curves.IsWanted ? [watch, Curves] : [watch],
            Explain = result => HealthSettings.Cost(_plan, result),
            ExplainProgress = new ExplainWatch(host, watch.Dispose),
            CheckpointPath = folder.File(RunFiles.Resume),
            SpoolPath = folder.File(RunFiles.Spool),
            ResumeFrom = isResumed ? Interrupted(folder) : null,
            StartFrom = Start(data),
            StartWeights = _plan.From is { } weights && WeightFile.IsOne(weights) ? weights : null,
            Planned = planned =>
            {
                folder.Write(RunFiles.Configuration, PlanYaml.Write(_plan, folder.File(RunFiles.Configuration)));
                Curves.Open(monitor, planned.Metric, isResumed);
                Announce(planned);
                watch.Begin(View(), Start(planned));
            },
        };
        TabularModel model = Learner.FitTargetsFile(data, _plan.Targets, _plan.Fit, _plan.Table, studio?.Watch(run) ?? run, host.Cancel);
        watch.Dispose();
        Curves.Dispose();
        if (Curves.IsWanted)
        {
            host.Say(Curves.Outcome());
        }

        return Heal(new TrainedRun(_plan, model, model.Health!), data);
    }

    /// <summary>The model to start from; null where there is none.</summary>
    private TabularModel? Start(string data) => _plan.From is not { } model || WeightFile.IsOne(model) ? null
        : ModelCommand.Load(model, () => Offered(data), new ImportOptions { Target = _plan.Targets is [var one] ? one : null, Task = _plan.Fit.Task }, host);

    /// <summary>The table without the columns that are told to be of no account: a model of another maker may take any of the others.</summary>
    private Table Offered(string data) =>
        _plan.Fit.Columns.Where(column => column.Value is ColumnKind.Ignored).Aggregate(Table.Read(data, Reading), (table, column) => table.Without(column.Key));

    /// <summary>Treatments where they were asked for and something is wrong: the model of the run becomes the healed one if one helps.</summary>
    private TrainedRun Heal(TrainedRun run, string data)
    {
        if (host.Cancel.IsCancellationRequested || run.Health.Findings.Count == 0 || HealthSettings.HealCost(_plan, run.Record.TrainingSeconds) is not { } cost)
        {
            return run;
        }

        if (run.Model.Members.Count > 1)
        {
            host.Say("Not healed: this is an ensemble, whose networks glia heal treats one by one afterwards.");
            return run;
        }

        if (run.Record.IsStreamed)
        {
            host.Say("Not healed: treatments are tried in memory, and these rows were streamed. Train on fewer rows without --memory to heal.");
            return run;
        }

        host.Say("Healing: every treatment is trained on a copy and judged by held rows (Ctrl+C keeps the best by then) …");
        Table table = Table.Read(data, Reading);
        (TabularModel healed, HealResult? result) = ModelHealer.Heal(run.Model, table, cost, new HealWatch(host), host.Cancel);
        return run with { Model = healed, Healing = result };
    }

    private string Interrupted(OutputFolder folder)
    {
        string path = folder.File(RunFiles.Resume);
        return Enumerable.Range(0, _plan.Fit.Ensemble).Any(member => File.Exists(FitRun.CheckpointOf(path, member))) ? path : throw new GliaException($"There is no {path}: no interrupted training to go on with. Leave --resume out to start anew.");
    }

    private IProgressView View() => host.ErrorScreen.IsInteractive ? new LiveView(host.ErrorScreen) : new PlainView(host.Error);

    private void Announce(FitPlan fit)
    {
        host.Say($"{fit.Source}: {Say.Count(fit.Rows.Read, "row")}. {Say.Capital(fit.Schema.Why)}.");
        string parts = $"{Say.Count(fit.Rows.Train)} rows to train on, {Say.Count(fit.Rows.Validation)} to choose the epoch, {Say.Count(fit.Rows.Test)} to test";
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

    private static LiveState Start(FitPlan fit) => new()
    {
        Title = $"{Path.GetFileName(fit.Source)} → {fit.Schema.Target}",
        MetricName = fit.Metric,
        Epochs = fit.Training.Epochs,
    };

    private static void Write(TrainedRun run, OutputFolder folder)
    {
        folder.Write(RunFiles.Onnx, path => OnnxExport.Save(run.Model, path));
        folder.Write(RunFiles.Checkpoint, run.Model.SaveCheckpoint);
        folder.Write(RunFiles.Report, ReportWriter.Write(ReportFrom.Run(run, folder.File(RunFiles.Configuration))));
        folder.Write(RunFiles.Json, ResultJson.WriteFull(run, folder));
    }

    private int Conclude(RunRecord record, OutputFolder folder)
    {
        void Forget()
        {
            for (int member = 0; member < _plan.Fit.Ensemble; member++)
            {
                File.Delete(FitRun.CheckpointOf(folder.File(RunFiles.Resume), member));
            }
        }

        switch (record.StopReason)
        {
            case "cancelled":
                string best = record.Members is { } members ? $"The average of {Say.Count(members.Count, "network")} is" : $"The best weights (epoch {record.BestEpoch}) are";
                host.Say($"Stopped. {best} in {folder.Path}; "
                    + $"go on with: glia train --config {folder.File(RunFiles.Configuration)} --resume");
                return ExitCode.Cancelled;
            case "non_finite":
                Forget();
                host.Say($"The loss became infinite or no number; the weights of epoch {record.BestEpoch} were kept. A smaller --learning-rate or --clip-norm 1 helps.");
                return record.BestEpoch == 0 ? ExitCode.Failed : ExitCode.Done;
            default:
                Forget();
                return ExitCode.Done;
        }
    }
}
