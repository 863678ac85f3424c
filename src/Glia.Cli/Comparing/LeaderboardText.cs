using System.Globalization;
using System.Text;
using Glia.Cli.Report;
using Glia.Cli.Terminal;

namespace Glia.Cli.Comparing;

/// <summary>The leaderboard in lines of text, with a small picture of scores in each.</summary>
internal static class LeaderboardText
{
    private const int PictureWidth = 24;

    public static string Write(Leaderboard board, Screen screen)
    {
        string metric = Say.Metric(board.Metric);
        string[] numbers = [metric, "difference", "p", "dead units", "findings", "epochs", "time"];
        var table = new TextTable(["candidate", .. numbers, "scores"]) { Ellipsis = screen.HasUnicode ? "…" : "..." };
        table.Numbers.UnionWith(numbers);
        (double low, double high) = Range(board);
        foreach (Standing standing in board.Standings)
        {
            IReadOnlyList<FitScore> fits = standing.Scores.Fits;
            double units = fits.Sum(fit => fit.Units);
            table.Add(
                standing.Scores.Candidate.Name,
                Four(standing.Mean.Value) + (standing.Mean.Margin is { } margin ? $" ± {Four(margin)}" : ""),
                standing.Difference is { } difference ? Four(difference) : "best",
                standing.P is { } p ? P(p) : "–",
                units == 0 ? "–" : Say.Percent(fits.Sum(fit => fit.DeadUnits) / units),
                Say.Number(fits.Average(fit => fit.Findings)),
                Say.Number(Math.Round(fits.Average(fit => fit.Epochs))),
                Say.Seconds(fits.Average(fit => fit.Seconds)),
                Picture(standing, low, high, screen.HasUnicode));
        }

        var text = new StringBuilder(table.Write(screen.Width));
        text.Append('\n');
        Words.Wrap(text, "", Verdict(board), 0, screen.Width);
        Words.Wrap(
            text,
            "",
            $"Means and 95 % intervals (Student's t) over seeds, on test rows that nothing was learned from; pictures from {Four(low)} to {Four(high)}: a dot a seed, the ring the mean, the line its interval. "
            + "p: corrected resampled paired t test against the best (Nadeau and Bengio 2003), adjusted for their number by Holm (1979).",
            0,
            screen.Width);
        Words.Wrap(text, "", $"{Say.Seconds(board.Seconds)}, {(board.CpuSeconds / board.Seconds).ToString("0.00", CultureInfo.InvariantCulture)} cores busy.", 0, screen.Width);
        return screen.HasUnicode ? text.ToString() : AsciiText.Of(text.ToString());
    }

    /// <summary>What may be concluded, in a sentence.</summary>
    public static string Verdict(Leaderboard board)
    {
        Standing[] others = [.. board.Standings.Skip(1)];
        if (others.Length == 0)
        {
            return "One candidate: nothing to compare.";
        }

        if (others.Any(each => each.P is null))
        {
            return "With one seed a difference may be chance; five or more tell.";
        }

        string best = board.Standings[0].Scores.Candidate.Name;
        string[] level = [.. others.Where(each => each.P > Mean.Doubt).Select(each => each.Scores.Candidate.Name)];
        return level.Length == 0
            ? $"{best} is better than every other (p ≤ 0.05)."
            : $"{best} has the best mean; {string.Join(", ", level)} may be as good (p > 0.05{(level.Length < others.Length ? "; the others are worse" : "")}). More --seeds tell more.";
    }

    private static (double Low, double High) Range(Leaderboard board)
    {
        IEnumerable<double> ends = board.Standings.SelectMany(each => each.Scores.Fits.Select(fit => fit.Score)
            .Append(each.Mean.Value - (each.Mean.Margin ?? 0)).Append(each.Mean.Value + (each.Mean.Margin ?? 0)));
        double low = ends.Min(), high = ends.Max();
        return high > low ? (low, high) : (low - 0.5, high + 0.5);
    }

    private static string Picture(Standing standing, double low, double high, bool hasUnicode)
    {
        char[] line = new string(' ', PictureWidth).ToCharArray();
        int Place(double value) => (int)Math.Round((value - low) / (high - low) * (PictureWidth - 1));
        double margin = standing.Mean.Margin ?? 0;
        for (int i = Place(standing.Mean.Value - margin); i <= Place(standing.Mean.Value + margin); i++)
        {
            line[i] = hasUnicode ? '─' : '-';
        }

        foreach (FitScore fit in standing.Scores.Fits)
        {
            line[Place(fit.Score)] = hasUnicode ? '•' : '.';
        }

        line[Place(standing.Mean.Value)] = hasUnicode ? '◯' : 'o';
        return new string(line);
    }

    private static string P(double p) => p < 0.001 ? "<0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Four(double value) => (Math.Abs(value) < 1000 ? value.ToString("0.0000", CultureInfo.InvariantCulture) : value.ToString("0.0", CultureInfo.InvariantCulture)).Replace('-', '−');
}
