using System.Globalization;
using Glia.Cli.Report;

namespace Glia.Cli.Terminal;

/// <summary>The role a piece of text plays; the colour is decided where it is drawn.</summary>
internal enum Ink { Plain, Faint, Strong, Train, Validation, Good, Warn, Bad }

/// <summary>A line of text in pieces.</summary>
internal sealed class Line
{
    public List<(string Text, Ink Ink)> Pieces { get; } = [];

    public int Length => Pieces.Sum(piece => piece.Text.Length);

    public Line Add(string text, Ink ink = Ink.Plain)
    {
        Pieces.Add((text, ink));
        return this;
    }

    /// <summary>The first <paramref name="width"/> characters.</summary>
    public Line Crop(int width)
    {
        var cropped = new Line();
        foreach ((string text, Ink ink) in Pieces)
        {
            int room = width - cropped.Length;
            cropped.Add(text[..Math.Min(room, text.Length)], ink);
        }

        return cropped;
    }

    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text));
}

/// <summary>Lays the live view out in lines that fit a width; knows nothing of terminals.</summary>
internal static class LiveBoard
{
    /// <summary>Below this many columns the curves go and the words shrink.</summary>
    private const int Wide = 72;

    /// <summary>Layers shown; a deep network shows its first and last.</summary>
    private const int MostLayers = 10;

    private const int LabelWidth = 9;

    public static IReadOnlyList<Line> Lay(LiveState state, int width)
    {
        List<Line> lines = [new Line().Add(Cut(state.Title, width), Ink.Strong), Progress(state, width)];
        if (state.TrainLoss.Count > 0)
        {
            lines.Add(Curve("loss", state.TrainLoss, state.ValidationLoss, width, logarithmic: true));
            if (state.TrainMetric.Count > 0 || state.ValidationMetric.Count > 0)
            {
                lines.Add(Curve(Say.Metric(state.MetricName), state.TrainMetric, state.ValidationMetric, width, logarithmic: false));
            }
        }

        IReadOnlyList<LiveLayer> layers = state.Layers;
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers.Count > MostLayers && i == MostLayers / 2)
            {
                int hidden = layers.Count - MostLayers;
                lines.Add(new Line().Add(Cut($"{"",-LabelWidth} … {hidden} more", width), Ink.Faint));
                i += hidden;
            }

            lines.Add(Health(layers[i], i == 0, width));
        }

        if (state.IsDone)
        {
            return Crop(lines, width);
        }

        string hint = state.IsStopping ? "stopping: the best weights are being kept …" : "Ctrl+C stops and keeps the best weights";
        lines.Add(new Line().Add(Cut(hint, width), state.IsStopping ? Ink.Warn : Ink.Faint));
        return Crop(lines, width);
    }

    private static Line[] Crop(List<Line> lines, int width) => [.. lines.Select(line => line.Length <= width ? line : line.Crop(width))];

    private static Line Progress(LiveState state, int width)
    {
        string count = $"epoch {state.Epoch}/{state.Epochs}";
        string pace = state.RowsPerSecond > 0 ? $"  {Say.Count((long)state.RowsPerSecond)} rows/s" : "";
        string left = state.Left is { } seconds ? $"  {Clock(seconds)} left" : "";
        int bar = Math.Clamp(width - count.Length - pace.Length - left.Length - 3, 0, 40);
        if (count.Length + pace.Length + left.Length > width)
        {
            pace = "";
        }

        var line = new Line().Add(count, Ink.Strong);
        if (bar >= 5)
        {
            int done = (int)Math.Round((double)bar * state.Epoch / Math.Max(1, state.Epochs));
            line.Add("  ").Add(new string('━', done), Ink.Validation).Add(new string('╌', bar - done), Ink.Faint);
        }

        return line.Add(pace).Add(left, Ink.Faint);
    }

    private static Line Curve(string name, IReadOnlyList<double> train, IReadOnlyList<double> validation, int width, bool logarithmic)
    {
        bool wide = width >= Wide;
        var line = new Line().Add(Cut(name, LabelWidth).PadRight(LabelWidth), Ink.Faint);
        Value(line, wide ? "training" : "t", train, Ink.Train);
        Value(line, wide ? "validation" : "v", validation, Ink.Validation);
        int room = Math.Min(40, width - line.Length - 2);
        IReadOnlyList<double> drawn = validation.Count > 0 ? validation : train;
        return room < 6 ? line : line.Add("  ").Add(Sparkline.Draw(drawn, room, logarithmic), Ink.Validation);
    }

    private static void Value(Line line, string name, IReadOnlyList<double> values, Ink ink)
    {
        if (values.Count > 0)
        {
            string separator = line.Pieces.Count > 1 ? "  " : "";
            line.Add($"{separator}{name} ", Ink.Faint).Add(Fixed(values[^1]).PadRight(6), ink);
        }
    }

    private static Line Health(LiveLayer layer, bool first, int width)
    {
        bool wide = width >= Wide;
        var line = new Line().Add((first ? "health" : "").PadRight(LabelWidth), Ink.Faint);
        line.Add(Cut(layer.Name, wide ? 14 : 8).PadRight(wide ? 14 : 8)).Add(" ");
        line.Add($"{layer.Alive}{(wide ? " alive" : "a")}", Ink.Good);
        Count(line, layer.Silent, wide ? " silent" : "s", Ink.Warn);
        Count(line, layer.Dead, wide ? " dead" : "d", Ink.Bad);
        if (layer.Saturated > 0)
        {
            Count(line, layer.Saturated, wide ? " saturated" : "x", Ink.Warn);
        }

        if (layer.ForwardGain is { } forward && line.Length + 22 <= width)
        {
            line.Add($"  gain →{Fixed(forward)}", Ink.Faint);
            if (layer.BackwardGain is { } backward)
            {
                line.Add($" ←{Fixed(backward)}", Ink.Faint);
            }
        }

        return line;
    }

    private static void Count(Line line, int count, string name, Ink ink) => line.Add(" ").Add($"{count}{name}", count == 0 ? Ink.Faint : ink);

    /// <summary>Four characters or so that do not dance: enough to see a trend.</summary>
    private static string Fixed(double value) => !double.IsFinite(value) ? "–"
        : Math.Abs(value) switch
        {
            0 => "0",
            < 0.001 or >= 100_000 => value.ToString("0.0e0", CultureInfo.InvariantCulture),
            < 10 => value.ToString("0.000", CultureInfo.InvariantCulture),
            < 1000 => value.ToString("0.0", CultureInfo.InvariantCulture),
            _ => value.ToString("0", CultureInfo.InvariantCulture),
        };

    private static string Clock(double seconds) => seconds >= 3600
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 3600}:{(int)seconds / 60 % 60:00}:{(int)seconds % 60:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:00}");

    private static string Cut(string text, int width) => text.Length <= width ? text : width <= 1 ? "" : text[..(width - 1)] + "…";
}
