using Glia.Cli.Output;
using Glia.Networks;
using ScottPlot;

namespace Glia.Cli.Ranging;

/// <summary>The loss over the learning rate as a picture in a file.</summary>
internal static class RangeDrawing
{
    public static void Write(RangeTest test, string path)
    {
        using var plot = new Plot();
        double[] x = [.. test.Points.Select(point => Math.Log10(point.LearningRate))];
        var raw = plot.Add.ScatterLine(x, test.Points.Select(point => point.Loss).ToArray(), Color.FromHex("#999999").WithAlpha(0.6));
        raw.LegendText = "loss of the batches";
        var smooth = plot.Add.ScatterLine(x, test.Points.Select(point => point.Smoothed).ToArray(), PictureFile.Blue);
        (smooth.LineWidth, smooth.LegendText) = (3, "smoothed");
        if (test.Proposal is { } proposal)
        {
            var mark = plot.Add.VerticalLine(Math.Log10(proposal), 2, PictureFile.Vermilion);
            mark.LegendText = $"proposal {RangePicture.Rate(proposal)}";
        }

        double first = test.Points[0].Smoothed, least = test.Points.Min(point => point.Smoothed), margin = Math.Max(first - least, 1e-6) / 2;
        plot.Axes.SetLimits(x[0], x[^1], least - (margin / 4), first + margin);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = decade => Math.Pow(10, decade).ToString("G1", System.Globalization.CultureInfo.InvariantCulture), IntegerTicksOnly = true };
        plot.Title("Learning-rate range test");
        plot.XLabel("learning rate");
        plot.YLabel("loss");
        PictureFile.Save(plot, path);
    }
}
