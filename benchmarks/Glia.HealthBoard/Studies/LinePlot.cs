using System.Globalization;
using System.Text;

namespace Glia.HealthBoard.Studies;

/// <summary>Lines with bands from lowest to highest, as SVG that can be read on white and on black.</summary>
internal sealed class LinePlot
{
    private const double Width = 640, Height = 340, Left = 64, Right = 150, Top = 14, Bottom = 46;

    /// <summary>Okabe and Ito (2008): told apart with every kind of colour vision.</summary>
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    private readonly List<(string Name, (double X, double Low, double Middle, double High)[] Points)> _series = [];

    public required string Title { get; init; }

    public required string XTitle { get; init; }

    public required string YTitle { get; init; }

    public bool LogX { get; init; }

    public bool LogY { get; init; }

    /// <summary>Lowest value drawn on a logarithmic axis.</summary>
    public double Floor { get; init; } = 1e-12;

    public void Add(string name, IEnumerable<(double X, double Low, double Middle, double High)> points) => _series.Add((name, [.. points]));

    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Draw());
    }

    private string Draw()
    {
        Axis x = Axis.Of(_series.SelectMany(s => s.Points).Select(p => p.X), LogX, Floor);
        Axis y = Axis.Of(_series.SelectMany(s => s.Points).SelectMany(p => (double[])[p.Low, p.High]), LogY, Floor);
        double X(double at) => Left + (x.At(at) * (Width - Left - Right));
        double Y(double at) => Height - Bottom - (y.At(at) * (Height - Top - Bottom));
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{Title}\">\n");
        svg.Append("<style>.a{stroke:#8886}polyline{fill:none;stroke-width:2.2}polygon{stroke:none;opacity:.16}text{font:12px sans-serif;fill:#888}</style>\n");
        foreach (double tick in y.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"a\" x1=\"{Left}\" y1=\"{Y(tick):0.#}\" x2=\"{Width - Right}\" y2=\"{Y(tick):0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{Label(tick)}</text>\n");
        }

        foreach (double tick in x.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(tick):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Label(tick)}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{XTitle}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(13 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{YTitle}</text>\n");
        for (int i = 0; i < _series.Count; i++)
        {
            (string name, var points) = _series[i];
            string colour = Colours[i % Colours.Length];
            string band = Line(points.Select(p => (X(p.X), Y(p.High))).Concat(points.Reverse().Select(p => (X(p.X), Y(p.Low)))));
            svg.Append(CultureInfo.InvariantCulture, $"<polygon fill=\"{colour}\" points=\"{band}\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<polyline stroke=\"{colour}\"{(i >= Colours.Length ? " stroke-dasharray=\"5 4\"" : "")} points=\"{Line(points.Select(p => (X(p.X), Y(p.Middle))))}\"/>\n");
            double at = Top + 12 + (20 * i);
            svg.Append(CultureInfo.InvariantCulture, $"<line stroke=\"{colour}\" stroke-width=\"3\" x1=\"{Width - Right + 10}\" y1=\"{at - 4}\" x2=\"{Width - Right + 28}\" y2=\"{at - 4}\"/><text x=\"{Width - Right + 34}\" y=\"{at}\">{name}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Line(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));

    private static string Label(double value) =>
        value != 0 && Math.Abs(value) is < 0.001 or >= 10000
            ? value.ToString("0e+0", CultureInfo.InvariantCulture)
            : value.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed record Axis(double Low, double High, bool Log, double Floor, double[] Ticks)
    {
        public static Axis Of(IEnumerable<double> values, bool log, double floor)
        {
            double[] all = [.. values.Where(double.IsFinite).Select(value => log ? Math.Max(value, floor) : value)];
            (double low, double high) = (all.Min(), all.Max());
            if (log)
            {
                int first = (int)Math.Floor(Math.Log10(low) + 1e-9), last = (int)Math.Ceiling(Math.Log10(high) - 1e-9), every = Math.Max(1, (last - first + 7) / 8);
                last = Math.Max(last, first + 1);
                return new Axis(Math.Pow(10, first), Math.Pow(10, last), true, floor, [.. Enumerable.Range(0, ((last - first) / every) + 1).Select(i => Math.Pow(10, first + (i * every)))]);
            }

            double step = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(high - low, 1e-9))));
            step *= (high - low) / step < 2.5 ? 0.5 : 1;
            (low, high) = (Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step);
            high = high > low ? high : low + step;
            return new Axis(low, high, false, floor, [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(i => low + (i * step))]);
        }

        public double At(double value) =>
            Log ? Math.Log(Math.Max(value, Floor) / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
    }
}
