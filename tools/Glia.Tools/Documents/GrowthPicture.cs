using System.Globalization;
using System.Text;

namespace Glia.Tools.Documents;

/// <summary>Seconds of an epoch against doublings, both on logarithmic axes, a line for every size that was doubled, as SVG.</summary>
internal static class GrowthPicture
{
    private const double Width = 480, Height = 280, Left = 70, Right = 90, Top = 14, Bottom = 34, LineOfText = 13;

    /// <summary>Colours of Okabe and Ito (2008), told apart with every kind of colour vision; lines are dashed differently besides.</summary>
    private static readonly (string Colour, string Dash)[] Looks = [("#0072b2", ""), ("#d55e00", "8 4"), ("#009e73", "2 3"), ("#cc79a7", "10 3 2 3")];

    public static string Draw(IReadOnlyList<(string Size, int Value, double Seconds)> cells)
    {
        var groups = cells.GroupBy(cell => cell.Size, StringComparer.Ordinal).ToList();
        int most = groups.Max(group => group.Count()) - 1;
        double low = Math.Floor(Math.Log10(cells.Min(cell => cell.Seconds))), high = Math.Ceiling(Math.Log10(cells.Max(cell => cell.Seconds)));
        double X(double doublings) => Left + (doublings / most * (Width - Left - Right));
        double Y(double seconds) => Top + ((high - Math.Log10(seconds)) / (high - low) * (Height - Top - Bottom));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"Seconds of an epoch as one size is doubled\">\n");
        svg.Append("<style>text{font:12px sans-serif;fill:#888}line{stroke:#8884}polyline{fill:none;stroke-width:2.5}</style>\n");
        for (double power = low; power <= high; power++)
        {
            double y = Y(Math.Pow(10, power));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" y1=\"{y:0.#}\" x2=\"{Width - Right}\" y2=\"{y:0.#}\"/><text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{Math.Pow(10, power):G3} s</text>\n");
        }

        for (int doublings = 0; doublings <= most; doublings++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(doublings):0.#}\" y=\"{Height - 12}\" text-anchor=\"middle\">× {1 << doublings}</text>\n");
        }

        // Names of lines that end close together are moved down, a line of text apart.
        double[] names = [.. groups.Select(group => Y(group.Last().Seconds) + 4)];
        double free = double.NegativeInfinity;
        foreach (int i in Enumerable.Range(0, names.Length).OrderBy(at => names[at]))
        {
            names[i] = Math.Max(names[i], free);
            free = names[i] + LineOfText;
        }

        for (int i = 0; i < groups.Count; i++)
        {
            (string colour, string dash) = Looks[i % Looks.Length];
            (string Size, int Value, double Seconds)[] line = [.. groups[i]];
            svg.Append(CultureInfo.InvariantCulture, $"<polyline stroke=\"{colour}\" stroke-dasharray=\"{dash}\" points=\"");
            svg.AppendJoin(' ', line.Select((cell, at) => string.Create(CultureInfo.InvariantCulture, $"{X(at):0.#},{Y(cell.Seconds):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"\"/><text x=\"{X(line.Length - 1) + 8:0.#}\" y=\"{names[i]:0.#}\" style=\"fill:{colour}\">{groups[i].Key}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
