using System.Globalization;
using System.Text;
using Glia.Kernels.Activations;

namespace Glia.Tools.Documents;

/// <summary>A picture of value and slope over [−6, 6] at the default parameters, as SVG, drawn from the kernels themselves.</summary>
internal static class ActivationPicture
{
    private const float Reach = 6;
    private const int Points = 181;
    private const double Width = 360;
    private const double Height = 220;

    /// <summary>Blue and vermilion of Okabe and Ito (2008), told apart with every kind of colour vision; both can be seen on white and on black.</summary>
    private const string Style =
        ".a{stroke:#8888}.v{stroke:#0072b2;stroke-width:2.5}.s{stroke:#d55e00;stroke-width:2;stroke-dasharray:6 4}" +
        "polyline,line{fill:none}circle{fill:#d55e00}text{font:12px sans-serif;fill:#888}";

    public static string Draw(ActivationInfo info)
    {
        Activation activation = ActivationCatalog.Parse(info.Name);
        var value = ActivationCurve.Value(activation, -Reach, Reach, Points);
        var slope = ActivationCurve.Slope(activation, -Reach, Reach, Points);
        var all = value.Concat(slope).SelectMany(piece => piece.Y).Where(float.IsFinite).ToList();
        var high = Math.Clamp(1.05 * all.Max(), 1.1, 4);

        // A tenth of the height below the axis is for its labels.
        var low = Math.Min(1.1 * Math.Clamp(all.Min(), -2.5, 0), -0.1 * high);
        double X(double at) => (at + Reach) / (2 * Reach) * Width;
        double Y(double at) => (high - Math.Clamp(at, low - 1, high + 1)) / (high - low) * Height;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{info.Name}: value and slope\">\n");
        svg.Append("<style>").Append(Style).Append("</style>\n");
        Line(svg, 0, Y(0), Width, Y(0));
        Line(svg, X(0), 0, X(0), Height);
        Line(svg, X(0) - 3, Y(1), X(0) + 3, Y(1));
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(0) - 13:0.#}\" y=\"{Y(1) + 4:0.#}\">1</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"4\" y=\"{Y(0) + 14:0.#}\">−6</text>\n<text x=\"{Width - 34}\" y=\"{Y(0) + 14:0.#}\">x = 6</text>\n");
        Curve(svg, "s", slope, X, Y);
        Curve(svg, "v", value, X, Y);
        foreach (var kink in info.Kinks.Where(kink => Math.Abs(kink.At) < Reach))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(kink.At):0.#}\" cy=\"{Y(kink.Slope):0.#}\" r=\"3.5\"/>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"a\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>\n");

    private static void Curve(StringBuilder svg, string name, IReadOnlyList<CurvePiece> pieces, Func<double, double> toX, Func<double, double> toY)
    {
        foreach (var piece in pieces)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{name}\" points=\"");
            svg.AppendJoin(' ', piece.X.Zip(piece.Y).Where(point => float.IsFinite(point.Second))
                .Select(point => string.Create(CultureInfo.InvariantCulture, $"{toX(point.First):0.#},{toY(point.Second):0.#}")));
            svg.Append("\"/>\n");
        }
    }
}
