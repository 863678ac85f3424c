using System.Globalization;
using System.Text;
using Glia.Cli.Report.Charts;
using Glia.Cli.Settings;
using Glia.Cli.Terminal;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>One activation function on a page of text: pictures of value and slope, and everything known.</summary>
internal static class ActivationCard
{
    private const float Reach = 6;

    private const int Height = 9;

    private const int MostWidth = 44;

    /// <summary>Columns of a card that goes into a file.</summary>
    private const int UsualWidth = 80;

    /// <summary>Columns of the names of facts.</summary>
    private const int Label = 12;

    /// <summary>Room for the labels of the vertical axis.</summary>
    private const int Margin = 7;

    public static string Write(Activation activation, int width)
    {
        width = width == 0 ? UsualWidth : width;
        var text = new StringBuilder();
        ActivationInfo info = activation.Info;
        text.Append(activation.Text).Append(info.Aliases.Count == 0 ? "" : $"   also: {string.Join(", ", info.Aliases)}").Append("\n\n");
        if (!activation.IsRowwise)
        {
            WritePictures(text, activation, width);
        }

        foreach ((string name, string value) in Facts(info))
        {
            Words.Wrap(text, name, value, Label, width);
        }

        return text.ToString();
    }

    private static void WritePictures(StringBuilder text, Activation activation, int width)
    {
        bool sideBySide = width >= 2 * (Margin + 24) + 2;
        int room = Math.Clamp(((sideBySide ? (width - 2) / 2 : width) - Margin - 1), 10, MostWidth);
        string[] value = Picture("value", (z, y) => activation.Forward(z, y), room);
        string[] slope = Picture("slope", (z, y) => activation.Slope(z, y), room);
        if (sideBySide)
        {
            for (int row = 0; row < value.Length; row++)
            {
                text.Append((value[row].PadRight(room + Margin) + "  " + slope[row]).TrimEnd()).Append('\n');
            }

            text.Append('\n');
            return;
        }

        foreach (string line in value.Append("").Concat(slope).Append(""))
        {
            text.Append(line.TrimEnd()).Append('\n');
        }
    }

    private static string[] Picture(string title, Action<float[], float[]> function, int width)
    {
        float[] Values(float[] z)
        {
            float[] y = new float[z.Length];
            function(z, y);
            return y;
        }

        float[] probe = Values([.. Enumerable.Range(0, 121).Select(i => -Reach + (i * Reach / 60))]);
        float[] finite = [.. probe.Where(float.IsFinite)];
        Axis axis = Axis.Linear(Math.Max(-Reach, finite.Min()), Math.Min(Reach, finite.Max()), 4);
        string[] plot = DotPlot.Draw(Values, -Reach, Reach, axis.From, axis.To, width, Height);
        string End(int row) => row switch
        {
            0 => axis.To.ToString("0.###", CultureInfo.InvariantCulture),
            Height - 1 => axis.From.ToString("0.###", CultureInfo.InvariantCulture),
            _ => "",
        };
        string ends = $"x −{Reach:0}".PadRight(width - 1) + $"{Reach:0}";
        return
        [
            new string(' ', Margin) + title,
            .. plot.Select((line, row) => End(row).PadLeft(Margin - 1) + " " + line),
            new string(' ', Margin) + ends,
        ];
    }

    private static IEnumerable<(string Name, string Value)> Facts(ActivationInfo info)
    {
        yield return ("value", info.Formula);
        yield return ("slope", info.SlopeFormula);
        yield return ("range", $"{info.Range}, of the slope {info.SlopeRange}");
        foreach (ActivationParameter parameter in info.Parameters)
        {
            string learned = parameter.Name == info.LearnedParameter ? $"; learn=none, layer or unit ({Names.Snake(info.LearnedByDefault.ToString())} unless told)" : "";
            yield return (parameter.Name, $"{parameter.Meaning}; {Names.Text(Math.Round(parameter.Default, 6))} unless told{Within(parameter.Range)}{learned}");
        }

        foreach (Kink kink in info.Kinks)
        {
            yield return ("kink", string.Create(CultureInfo.InvariantCulture, $"at {kink.At}, slope {kink.Slope} there: {kink.Why}"));
        }

        if (info.Saturation is { } saturation)
        {
            yield return ("saturation", $"outside {saturation} the slope is below 1 % of its largest");
        }

        yield return ("used in", string.Join(" and ", ActivationWords.Roles(info)) + " layers");
        yield return ("weights", $"{info.Initialization} initialization, gain {Names.Text(Math.Round(info.Gain, 4))}");
        yield return ("failure", info.KnownFailure.Length == 0 ? "none known" : info.KnownFailure);
        yield return ("accuracy", info.Accuracy);
        yield return ("onnx", string.Create(CultureInfo.InvariantCulture, $"{info.Onnx.Expression} (opset {info.Onnx.Opset})"));
        yield return ("source", info.Source);
    }

    /// <summary>The limits of a parameter where they are limits: every float is none.</summary>
    private static string Within(Interval range) => range switch
    {
        { Low: <= float.MinValue, High: >= float.MaxValue } => "",
        { High: >= float.MaxValue } => $", {Names.Text(range.Low)} or more",
        _ => $", in {range}",
    };
}
