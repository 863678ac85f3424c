using System.Text.Json;
using Glia.Cli.Output;
using Glia.Cli.Settings;

namespace Glia.Cli.Comparing;

/// <summary>The leaderboard for programs: one JSON object, or a table with a row a training.</summary>
internal static class LeaderboardFiles
{
    public static string Json(Leaderboard board, Comparison comparison, string target) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("target", target);
        json.WriteString("metric", board.Metric);
        json.WriteNumber("seeds", comparison.Seeds);
        json.WriteNumber("first_seed", comparison.FirstSeed);
        json.WriteString("test", "corrected resampled paired t test, Holm");
        json.Objects("candidates", board.Standings, standing => Write(json, standing));
        json.Array("not_trained", board.Missing, candidate => json.WriteStringValue(candidate.Name));
        json.WriteString("verdict", board.Standings.Count == 0 ? null : LeaderboardText.Verdict(board));
        json.WriteNumber("jobs", comparison.Jobs);
        json.Number("seconds", board.Seconds);
        json.Number("cpu_seconds", board.CpuSeconds);
        json.WriteEndObject();
    });

    public static void Csv(TextWriter csv, Leaderboard board)
    {
        string[] settings = [.. board.Standings.SelectMany(each => each.Scores.Candidate.Settings).Select(each => each.Key).Distinct(StringComparer.Ordinal)];
        string[] metrics = [.. board.Standings.SelectMany(each => each.Scores.Fits).SelectMany(fit => fit.Metrics.Keys).Distinct(StringComparer.Ordinal)];
        Output.Csv.WriteRow(csv, [.. settings, "seed", .. metrics, "epochs", "units", "dead_units", "findings", "seconds", "weights_sha256"]);
        foreach (CandidateScores scores in board.Standings.Select(each => each.Scores))
        {
            foreach (FitScore fit in scores.Fits)
            {
                Output.Csv.WriteRow(
                    csv,
                    [
                        .. scores.Candidate.Settings.Select(each => each.Value),
                        Names.Text((long)fit.Seed),
                        .. metrics.Select(metric => fit.Metrics.TryGetValue(metric, out double value) ? Names.Text(value) : ""),
                        Names.Text(fit.Epochs), Names.Text(fit.Units), Names.Text(fit.DeadUnits), Names.Text(fit.Findings), Names.Text(fit.Seconds), fit.WeightsSha256,
                    ]);
            }
        }
    }

    private static void Write(Utf8JsonWriter json, Standing standing)
    {
        json.WriteString("name", standing.Scores.Candidate.Name);
        json.WriteStartObject("settings");
        foreach ((string name, string value) in standing.Scores.Candidate.Settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.Number("mean", standing.Mean.Value);
        json.Number("margin", standing.Mean.Margin);
        json.Number("difference", standing.Difference);
        json.Number("p", standing.P);
        json.Objects("fits", standing.Scores.Fits, fit =>
        {
            json.WriteNumber("seed", fit.Seed);
            json.Number("score", fit.Score);
            json.WriteNumber("epochs", fit.Epochs);
            json.WriteNumber("units", fit.Units);
            json.WriteNumber("dead_units", fit.DeadUnits);
            json.WriteNumber("findings", fit.Findings);
            json.WriteString("weights_sha256", fit.WeightsSha256);
            json.Number("seconds", fit.Seconds);
        });
    }
}
