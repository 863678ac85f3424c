using System.Globalization;
using Glia.Cli.Settings;
using Glia.Kernels.Activations;

namespace Glia.Cli.Commands;

/// <summary>Everything known about a function, in words, each with the name of the fact; a name that repeats the one before is left out.</summary>
internal static class ActivationFacts
{
    public static IEnumerable<(string Name, string Value)> Of(Activation activation) =>
        [.. Behaviour(activation.Info), .. Limits(activation), .. Use(activation.Info), .. Elsewhere(activation.Info), ("source", activation.Info.Source)];

    private static IEnumerable<(string Name, string Value)> Behaviour(ActivationInfo info)
    {
        yield return ("family", info.Family.Title());
        yield return ("y", info.Formula);
        yield return ("dy/dx", info.SlopeFormula);
        foreach (ActivationParameter parameter in info.Parameters)
        {
            string learned = parameter.Name == info.LearnedParameter ? $"; learn=none, layer or unit ({Names.Snake(info.LearnedByDefault.ToString())} unless told)" : "";
            yield return (parameter.Name, $"{parameter.Meaning}; {Names.Text(Math.Round(parameter.Default, 6))} unless told{Within(parameter.Range)}{learned}");
        }

        yield return ("range", $"{info.Range}{(info.IsMonotone ? ", never falls" : "")}");
        yield return ("slopes", info.SlopeRange.ToString());
        string name = "kink";
        foreach (Kink kink in info.Kinks)
        {
            yield return (name, string.Create(CultureInfo.InvariantCulture, $"at {(float)kink.At}, slope {(float)kink.Slope} there: {kink.Why}"));
            name = "";
        }

        if (info.Saturation is { } saturation)
        {
            yield return ("saturation", $"outside {saturation} the slope is below 1 % of its largest");
        }
    }

    /// <summary>What the function gives at both infinities, as it computes them.</summary>
    private static IEnumerable<(string Name, string Value)> Limits(Activation activation)
    {
        if (!activation.IsRowwise)
        {
            float[] ends = [float.NegativeInfinity, float.PositiveInfinity];
            float[] value = ActivationCurve.ValueAt(activation, ends);
            float[] slope = ActivationCurve.SlopeAt(activation, ends);
            yield return ("at −∞", $"{Number(value[0])}, slope {Number(slope[0] + 0f)}");
            yield return ("at ∞", $"{Number(value[1])}, slope {Number(slope[1] + 0f)}");
        }
    }

    private static IEnumerable<(string Name, string Value)> Use(ActivationInfo info)
    {
        yield return ("used in", string.Join(" and ", ActivationWords.Roles(info)) + " layers");
        yield return ("weights", $"{info.Initialization} initialization, gain {Names.Text(Math.Round(info.Gain, 4))}");
        yield return ("failure", info.KnownFailure.Length == 0 ? "none known" : info.KnownFailure);
        yield return ("accuracy", info.Accuracy);
        yield return ("onnx", string.Create(CultureInfo.InvariantCulture, $"{info.Onnx.Expression} (opset {info.Onnx.Opset})"));
    }

    private static IEnumerable<(string Name, string Value)> Elsewhere(ActivationInfo info)
    {
        string name = "elsewhere";
        foreach (NameElsewhere other in info.Elsewhere)
        {
            yield return (name, $"{other.Framework}: {other.Name}{(other.Difference.Length == 0 ? "" : $". {other.Difference}")}");
            name = "";
        }
    }

    private static string Number(float value) =>
        float.IsPositiveInfinity(value) ? "∞" : float.IsNegativeInfinity(value) ? "−∞" : value.ToString("R", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>The limits of a parameter where they are limits: every float is none.</summary>
    private static string Within(Interval range) => range switch
    {
        { Low: <= float.MinValue, High: >= float.MaxValue } => "",
        { High: >= float.MaxValue } => $", {Names.Text(range.Low)} or more",
        _ => $", in {range}",
    };
}
