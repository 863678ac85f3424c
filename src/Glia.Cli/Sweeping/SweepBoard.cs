using System.Globalization;
using System.Text;
using Glia.Cli.Comparing;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;

namespace Glia.Cli.Sweeping;

/// <summary>A trial with all its seeds.</summary>
/// <param name="Fits">Its trainings with the most epochs it got, by seed.</param>
/// <param name="Loss">What it is ranked by; smaller is better.</param>
internal sealed record Ranked(IReadOnlyList<TrialFit> Fits, double Loss)
{
    public TrialFit First => Fits[0];

    public double Validation(string metric) => Fits.Average(each => each.Fit.Validation.GetValueOrDefault(metric, double.NaN));

    public double Test(string metric) => Fits.Average(each => each.Fit.Metrics.GetValueOrDefault(metric, double.NaN));
}

/// <summary>Trials ranked by their validation rows: those that got more epochs first.</summary>
internal sealed record SweepBoard(string Metric, IReadOnlyList<Ranked> Trials, IReadOnlyList<TrialFit> All)
{
    public static SweepBoard Rank(SweepSpace space, IReadOnlyList<TrialFit> fits)
    {
        string metric = fits.Count == 0 ? "accuracy" : SweepRun.Metric(space, fits[0]);
        IEnumerable<Ranked> whole = fits.GroupBy(each => each.Trial)
            .Select(trial => trial.GroupBy(each => each.Epochs).Where(rung => rung.Count() == space.Options.Seeds).MaxBy(rung => rung.Key))
            .OfType<IGrouping<int, TrialFit>>()
            .Select(rung => new Ranked([.. rung.OrderBy(each => each.Fit.Seed)], SweepRun.Loss(metric, [.. rung.OrderBy(each => each.Fit.Seed)])));
        return new SweepBoard(metric, [.. whole.OrderByDescending(each => each.First.Epochs).ThenBy(each => each.Loss).ThenBy(each => each.First.Trial)], fits);
    }

    public string Text(int top, Screen screen)
    {
        string metric = Say.Metric(Metric);
        string[] settings = [.. Trials[0].First.Settings.Select(each => each.Key)];
        string[] numbers = ["trial", "epochs", $"validation {metric}", $"test {metric}", "dead units", "time"];
        var table = new TextTable(["trial", .. settings, .. numbers[1..]]) { Ellipsis = screen.HasUnicode ? "…" : "..." };
        table.Numbers.UnionWith(numbers);
        foreach (Ranked trial in Trials.Take(top))
        {
            double units = trial.Fits.Sum(each => each.Fit.Units);
            table.Add(
            [
                Names.Text(trial.First.Trial),
                .. trial.First.Settings.Select(each => each.Value),
                Names.Text(trial.First.Epochs),
                Four(trial.Validation(Metric)),
                Four(trial.Test(Metric)),
                units == 0 ? "–" : Say.Percent(trial.Fits.Sum(each => each.Fit.DeadUnits) / units),
                Say.Seconds(trial.Fits.Average(each => each.Fit.Seconds)),
            ]);
        }

        var text = new StringBuilder(table.Write(screen.Width)).Append('\n');
        Words.Wrap(text, "", $"Ranked by validation rows{(Trials[0].Fits.Count > 1 ? $", mean of {Trials[0].Fits.Count} seeds" : "")}; test rows chose nothing. The best of many is a little too good by the former, so read the latter.", 0, screen.Width);
        return screen.HasUnicode ? text.ToString() : AsciiText.Of(text.ToString());
    }

    public string Json(SweepSpace space, string? best) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("target", space.Plan.Target);
        json.WriteString("method", Names.Snake(space.Options.Method.ToString()));
        json.WriteString("metric", Metric);
        json.WriteNumber("seeds", space.Options.Seeds);
        json.WriteNumber("trainings", All.Count);
        json.WriteString("best", best);
        json.Objects("trials", Trials, trial =>
        {
            json.WriteNumber("trial", trial.First.Trial);
            json.WritePropertyName("settings");
            FitJson.WriteSettings(json, trial.First.Settings);
            json.WriteNumber("epochs", trial.First.Epochs);
            json.Number("validation", trial.Validation(Metric));
            json.Number("test", trial.Test(Metric));
            json.Objects("fits", trial.Fits, each => FitJson.WriteFit(json, each.Fit));
        });
        json.WriteEndObject();
    });

    /// <summary>A row a training, also those of earlier rungs.</summary>
    public void Csv(TextWriter csv)
    {
        string[] settings = [.. All.SelectMany(each => each.Settings).Select(each => each.Key).Distinct(StringComparer.Ordinal)];
        string[] metrics = [.. All.SelectMany(each => each.Fit.Validation.Keys).Distinct(StringComparer.Ordinal)];
        string Number(IReadOnlyDictionary<string, double> from, string metric) => from.TryGetValue(metric, out double value) ? Names.Text(value) : "";
        Output.Csv.WriteRow(
            csv, ["trial", .. settings, "most_epochs", "seed", .. metrics.Select(each => $"validation_{each}"), .. metrics.Select(each => $"test_{each}"), "epochs", "units", "dead_units", "findings", "seconds", "weights_sha256"]);
        foreach (TrialFit each in All)
        {
            FitScore fit = each.Fit;
            Output.Csv.WriteRow(
                csv,
                [
                    Names.Text(each.Trial), .. each.Settings.Select(setting => setting.Value), Names.Text(each.Epochs), fit.Seed.ToString(CultureInfo.InvariantCulture),
                    .. metrics.Select(metric => Number(fit.Validation, metric)), .. metrics.Select(metric => Number(fit.Metrics, metric)),
                    Names.Text(fit.Epochs), Names.Text(fit.Units), Names.Text(fit.DeadUnits), Names.Text(fit.Findings), Names.Text(fit.Seconds), fit.WeightsSha256,
                ]);
        }
    }

    private static string Four(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture).Replace('-', '−');
}
