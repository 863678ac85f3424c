namespace Glia.Cli.Terminal;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>The same for terminals that have no blocks: marks that stand ever higher in the line.</summary>
    private const string Marks = "_.-'";

    /// <summary>Draws values in at most <paramref name="width"/> characters; each shows the mean of its share of the values.</summary>
    /// <param name="values">Values in order; what is not finite leaves a gap.</param>
    /// <param name="width">Characters.</param>
    /// <param name="logarithmic">Whether equal ratios look equal: right for a loss.</param>
    /// <param name="hasBlocks">Whether the terminal shows more than ASCII.</param>
    public static string Draw(IReadOnlyList<double> values, int width, bool logarithmic = false, bool hasBlocks = true)
    {
        string levels = hasBlocks ? Blocks : Marks;
        int count = Math.Min(width, values.Count);
        if (count <= 0)
        {
            return "";
        }

        double[] points = new double[count];
        for (int i = 0; i < count; i++)
        {
            int from = (int)((long)i * values.Count / count);
            int to = (int)((long)(i + 1) * values.Count / count);
            points[i] = Scale(values.Skip(from).Take(to - from).Average(), logarithmic);
        }

        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (double point in points.Where(double.IsFinite))
        {
            low = Math.Min(low, point);
            high = Math.Max(high, point);
        }

        return string.Create(count, (points, low, high, levels), static (text, state) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                double point = state.points[i];
                double share = state.high > state.low ? (point - state.low) / (state.high - state.low) : 0.5;
                text[i] = double.IsFinite(point) ? state.levels[(int)Math.Round(share * (state.levels.Length - 1))] : ' ';
            }
        });
    }

    private static double Scale(double value, bool logarithmic) =>
        !logarithmic ? value : value > 0 ? Math.Log(value) : double.NaN;
}
