using Glia.Health.Deaths;
using Glia.Health.Measures;
using Glia.Health.Probes;

namespace Glia.Health.Causes;

/// <summary>Judges experiments by one finding.</summary>
internal sealed class Verdict(
    Case what, Outcome unchanged, IReadOnlyList<ChainLink> chain, IReadOnlyList<(Factor Factor, Arrangement Arrangement, Outcome? Outcome)> runs, Repeats repeats)
{
    /// <summary>Share of the units that have to live.</summary>
    private const double Most = 0.5;

    /// <summary>What an answer that knows nothing of the inputs gives; null where that is not known.</summary>
    private readonly double? _guess = ConstantGuess.Of(what.Initial.Loss, what.Sample.Set, what.Record.Network.Outputs) ?? what.Record.GuessLoss;

    private readonly double _firstLoss = MeanLoss.Of(what.Initial.ToNetwork(), what.Initial.Loss, what.Sample.Set);

    /// <summary>The report on a finding.</summary>
    public CauseReport On(Finding finding)
    {
        ExperimentResult nothing = Judge(finding, "nothing", CauseKind.Input, new Arrangement(what.Start) { Text = "nothing changed" }, unchanged);
        ExperimentResult[] results = [.. runs.Select(run => Judge(finding, run.Factor.Name, run.Factor.Kind, run.Arrangement, run.Outcome))];
        bool shows = !nothing.IsGone;
        int orders = shows && repeats.OfNothing().Any(outcome => Judge(finding, nothing.Factor, nothing.Kind, new Arrangement(what.Start) { Text = nothing.Text }, outcome).Suffices)
            ? Repeats.ManyOrders
            : Repeats.Orders;
        ExperimentResult? earliest = shows ? Earliest(finding, results, orders) : null;
        return new CauseReport(finding.Problem, finding.Layer, finding.Units.Count)
        {
            Unchanged = nothing with { Suffices = false },
            Experiments = results,
            Chain = Chain(finding),
            Earliest = earliest,
            ToStep = what.End,
            Rows = what.Sample.Rows,
            Summary = Summary(finding, results, earliest, shows) + (orders == Repeats.ManyOrders
                ? " With the rows in another order it is gone with nothing changed, too: it fails by a hair's breadth, and a change counts only if it suffices in seven orders."
                : ""),
        };
    }

    /// <summary>The first in time that suffices in every order of rows tried; the repeats are noted in the results.</summary>
    private ExperimentResult? Earliest(Finding finding, ExperimentResult[] results, int orders)
    {
        foreach (int i in Enumerable.Range(0, results.Length).Where(i => results[i].Suffices).OrderBy(i => Rank(results[i])))
        {
            IReadOnlyList<Outcome> again = repeats.Of(i, orders);
            int sufficing = again.Count(outcome => Judge(finding, runs[i].Factor.Name, runs[i].Factor.Kind, runs[i].Arrangement, outcome).Suffices);
            results[i] = results[i] with { Repeats = again.Count, RepeatsThatSuffice = sufficing };
            if (!results[i].IsChance)
            {
                return results[i];
            }
        }

        return null;
    }

    private ExperimentResult Judge(Finding finding, string name, CauseKind kind, Arrangement arrangement, Outcome? outcome)
    {
        ExperimentResult result = new(name, arrangement.Text, kind) { FromStep = arrangement.From.Step };
        if (outcome is null)
        {
            return result;
        }

        int? live = finding.Units.Count == 0 ? null : Live(finding, outcome.Health);
        bool falls = Falls(finding, outcome);
        bool gone = live is { } living
            ? living >= Most * finding.Units.Count
            : !outcome.Health.Findings.Any(other => other.Problem == finding.Problem) || (falls && !Falls(finding, unchanged)) || IsTamed(finding, outcome);
        return result with
        {
            WasRun = true,
            Steps = outcome.Steps,
            Live = live,
            Loss = double.IsFinite(outcome.Loss) ? outcome.Loss : null,
            IsGone = gone && double.IsFinite(outcome.Loss),
            Suffices = gone && falls,
            Seconds = outcome.Seconds,
        };
    }

    /// <summary>
    /// The loss is clearly below that of the beginning and, unless the training learned without the change, below that of the unchanged replay: a network
    /// with constant outputs may start worse than it ends. Where only some units are lost and the training learned all the same, it is enough that it learns no worse
    /// for the change; where it did not learn, that units live (as they do if hardly anything moves) mends nothing. Where the loss of the beginning was no number, the experiment's own first loss stands for it.
    /// A loss no lower than that of the best constant answer never counts, however high that of the beginning was: such a network still knows nothing of its inputs. Only where numbers
    /// became infinite it is enough that they stay finite: the few steps up to then teach no network much.
    /// </summary>
    private bool Falls(Finding finding, Outcome outcome)
    {
        HealthOptions options = what.Record.Options;
        double first = double.IsFinite(_firstLoss) ? _firstLoss : outcome.StartLoss;
        bool learned = unchanged.Loss < options.LearnedLossShare * _firstLoss && Knows(unchanged);
        double reference = unchanged.Loss < _firstLoss && !learned && outcome != unchanged ? unchanged.Loss : first;
        return (outcome.Loss < options.StuckLossShare * reference && (finding.Problem == Problems.NonFinite || Knows(outcome)))
            || (Problems.IsMinor(finding.Problem) && unchanged.Loss < options.StuckLossShare * _firstLoss && outcome.Loss <= unchanged.Loss);
    }

    private bool Knows(Outcome outcome) => !(outcome.Loss > what.Record.Options.StuckGuessShare * _guess);

    /// <summary>The gradient may burst as before, but no update throws the weights: the largest is a tenth at most.</summary>
    private bool IsTamed(Finding finding, Outcome outcome) =>
        finding.Problem == Problems.ExplodingGradient && outcome.LargestUpdate <= 0.1 * unchanged.LargestUpdate;

    /// <summary>
    /// The order in time. A batch whose gradient stands out belongs to the data, right behind the inputs: that leaving out a single update suffices tells
    /// more than that smaller steps do, too. Any other batch that killed did so because of something before.
    /// </summary>
    private double Rank(ExperimentResult result) => result.Kind == CauseKind.Batch && what.IsKillerOutstanding ? 0.5 : (double)result.Kind;

    /// <summary>m less those that fire on no row (or, for other findings, that the probe still names), in the layer at the same place.</summary>
    private int Live(Finding finding, HealthReport health)
    {
        int place = what.Report.Layers.ToList().FindIndex(layer => layer.Name == finding.Layer);
        LayerHealth layer = health.Layers[place];
        int bad = Problems.IsMute(finding.Problem)
            ? layer.Fired.Count(fired => fired == 0)
            : health.Findings.Where(other => other.Problem == finding.Problem && other.Layer == layer.Name).Sum(other => other.Units.Count);
        return Math.Max(0, finding.Units.Count - bad);
    }

    /// <summary>The events up to the end of the finding's deaths, and the deaths among them; all deaths where the finding is about a layer's signal or the network.</summary>
    private List<ChainLink> Chain(Finding finding)
    {
        UnitDeath[] deaths = [.. what.Report.Deaths.Where(death => finding.Units.Count == 0 || (death.Layer == finding.Layer && finding.Units.Contains(death.Unit)))];
        int born = finding.Units.Count(unit => what.BornDead(finding.Layer, unit));
        List<ChainLink> links = [.. chain];
        if (deaths.Length > 0)
        {
            double bias = deaths.Average(death => death.BiasShare), weights = deaths.Average(death => death.WeightShare), inputs = deaths.Average(death => death.InputShare);
            string when = deaths.Length == 1 ? "the unit dies" : Invariant($"the first of {deaths.Length} units dies, the last at step {deaths[^1].Step}");
            links.RemoveAll(link => finding.Units.Count > 0 && link.Step > deaths[^1].Step);
            links.Add(new ChainLink(
                deaths[0].Step,
                "units_die",
                Invariant($"{when}; of the jumps {Words.Percent(bias)} are the biases', {Words.Percent(weights)} the weights', {Words.Percent(inputs)} changed inputs'"),
                deaths.Length,
                0));
        }

        if (born > 0)
        {
            links.Insert(0, new ChainLink(what.Initial.Step, "born_dead", Invariant($"{Words.Count(born, "unit")} of '{finding.Layer}' never fired in any batch"), born, 0));
        }

        return [.. links.OrderBy(link => link.Step)];
    }

    private string Summary(Finding finding, ExperimentResult[] results, ExperimentResult? earliest, bool shows)
    {
        int run = results.Count(result => result.WasRun);
        if (!shows)
        {
            return Invariant($"The replay with nothing changed does not show it by step {what.End}: more steps or seconds are needed to test causes.");
        }

        if (earliest is null)
        {
            string lucky = results.Any(result => result.IsChance) ? ": what lets it learn here does not with the rows in another order" : "";
            return Invariant($"None of {Words.Count(run, "change")} tried alone suffices{lucky}.");
        }

        string saved = earliest.Live is { } live ? Invariant($": {live} of {finding.Units.Count} units live") : ": the finding is gone";
        string[] others = [.. results.Where(result => result.Suffices && !result.IsChance && result != earliest).Select(result => result.Text)];
        string also = others.Length == 0 ? " No other change tried does." : $" In this run so does each of these alone: {string.Join("; ", others)}.";
        return Invariant($"The earliest link that suffices alone is {earliest.Text}{saved}, loss {Words.Number(earliest.Loss ?? 0)} instead of {Words.Number(unchanged.Loss)} at step {what.End}.{also}");
    }
}
