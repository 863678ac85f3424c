using System.Diagnostics;
using Glia.Health.Measures;
using Glia.Health.Probes;
using Glia.Networks;

namespace Glia.Health.Treatments;

/// <summary>
/// Tries treatments on copies of a network and keeps the one that helps most. First each by itself, then, round by round, what can be added to the best so far, as long as a round
/// brings a clear gain. Every trial, and the network with nothing done to it, is trained for the same number of epochs from a fresh optimizer; each is judged by rows held out. A treatment helps if the held loss is not above that of the network as it came, nor above that of the one trained on
/// without treatment, and less is wrong with it (fewer findings, or fewer dead units) or the loss is clearly lower. What does not help is rolled back: the network returned is never worse on the held rows.
/// Losses below <see cref="Nothing"/> count as equal: there is nothing left to gain there, and what decides is how much is wrong.
/// </summary>
public sealed class Healer
{
    /// <summary>A held loss 2 % below that of the untreated network counts as clearly lower even where as much is wrong as before. Our choice.</summary>
    private const double Clearly = 0.98;

    /// <summary>The last step of a float32 below 1: a mean loss smaller than that tells no network from one that is right about every row.</summary>
    private const double Nothing = 1.0 / (1 << 23);

    private readonly HealOptions _options;

    /// <summary>Initializes a new instance of the <see cref="Healer"/> class.</summary>
    /// <param name="options">Budget; null for the defaults.</param>
    /// <exception cref="ArgumentException">A number in the options makes no sense.</exception>
    public Healer(HealOptions? options = null)
    {
        _options = options ?? new HealOptions();
        _options.Check(nameof(options));
    }

