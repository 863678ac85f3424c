using System.Globalization;
using Glia.Cli.Report.Charts;
using Glia.Cli.Terminal;
using Glia.Kernels.Activations;
using Glia.Networks;

namespace Glia.Cli.Ranging;

/// <summary>The loss over the learning rate in lines of text, the proposal marked below.</summary>
internal static class RangePicture
{
    private const int Margin = 9;
    private const int Height = 14;
    private const int MostWidth = 72;

    public static string Draw(RangeTest test, Screen screen)
    {
        int width = Math.Clamp((screen.Width == 0 ? 80 : screen.Width) - Margin - 1, 10, MostWidth);
        double[] decades = [.. test.Points.Select(point => Math.Log10(point.LearningRate))];
        double least = test.Points.Min(point => point.Smoothed), first = test.Points[0].Smoothed;

        // What rises far above the beginning is seen to do so; the rest keeps the room.
        Axis axis = Axis.Linear(least, Math.Min(test.Points.Max(point => point.Smoothed), first + (0.5 * (first - least)) + 1e-9), 4);
        var plot = new DotPlot((decades[0], decades[^1]), (axis.From, axis.To), width, Height, screen.HasUnicode);
        plot.Add([new CurvePiece([.. decades.Select(x => (float)x)], [.. test.Points.Select(point => (float)point.Smoothed)])]);
        string[] lines = plot.Lines();
        string[] labels = [.. lines.Select((_, row) => row == 0 ? Number(axis.To) : row == Height - 1 ? Number(axis.From) : "")];
        string[] below = [Ends(decades, width), .. test.Proposal is { } proposal ? [Mark(decades, width, proposal, screen.HasUnicode)] : Array.Empty<string>()];
        return string.Concat(
            lines.Select((line, row) => (labels[row].PadLeft(Margin - 1) + " " + line).TrimEnd() + "\n")
                .Prepend(new string(' ', Margin) + "smoothed loss over learning rate\n")
                .Concat(below.Select(line => new string(' ', Margin) + line + "\n")));
    }

    private static string Ends(double[] decades, int width) => Rate(Math.Pow(10, decades[0])).PadRight(width - Rate(Math.Pow(10, decades[^1])).Length) + Rate(Math.Pow(10, decades[^1]));

    private static string Mark(double[] decades, int width, double proposal, bool hasUnicode)
    {
        int column = (int)Math.Round((Math.Log10(proposal) - decades[0]) / (decades[^1] - decades[0]) * (width - 1));
        string words = $"{(hasUnicode ? '▲' : '^')} {Rate(proposal)}";
        return column + words.Length <= width
            ? new string(' ', Math.Max(0, column)) + words
            : (Rate(proposal) + $" {(hasUnicode ? '▲' : '^')}").PadLeft(column + 1);
    }

    public static string Rate(double rate) => rate.ToString("G2", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
