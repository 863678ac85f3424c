using Glia.Cli.Output;
using Glia.Kernels.Activations;
using ScottPlot;

namespace Glia.Cli.Commands;

/// <summary>Value and slope of a function as a picture in a file.</summary>
internal static class ActivationDrawing
{
    private const float Reach = 6;

    private const int Points = 1201;

    /// <summary>What is drawn of a function that leaves the picture: |y| at most this; [−6, 6] makes the line y = x a diagonal.</summary>
    private const double Top = 6;

    private static readonly Color Faint = Color.FromHex("#999999");

    /// <summary>Draws into a file; an existing one is replaced.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="path">A name that ends in .png or .svg.</param>
    public static void Write(Activation activation, string path)
    {
        using Plot plot = Draw(activation);
        PictureFile.Save(plot, path);
    }

    private static Plot Draw(Activation activation)
    {
        var plot = new Plot();
        IReadOnlyList<CurvePiece> value = ActivationCurve.Value(activation, -Reach, Reach, Points);
        IReadOnlyList<CurvePiece> slope = ActivationCurve.Slope(activation, -Reach, Reach, Points);
        double[] seen = [.. value.Concat(slope).SelectMany(piece => piece.Y).Where(float.IsFinite).Select(y => Math.Clamp(y, -Top, Top))];
        (double low, double high) = seen.Length == 0 ? (-1, 1) : (seen.Min(), seen.Max());
        double margin = 0.06 * Math.Max(high - low, 0.5);
        plot.Axes.SetLimits(-Reach, Reach, low - margin, high + margin);

        plot.Add.HorizontalLine(0, 1, Faint);
        plot.Add.VerticalLine(0, 1, Faint);
        foreach (Kink kink in activation.Info.Kinks.Where(kink => Math.Abs(kink.At) < Reach))
        {
            plot.Add.VerticalLine(kink.At, 1.5f, PictureFile.Vermilion.WithAlpha(0.4));
        }

        Curve(plot, value, "value y", PictureFile.Blue, LinePattern.Solid);
        Kinks(plot, activation.Info);

        // Dashes last: what ScottPlot 5.1.59 draws after them inherits them, which Skia's SVG complains of on standard error.
        Curve(plot, slope, "slope dy/dx", PictureFile.Vermilion, LinePattern.Dashed);
        plot.Title(activation.Text);
        plot.XLabel(activation.Info.ChangesWidth ? "x of the second of two units, the first at 1"
            : activation.IsRowwise ? "x of the first of two units, the other at 0" : "x");
        plot.YLabel("y and dy/dx");
        return plot;
    }

    private static void Curve(Plot plot, IReadOnlyList<CurvePiece> pieces, string name, Color color, LinePattern pattern)
    {
        foreach (CurvePiece piece in pieces)
        {
            // Far outside the picture the renderer would lose its way; what is not finite leaves a gap.
            var line = plot.Add.ScatterLine(piece.X.ToArray(), [.. piece.Y.Select(y => float.IsFinite(y) ? Math.Clamp((double)y, -1000, 1000) : double.NaN)], color);
            line.LineWidth = 3;
            line.LinePattern = pattern;
            line.LegendText = ReferenceEquals(piece, pieces[0]) ? name : "";
        }
    }

    /// <summary>A full dot at each kink: the slope that is taken where the two sides differ.</summary>
    private static void Kinks(Plot plot, ActivationInfo info)
    {
        Kink[] seen = [.. info.Kinks.Where(kink => Math.Abs(kink.At) < Reach)];
        if (seen.Length > 0)
        {
            var dots = plot.Add.ScatterPoints([.. seen.Select(kink => kink.At)], seen.Select(kink => kink.Slope).ToArray(), PictureFile.Vermilion);
            dots.MarkerSize = 10;
            dots.LegendText = "slope taken at a kink";
        }
    }
}