    /// <summary>Heals.</summary>
    /// <param name="patient">The network and everything about it; its network stays as it is.</param>
    /// <param name="progress">Hears of every trial that is done; may be null.</param>
    /// <param name="cancel">Ends it early with what has been found by then.</param>
    /// <returns>The network to use, and what was tried.</returns>
    public HealResult Heal(Patient patient, IProgress<Trial>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(patient);
        long started = Stopwatch.GetTimestamp();
        Trial before = Judge(new Trial("before", "as it came", TrialOutcome.Reference), patient, patient.Network, patient.Health);
        Tried untreated = Run("untreated", patient, new Treated(patient.Copy(), patient.Options, "trained on with nothing changed"), cancel);
        progress?.Report(untreated.Trial);
        List<Tried> tried = Round([.. TreatmentCatalog.All.Concat(_options.Own)
            .Select(treatment => (treatment.Name, Treated: treatment.Treat(patient))).Where(plan => plan.Treated is not null).Select(plan => (plan.Name, plan.Treated!))]);
        Tried best = Best([untreated, .. tried]);
        for (int round = 2; round <= _options.Rounds && best.Raw is not null && !IsOver(); round++)
        {
            List<Tried> more = Round([.. Additions.To(patient, best.Treated!, best.Raw, best.Health!, round).Select(plan => ($"{best.Trial.Name}+{plan.Name}", plan.Treated))]);
            tried.AddRange(more);
            Tried next = Best([best, .. more]);
            bool gains = Known(next.Trial.HeldLoss) < Clearly * Known(best.Trial.HeldLoss);
            best = next;
            if (!gains)
            {
                break;
            }
        }

        return Conclude(patient, before, untreated, [.. tried]);

        bool IsOver() => cancel.IsCancellationRequested || Stopwatch.GetElapsedTime(started).TotalSeconds > _options.Seconds;

        List<Tried> Round((string Name, Treated Treated)[] plans)
        {
            var done = new Tried[plans.Length];
            Parallel.For(0, plans.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.Workers }, i =>
            {
                (string name, Treated treated) = plans[i];
                done[i] = IsOver() ? new Tried(new Trial(name, treated.What, TrialOutcome.NotTried), null, null) : Run(name, patient, treated, cancel);
                progress?.Report(done[i].Trial);
            });
            return [.. done];
        }
    }

    /// <summary>The one with the lowest held loss; of equal ones that with which least is wrong, of these the first.</summary>
    private static Tried Best(IReadOnlyList<Tried> tried) => tried.MinBy(each => Order(each.Trial))!;

    private static (double Loss, int Findings, int Dead) Order(Trial trial) => (Known(trial.HeldLoss), trial.Findings, trial.DeadUnits);

    private static HealResult Conclude(Patient patient, Trial before, Tried untreated, Tried[] tried)
    {
        double bar = Least(before.HeldLoss, untreated.Trial.HeldLoss);
        int[] helped = [.. Enumerable.Range(0, tried.Length).Where(i => Helps(tried[i].Trial, untreated.Trial, before, bar)).OrderBy(i => Order(tried[i].Trial))];
        int kept = helped.Length > 0 ? helped[0] : -1;
        Trial[] trials = [.. tried.Select((each, i) => each.Trial with
        {
            Outcome = each.Trial.Outcome == TrialOutcome.NotTried ? TrialOutcome.NotTried
                : i == kept ? TrialOutcome.Kept
                : helped.Contains(i) ? TrialOutcome.Helped
                : TrialOutcome.RolledBack,
        })];
        return kept < 0
            ? new HealResult(patient.Network, before, untreated.Trial, trials, null)
            {
                Health = patient.Health,
                Summary = trials.Any(trial => trial.Outcome == TrialOutcome.NotTried)
                    ? "No treatment helped of those tried in the time given; the network is as it came."
                    : "No treatment helped: held rows were no better off. The network is as it came.",
            }
            : new HealResult(tried[kept].Network!, before, untreated.Trial, trials, trials[kept])
            {
                Health = tried[kept].Health!,
                Summary = Invariant($"Kept: {trials[kept].What}. Held loss {Said(trials[kept])} instead of {Said(before)} (trained on untreated: {Said(untreated.Trial)}); ")
                    + Invariant($"dead units {trials[kept].DeadUnits} instead of {before.DeadUnits}, findings {trials[kept].Findings} instead of {before.Findings}."),
            };
    }

    private static string Said(Trial trial) => trial.HeldLoss is { } loss ? loss is >= 0 and < Nothing ? "0" : Words.Number(loss) : "unknown";

    private static bool Helps(Trial trial, Trial untreated, Trial before, double bar) =>
        Known(trial.HeldLoss) is var loss && double.IsFinite(loss) && loss <= bar
        && (loss < Clearly * bar || trial.Findings < Math.Min(untreated.Findings, before.Findings)
            || (trial.Findings <= Math.Min(untreated.Findings, before.Findings) && trial.DeadUnits < Math.Min(untreated.DeadUnits, before.DeadUnits)));

    private static double Least(double? a, double? b) => Math.Min(Known(a), Known(b));

    private static double Known(double? loss) => loss is { } value && double.IsFinite(value) ? Math.Max(value, Nothing) : double.PositiveInfinity;

    private Tried Run(string name, Patient patient, Treated treated, CancellationToken cancel)
    {
        long started = Stopwatch.GetTimestamp();
        Func<TrainingSet, TrainingSet> rows = treated.Rows ?? (set => set);
        TrainingOptions options = treated.Options with { Threads = 1, CheckpointPath = null, KeepBest = true };
        options = _options.Epochs > 0 ? options with { Epochs = _options.Epochs } : options;
        var monitor = new HealthMonitor();
        TrainingSet held = rows(patient.Held);
        TrainingResult result = new Trainer(treated.Network, patient.Loss, options, monitor).Fit(rows(patient.Train), held, cancel);
        HealthReport health = monitor.Report(treated.Network, held.X, held.Rows);
        Network? raw = result.Reason == StopReason.NonFinite ? null : treated.Finish is null ? treated.Network : Surgery.Copy(treated.Network);
        treated.Finish?.Invoke(treated.Network);
        Trial trial = new(name, treated.What, TrialOutcome.Reference) { Steps = result.Steps, Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds };
        return result.Reason == StopReason.Cancelled
            ? new Tried(trial with { Outcome = TrialOutcome.NotTried }, null, null)
            : new Tried(Judge(trial, patient, treated.Network, health), treated.Network, health) { Treated = treated, Raw = raw };
    }

    private static Trial Judge(Trial trial, Patient patient, Network network, HealthReport health) => trial with
    {
        HeldLoss = MeanLoss.Of(network, patient.Loss, patient.Held),
        DeadUnits = health.Layers.Sum(layer => layer.State.Count(state => state == UnitState.Dead)),
        Findings = health.Findings.Count,
    };

    /// <summary>A trial; the raw network is the trained one before changes of the rows were taken into its weights, null where there is none to go on from.</summary>
    private sealed record Tried(Trial Trial, Network? Network, HealthReport? Health)
    {
        public Treated? Treated { get; init; }

        public Network? Raw { get; init; }
    }
}
