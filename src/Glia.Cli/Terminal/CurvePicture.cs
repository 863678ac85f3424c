using System.Globalization;
using Glia.Cli.Report.Charts;
using Glia.Kernels.Activations;

namespace Glia.Cli.Terminal;

/// <summary>A curve over [−6, 6] in lines of text: title, plot with the ends of both axes, nothing else.</summary>
internal static class CurvePicture
{
    public const float Reach = 6;

    /// <summary>Room for the labels of the vertical axis.</summary>
    public const int Margin = 7;

    private const int Height = 9;

    /// <summary>Draws a curve.</summary>
    /// <param name="title">Stands above.</param>
    /// <param name="sample">The curve from −reach to reach at so many points.</param>
    /// <param name="width">Characters of the plot, labels not counted.</param>
    /// <param name="hasBraille">Whether the terminal shows more than ASCII.</param>
    public static string[] Draw(string title, Func<int, IReadOnlyList<CurvePiece>> sample, int width, bool hasBraille)
    {
        float[] finite = [.. sample(121).SelectMany(piece => piece.Y).Where(float.IsFinite)];
        Axis axis = finite.Length == 0 ? Axis.Linear(-1, 1) : Axis.Linear(Math.Max(-Reach, finite.Min()), Math.Min(Reach, finite.Max()), 4);
        var plot = new DotPlot((-Reach, Reach), (axis.From, axis.To), width, Height, hasBraille);
        plot.Add(sample(2 * plot.Columns));
        string[] lines = plot.Lines();
        string[] labels = Labels(axis);
        string ends = $"x −{Reach:0}".PadRight(width - 1) + $"{Reach:0}";
        return
        [
            new string(' ', Margin) + title,
            .. lines.Select((line, row) => labels[row].PadLeft(Margin - 1) + " " + line),
            new string(' ', Margin) + ends,
        ];
    }

    /// <summary>Both ends, and zero where it is neither and not beside one.</summary>
    private static string[] Labels(Axis axis)
    {
        string[] labels = new string[Height];
        Array.Fill(labels, "");
        int zero = (int)Math.Round(axis.To / (axis.To - axis.From) * (Height - 1));
        if (zero is > 0 and < Height - 1)
        {
            labels[zero] = "0";
        }

        (labels[0], labels[^1]) = (Number(axis.To), Number(axis.From));
        return labels;
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');
}
