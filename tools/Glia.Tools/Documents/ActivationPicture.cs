using System.Globalization;
using System.Text;
using Glia.Kernels.Activations;

namespace Glia.Tools.Documents;

/// <summary>A picture of value and slope over [−6, 6] at the default parameters, as SVG, drawn from the kernels themselves.</summary>
internal static class ActivationPicture
{
    private const double Reach = 6;
    private const int Points = 241;
    private const double Width = 360;
    private const double Height = 220;

    public static string Draw(ActivationInfo info)
    {
        Activation activation = ActivationCatalog.Parse(info.Name);
        var z = new float[Points];
        var value = new float[Points];
        var slope = new float[Points];
        for (var i = 0; i < Points; i++)
        {
            z[i] = (float)(((2 * Reach * i) / (Points - 1)) - Reach);
        }

        if (info.IsRowwise)
        {
            OverRows(activation, z, value, slope);
        }
        else
        {
            activation.Forward(z, value);
            activation.Slope(z, slope);
        }

        var low = 1.15 * Math.Clamp(Math.Min(value.Min(), slope.Min()), -2.5, -0.2);
        var high = Math.Clamp(Math.Max(value.Max(), slope.Max()), 1.1, 4);
        double X(double at) => (at + Reach) / (2 * Reach) * Width;
        double Y(double at) => (high - Math.Clamp(at, low - 1, high + 1)) / (high - low) * Height;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{info.Name}: value and slope\">\n");
        svg.Append("<style>.a{stroke:#8888}.v{stroke:#0b7285;stroke-width:2.5}.s{stroke:#e8590c;stroke-width:2;stroke-dasharray:6 4}polyline,line{fill:none}text{font:12px sans-serif;fill:#888}</style>\n");
        Line(svg, 0, Y(0), Width, Y(0));
        Line(svg, X(0), 0, X(0), Height);
        Line(svg, 0, Y(1), 6, Y(1));
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"9\" y=\"{Y(1) + 4:0.#}\">1</text>\n<text x=\"{Width - 34}\" y=\"{Y(0) - 5:0.#}\">z = 6</text>\n");
        Curve(svg, "s", z, slope, X, Y);
        Curve(svg, "v", z, value, X, Y);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>A row-wise function is drawn for the first of two units, the other held at 0; its slope is the diagonal of the Jacobian.</summary>
    private static void OverRows(Activation activation, float[] z, float[] value, float[] slope)
    {
        Span<float> result = stackalloc float[2];
        for (var i = 0; i < z.Length; i++)
        {
            activation.Forward([z[i], 0], result);
            value[i] = result[0];
            activation.Slope([z[i], 0], result);
            slope[i] = result[0];
        }
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"a\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>\n");

    private static void Curve(StringBuilder svg, string name, float[] z, float[] y, Func<double, double> toX, Func<double, double> toY)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{name}\" points=\"");
        svg.AppendJoin(' ', z.Zip(y, (a, b) => string.Create(CultureInfo.InvariantCulture, $"{toX(a):0.#},{toY(b):0.#}")));
        svg.Append("\"/>\n");
    }
}
