using System.Text;
using Glia.Cli.Terminal;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>One activation function on a page of text: pictures of value and slope, and everything known.</summary>
internal static class ActivationCard
{
    private const int MostWidth = 44;

    /// <summary>The narrowest picture that two of stand side by side.</summary>
    private const int LeastWidth = 24;

    /// <summary>Columns of a card that goes into a file.</summary>
    private const int UsualWidth = 80;

    /// <summary>Columns of the names of facts.</summary>
    private const int Label = 12;

    public static string Write(Activation activation, Screen screen)
    {
        int width = screen.Width == 0 ? UsualWidth : screen.Width;
        string Spell(string words) => screen.HasUnicode ? words : AsciiText.Of(words);
        var text = new StringBuilder();
        ActivationInfo info = activation.Info;
        Words.Wrap(text, "", $"{activation.Text}{(info.Aliases.Count == 0 ? "" : $"   also: {string.Join(", ", info.Aliases)}")}", 0, width);
        text.Append('\n');
        WritePictures(text, activation, width, screen.HasUnicode);
        foreach ((string name, string value) in ActivationFacts.Of(activation))
        {
            Words.Wrap(text, Spell(name), Spell(value), Label, width);
        }

        return text.ToString();
    }

    private static void WritePictures(StringBuilder text, Activation activation, int width, bool hasUnicode)
    {
        bool sideBySide = width >= (2 * (CurvePicture.Margin + LeastWidth)) + 2;
        int room = Math.Clamp((sideBySide ? (width - 2) / 2 : width) - CurvePicture.Margin - 1, 10, MostWidth);
        string of = activation.Info.ChangesWidth ? ", last of row (1, x)" : activation.IsRowwise ? ", first of 2 units" : "";
        string[] value = CurvePicture.Draw(
            "value" + of, points => ActivationCurve.Value(activation, -CurvePicture.Reach, CurvePicture.Reach, points), room, hasUnicode);
        string[] slope = CurvePicture.Draw(
            "slope" + of, points => ActivationCurve.Slope(activation, -CurvePicture.Reach, CurvePicture.Reach, points), room, hasUnicode);
        IEnumerable<string> lines = sideBySide
            ? value.Zip(slope, (left, right) => left.PadRight(room + CurvePicture.Margin) + "  " + right)
            : [.. value, "", .. slope];
        foreach (string line in lines)
        {
            text.Append((hasUnicode ? line : AsciiText.Of(line)).TrimEnd()).Append('\n');
        }

        text.Append('\n');
    }
}
