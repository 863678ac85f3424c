using System.Text.Json;
using Glia.Health;
using Glia.Health.Causes;
using Glia.Health.Treatments;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>
/// Asks why, and heals: ends the run as it stands, examines it, replays it with one factor changed at a time, tries treatments. The page hears
/// of every step; the last verdict stays for pages that come later.
/// </summary>
internal sealed class Clinic(Workbench bench) : IDisposable
{
    /// <summary>Seconds for experiments, and for treatments.</summary>
    private const double Seconds = 60;

    /// <summary>Epochs that a treatment is trained for: as many as the run had, within these. A run without end must not give trials without end.</summary>
    private const int FewestEpochs = 30, MostEpochs = 300;

    private readonly Lock _lock = new();
    private CancellationTokenSource? _cancel;
    private Task _work = Task.CompletedTask;

    /// <summary>Gets the last verdict.</summary>
    public Verdict? Latest { get; private set; }

    /// <summary>Gets the report on the run, once it has been examined.</summary>
    public HealthReport? Report { get; private set; }

    /// <summary>Examines, and experiments where something was found; and tries treatments where that is wished.</summary>
    public void Start(bool heal)
    {
        lock (_lock)
        {
            if (!_work.IsCompleted)
            {
                throw new GliaException("An examination is going on; wait for it, or begin a new experiment.");
            }

            _cancel?.Dispose();
            _cancel = new CancellationTokenSource();
            CancellationToken cancel = _cancel.Token;
            ShownRun run = bench.Run;
            _work = Task.Run(() => Work(run, heal, cancel), CancellationToken.None);
        }
    }

    /// <summary>Ends what goes on; verdicts belong to their run.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            _cancel?.Cancel();
            Report = null;
            Latest = null;
        }

        _work.Wait();
    }

    public void Dispose()
    {
        Cancel();
        _cancel?.Dispose();
    }

    private void Work(ShownRun run, bool heal, CancellationToken cancel)
    {
        Verdict verdict = new("ending the run as it stands", false) { Run = run.Number };
        void Tell(Verdict next)
        {
            lock (_lock)
            {
                verdict = next;
                if (!cancel.IsCancellationRequested)
                {
                    Latest = verdict;
                    bench.Tell("verdict", JsonSerializer.SerializeToUtf8Bytes(verdict, StudioJson.Default.Verdict));
                }
            }
        }

        try
        {
            Tell(verdict);
            TabularModel model = run.End();
            HealthReport report = Report ?? model.Health!;
            Tell(verdict with { Doing = "examining", Findings = [.. report.Findings.Select(Words.Of)], Proofs = [.. report.Layers.Select(layer => layer.Proofs.Select(proof => (byte)proof).ToArray())], States = [.. report.Layers.Select(layer => layer.State.Select(state => (byte)state).ToArray())] });
            if (report.Causes.Count == 0)
            {
                Progress progress = new(p => Tell(verdict with { Doing = p.Doing, Done = p.Done, Total = p.Total }));
                report = new CauseFinder(run.Monitor, new CauseOptions { Seconds = Seconds }).Explain(report, progress, cancel);
            }

            Report = cancel.IsCancellationRequested ? Report : report;
            Tell(verdict with { Causes = [.. report.Causes.Select(Words.Of)] });
            bench.LookAgain();
            if (heal && report.Findings.Count > 0 && run.Train is { } train)
            {
                Tell(verdict with { Doing = "trying treatments" });
                Patient patient = new(model.Network, run.Training!, run.Loss!, train, run.Held ?? train, report);
                HealResult healed = new Healer(new HealOptions { Seconds = Seconds, Epochs = Math.Clamp(run.Curve.Last?.Epoch ?? 0, FewestEpochs, MostEpochs) }).Heal(patient, new Trials(t => Tell(verdict with { Trials = [.. verdict.Trials, Words.Of(t)] })), cancel);
                Tell(verdict with { Trials = [.. healed.Trials.Select(Words.Of)], Healed = healed.Summary });
                if (healed.Kept is not null && !cancel.IsCancellationRequested)
                {
                    Report = healed.Health;
                    bench.Show(healed.Network);
                }

            }

            Tell(verdict with { Doing = report.Findings.Count == 0 ? "nothing wrong was found" : "over", IsOver = true });
        }
#pragma warning disable CA1031 // Whatever goes wrong has to reach the page, not the process.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            Tell(verdict with { Doing = "stopped", IsOver = true, Error = wrong is GliaException ? wrong.Message : $"Unexpected: {wrong.GetType().Name}: {wrong.Message}" });
        }
    }

    // Progress<T> would post to a pool and mix up the order.
    private sealed class Progress(Action<CauseProgress> hear) : IProgress<CauseProgress>
    {
        public void Report(CauseProgress value) => hear(value);
    }

    private sealed class Trials(Action<Trial> hear) : IProgress<Trial>
    {
        public void Report(Trial value) => hear(value);
    }
}
