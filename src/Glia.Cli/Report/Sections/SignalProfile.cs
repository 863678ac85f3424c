using Glia.Cli.Report.Charts;
using Glia.Health;

namespace Glia.Cli.Report.Sections;

/// <summary>The signal's way through the layers: how large outputs are on the way forward, gradients on the way back, and how alike the rows become;
/// at the start and in the last measured epoch.</summary>
internal static class SignalProfile
{
    public static void Write(HtmlPage page, HealthReport health)
    {
        if (health is not { SignalAtStart: { Layers.Count: > 1 } start, Signal: { } end })
        {
            return;
        }

        page.Write($"<h3>The signal’s way through the layers</h3><p>From the input (0) through every layer to the output, as training began and in its last measured epoch. Forward: the size of what each layer gives. Backward: the size of the gradient that reaches it. A straight fall or rise means that every layer takes or adds its share; one step means one bad layer. Alike: 1 means that all rows look the same to the layers behind.</p><div class=\"three\">");
        Sizes("Forward", "Size (rms) of each layer’s output.", start, end, signal => [signal.InputRms, .. signal.Layers.Select(layer => layer.OutputRms)])?.Write(page);
        Sizes("Backward", "Size (rms) of the gradient on each layer’s pre-activations.", start, end, signal => [double.NaN, .. signal.Layers.Select(layer => layer.GradientRms)])?.Write(page);
        Alike(start, end)?.Write(page);
        page.Write($"</div>");
    }

    private static LineChart? Sizes(string title, string caption, EpochSignal start, EpochSignal end, Func<EpochSignal, double[]> sizes)
    {
        double[] Positive(EpochSignal signal) => [.. sizes(signal).Select(size => size > 0 && double.IsFinite(size) ? size : double.NaN)];
        (double[] first, double[] last) = (Positive(start), Positive(end));
        double[] finite = [.. first.Concat(last).Where(double.IsFinite)];
        return finite.Length == 0 ? null : Chart(title, caption + " Logarithmic scale; a gap is exactly 0.", end, first, last, Axis.Logarithmic(finite.Min(), finite.Max()));
    }

    private static LineChart? Alike(EpochSignal start, EpochSignal end)
    {
        static double[] Cosines(EpochSignal signal) => [signal.InputCorrelation ?? double.NaN, .. signal.Layers.Select(layer => layer.Correlation ?? double.NaN)];
        (double[] first, double[] last) = (Cosines(start), Cosines(end));
        double[] finite = [.. first.Concat(last).Where(double.IsFinite)];
        return finite.Length == 0 ? null : Chart("Alike", "Mean cosine between the outputs of different rows.", end, first, last, Axis.Linear(Math.Min(0, finite.Min()), 1));
    }

    private static LineChart Chart(string title, string caption, EpochSignal end, double[] first, double[] last, Axis y) => new()
    {
        Title = title,
        Caption = caption,
        XName = "layer",
        X = [.. Enumerable.Range(0, first.Length).Select(layer => (double)layer)],
        XAxis = Axis.Linear(0, first.Length - 1),
        YAxis = y,
        Lines = [new Series("at the start", "train", first), new Series($"epoch {end.Epoch}", "valid", last)],
    };
}
