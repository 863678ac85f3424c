using System.Globalization;
using System.Text;
using Glia.HealthBoard.Results;
using Range = Glia.HealthBoard.Results.Range;

namespace Glia.Tools.Documents;

/// <summary>The studies at the end of docs/health.md, and the tables of docs/why-networks-stop-learning.md.</summary>
internal static class HealthStudies
{
    public static StudyFile? Load(string root)
    {
        string path = Path.Combine(root, "benchmarks", "results", "health-studies.json");
        return File.Exists(path) ? BoardFile.Read<StudyFile>(path) : null;
    }

    public static void Append(StringBuilder text, string root)
    {
        if (Load(root) is not { } file)
        {
            return;
        }

        if (file.Depth.Count > 0)
        {
            Depth(text, file.Depth);
        }

        if (file.Tasks.Count > 0)
        {
            Tasks(text, file.Tasks);
        }

        if (file.Certify.Count > 0)
        {
            Certify(text, file.Certify);
        }
    }

    private static void Certify(StringBuilder text, IList<CertifyPoint> points)
    {
        Invariant(text, $"\n## Certificates: how many dead units are proved dead\n\nNetworks of 16 inputs and 4 layers of 64 ReLU on 20,000 rows, in which units die by what the first column says. Asked of every unit that fires on no row: can any input in ");
        text.Append("the ranges of the data fire it? 60 seconds a network. No one can look at all inputs of 16 dimensions: a unit that is neither proved dead nor fired by an input found counts as dead and not proved, so the share is at most too low. ");
        text.Append("*False*: certified units that one of 200,000 random inputs and corners of the box fires.\n\n<!-- not run: it measures for minutes or hours -->\n```sh\ndotnet run -c Release --project benchmarks/Glia.HealthBoard -- certify\n```\n\n");
        text.Append("*Dead* is said of the whole box of the ranges, which reaches four deviations along every axis: its corners lie four times as far out as the rows do. Many units that no row fires are fired by some input there, and are silent, not dead. What is proved in the time given depends on the machine. ");
        text.Append("Where a rate far too high has thrown weights about (momentum, adam 0.02), all units of a deep layer follow one signal: in the third layer of one of these networks it lies between 29 and 21,290 on 20,000 random inputs and corners of the box. ");
        text.Append("Only where the signal is nearly 0 can a unit fire that the signal holds down, and there z lies a thousandth of it or less from 0. In the second layer linear programs decide nearly all of that, one way or the other. In the third they do not: the relaxation misses 0 by one or two hundredths of the signal, after a minute still by what the column *bound* says, ");
        text.Append("since cuts have to cover 16 dimensions. Most units left there are probably dead: of 45 of the first momentum network that 150 seconds of gradients and moves of single inputs had not fired, 30 seconds of programs fired 13, and the highest z found of the others mostly lies by their bias (−1.03 where it is −1.14), where the layer before is all but silent.\n\n");
        text.Append("| training | networks | silent on all rows | fired by an input found | proved dead | undecided | of these in hidden layer 1, 2, 3, 4 | their bound (lowest, median, highest) | proved of those not fired | false | longest, seconds |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (CertifyPoint p in points)
        {
            Invariant(text, $"| {p.Series} | {p.Seeds} | {p.Silent} | {p.Refuted} | {p.Certified} | {p.Undecided} | {string.Join(", ", p.UndecidedByLayer)} | {(p.Bound is { } bound ? FormattableString.Invariant($"{bound.Low}, {bound.Median}, {bound.High}") : "")} | {new Share(p.Certified, p.Certified + p.Undecided)} | {p.False} | {p.Seconds} |\n");
        }
    }

    private static void Depth(StringBuilder text, IList<DepthPoint> points)
    {
        Invariant(text, $"\n## Swish beside ReLU, 10 to 50 layers deep\n\nRamachandran, Zoph and Le (2017) report that fully connected networks with swish still train where those with ReLU fail, beyond some 40 layers. Here: layers of 128 on ");
        Invariant(text, $"Fashion-MNIST, momentum 0.9, rate 0.01, batches of 32, {points.Max(p => p.Steps)} steps, {points.Max(p => p.Seeds)} seeds. Gains are per layer and before training: 1 keeps a signal; ");
        text.Append("0.71 is what Glorot's weights leave of it behind a ReLU. The cosine is that between the last hidden layer's outputs of different images: near 1 the network cannot tell them apart, whatever the gains.\n\n");
        text.Append("<!-- not run: it measures for minutes or hours -->\n```sh\ndotnet run -c Release --project benchmarks/Glia.HealthBoard -- depth --fashion FASHION.csv.gz\n```\n\n![accuracy by depth](images/depth-accuracy.svg)\n\n");
        text.Append("| start | layers | learn | accuracy (lowest–highest) | forward gain | backward gain | cosine | with a finding of the signal |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (DepthPoint p in points)
        {
            Invariant(text, $"| {p.Series} | {p.Depth} | {p.Learns}/{p.Seeds} | {Span(p.Accuracy, "0.000")} | {p.ForwardGain.Median:0.000} | {p.BackwardGain.Median:0.000} | {p.Cosine.Median:0.000} | {p.Found}/{p.Seeds} |\n");
        }

        // The deepest networks of which most learn.
        Dictionary<string, int> deepest = points.GroupBy(p => p.Series, StringComparer.Ordinal)
            .ToDictionary(series => series.Key, series => series.Where(p => 2 * p.Learns > p.Seeds).Select(p => p.Depth).DefaultIfEmpty(0).Max(), StringComparer.Ordinal);
        bool isSwishDeeper = Of("swish") > Of("relu");
        Invariant(text, $"\n*Learn*: accuracy above 0.5. Most networks learn up to {string.Join(", ", deepest.Select(series => $"{series.Value} layers ({series.Key})"))}: with these settings swish is {(isSwishDeeper ? "" : "**not** ")}trained deeper than ReLU. ");
        text.Append("The gains say why. He's weights keep a ReLU network's signal, forward and backward, at any depth: it learns ever more slowly, as its outputs of different images come to point one way (cosine), but at 50 layers it still is above chance. ");
        text.Append("The same weights take a part of the signal in every layer of swish, and what is left over after 20 layers moves nothing. Weights drawn for swish's own gain are right for a signal of variance 1; ");
        text.Append("off by a tenth, as it is behind others, a gain makes a factor of tens after 30 layers, and the last column says that the signal is lost.\n");

        int Of(string activation) => deepest.Where(series => series.Key.StartsWith(activation, StringComparison.Ordinal)).Max(series => series.Value);
    }

    private static void Tasks(StringBuilder text, IList<TaskPoint> points)
    {
        Invariant(text, $"\n## One network, many tasks: loss of plasticity\n\nThe digits with their pixels permuted anew for every task, one network 64-200-200-200-10 for all {points.Max(p => p.Task)} of them (Dohare et al., Nature 2024, shrunk), ReLU, batches of 16, 5 epochs a task, ");
        Invariant(text, $"{points.Max(p => p.Seeds)} seeds. Dormant: mean |y| of a unit at most 0.025 of its layer's mean (Sokar et al., ICML 2023); dead: no row fires it. Recycling: as a task begins, units dead or dormant on its rows are drawn anew with outgoing weights 0 (Glia.Health.Treatments.Recycle).\n\n");
        text.Append("<!-- not run: it measures for minutes or hours -->\n```sh\ndotnet run -c Release --project benchmarks/Glia.HealthBoard -- tasks\n```\n\n![dormant units by task](images/tasks-dormant.svg)\n\n![accuracy by task](images/tasks-accuracy.svg)\n\n");
        text.Append("| optimizer | accuracy, first task | last task | dormant, first task | last task | dead, last task | rms of weights, first task | last task |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var series in points.GroupBy(p => p.Series, StringComparer.Ordinal))
        {
            (TaskPoint first, TaskPoint last) = (series.First(), series.Last());
            Invariant(text, $"| {series.Key} | {Span(first.Accuracy, "0.00")} | {Span(last.Accuracy, "0.00")} | {Span(first.Dormant, "0.00")} | {Span(last.Dormant, "0.00")} | {Span(last.Dead, "0.00")} | {first.WeightSize.Median:0.000} | {last.WeightSize.Median:0.000} |\n");
        }
    }

    public static string Shrink(StudyFile file)
    {
        int[] depths = [.. file.Shrink.Select(p => p.Depth).Distinct()];
        var text = new StringBuilder();
        Header(text, "arrives / accuracy", depths.Select(depth => $"{depth} layers"));
        text.Append(CultureInfo.InvariantCulture, $"| 0.25ⁿ⁻¹ |{string.Concat(depths.Select(depth => Invariant($" {Number(Math.Pow(0.25, depth - 1))} |")))}\n");
        foreach (var series in file.Shrink.GroupBy(p => p.Activation, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {series.Key} |{string.Concat(series.Select(p => Invariant($" {Number(p.Arrives.Median)} / {p.Accuracy.Median:0.00} |")))}\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Stuck(IEnumerable<StuckPoint> points, Func<StuckPoint, Range> of)
    {
        var series = points.GroupBy(p => p.Activation, StringComparer.Ordinal).ToList();
        var text = new StringBuilder();
        Header(text, "cannot learn / accuracy", series[0].OrderBy(p => p.At).Select(p => p.At.ToString("0.##", CultureInfo.InvariantCulture)));
        foreach (var of1 in series)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {of1.Key} |{string.Concat(of1.OrderBy(p => p.At).Select(p => p.Diverged > p.Seeds / 2 ? " diverged |" : Invariant($" {of(p).Median:0 %} / {p.Accuracy.Median:0.00} |")))}\n");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Header(StringBuilder text, string first, IEnumerable<string> columns)
    {
        string[] names = [.. columns];
        text.Append(CultureInfo.InvariantCulture, $"| {first} |{string.Concat(names.Select(name => $" {name} |"))}\n|---|{string.Concat(names.Select(_ => "--:|"))}\n");
    }

    private static string Number(double value) => value.ToString(value is < 0.001 or >= 1000 ? "0e+0" : "0.###", CultureInfo.InvariantCulture);

    private static string Span(Range range, string format) =>
        $"{range.Median.ToString(format, CultureInfo.InvariantCulture)} ({range.Low.ToString("0.00", CultureInfo.InvariantCulture)}–{range.High.ToString("0.00", CultureInfo.InvariantCulture)})";

    private static string Invariant(FormattableString line) => FormattableString.Invariant(line);

    private static void Invariant(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line));
}
