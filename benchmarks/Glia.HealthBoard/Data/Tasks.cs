using System.Collections.Concurrent;
using System.Globalization;

namespace Glia.HealthBoard.Data;

/// <summary>Data by name. The same for every run of a case, as in the publications: seeds move weights and the order of rows.</summary>
/// <param name="samples">Folder of the sample tables.</param>
/// <param name="fashion">File of Fashion-MNIST as CSV, gzipped or not: pixels 0 to 255, label last; null: none was given.</param>
internal sealed class Tasks(string samples, string? fashion)
{
    private readonly ConcurrentDictionary<string, Lazy<LearningTask>> _known = new(StringComparer.Ordinal);

    /// <summary>Says why data cannot be had; null where they can.</summary>
    public string? Missing(string name) =>
        name == "fashion" && fashion is null ? "needs Fashion-MNIST: give its CSV file with --fashion PATH" : null;

    /// <summary>Gets the data of a name such as <c>circles</c> or <c>shifted(3)</c>.</summary>
    public LearningTask Get(string name) => _known.GetOrAdd(name, text => new Lazy<LearningTask>(() => Make(text))).Value;

    private LearningTask Make(string text)
    {
        (string name, double number) = Split(text);
        return name switch
        {
            "circles" => Generated.Circles(1),
            "shifted" => Generated.Circles(1, number * CirclesDeviation),
            "blobs" => Generated.Blobs(2),
            "absolute" => Generated.Curve(1, Math.Abs),
            "waves" => Generated.Curve(1, x => x * Math.Sin(5 * x)),
            "negative" => Generated.Negative(1),
            "quadrants" => Generated.Quadrants(1),
            "directions" => Generated.Directions(1, number),
            "one_hot" => Generated.OneHot(1),
            "fashion" => FashionImages.Read(fashion!),
            _ => SampleTable.Read(Path.Combine(samples, name + ".csv")),
        };
    }

    /// <summary>Deviation of a coordinate of Circle: √((1 + 0.8²)/4 + 0.1²).</summary>
    private static double CirclesDeviation => Math.Sqrt((1.64 / 4) + 0.01);

    private static (string Name, double Number) Split(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? (text, 0) : (text[..open], double.Parse(text[(open + 1)..^1], CultureInfo.InvariantCulture));
    }
}
