using System.Globalization;
using System.Text;
using Glia.Kernels.Activations;

namespace Glia.Tools.Documents;

/// <summary>docs/activations.md: everything the catalogue knows, one function after the other.</summary>
internal static class ActivationsDocument
{
    public static IEnumerable<Document> Make(string root)
    {
        var text = new StringBuilder();
        text.Append("# Activation functions\n\n");
        text.Append("Generated from the catalogue by `dotnet run --project tools/Glia.Tools -- docs --update`; do not edit.\n\n");
        text.Append("In the pictures the value is solid and blue, the slope dashed and orange, a dot the slope taken at a kink; functions of a whole row are\n");
        text.Append("drawn for the first of two units, the other at 0, and those that change the width for the second, the first at 1. In the terminal: `glia activations NAME`.\n");
        var families = ActivationCatalog.All.GroupBy(a => a.Family).OrderBy(f => f.Key == ActivationFamily.Other).ThenBy(f => f.Key).ToList();
        foreach (var family in families)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{family.Key.Title()}**\n\n| name | formula | range | slope range | used in | start of weights |\n|---|---|---|---|---|---|\n");
            foreach (var a in family)
            {
                text.Append(CultureInfo.InvariantCulture, $"| [`{a.Name}`](#{a.Name}) | `{Cell(a.Formula)}` | {a.Range} | {a.SlopeRange} | {Roles(a)} | {a.Initialization} |\n");
            }
        }

        foreach (var family in families)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {family.Key.Title()}\n");
            foreach (var a in family)
            {
                Describe(text, a);
                yield return new Document(Path.Combine(root, "docs", "images", "activations", a.Name + ".svg"), ActivationPicture.Draw(a));
            }
        }

        yield return new Document(Path.Combine(root, "docs", "activations.md"), text.ToString());
    }

    private static void Describe(StringBuilder text, ActivationInfo a)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {a.Name}\n\n");
        if (a.Aliases.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Also called {string.Join(", ", a.Aliases.Select(n => $"`{n}`"))}.\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"![value (solid) and slope (dashed) of {a.Name}](images/activations/{a.Name}.svg)\n\n");
        text.Append("| | |\n|---|---|\n");
        Row(text, "y", $"`{a.Formula}`");
        Row(text, "dy/dx", $"`{a.SlopeFormula}`");
        foreach (var p in a.Parameters)
        {
            Row(text, $"`{p.Name}`", string.Create(CultureInfo.InvariantCulture, $"{p.Meaning}; {p.Default} unless given{Within(p.Range)}"));
        }

        Row(text, "range", a.Range + (a.IsMonotone ? ", never falls" : ""));
        Row(text, "range of the slope", a.SlopeRange.ToString());
        Limits(text, a);
        foreach (var kink in a.Kinks)
        {
            Row(text, $"slope at x = {Number((float)kink.At)}", $"{Number((float)kink.Slope)}: {kink.Why}");
        }

        if (a.Saturation is { } saturation)
        {
            Row(text, "slope under 1 % of its largest outside", saturation.ToString());
        }

        Row(text, "used in", Roles(a) + " layers");
        Row(text, "start of weights", string.Create(CultureInfo.InvariantCulture, $"{a.Initialization}, gain {a.Gain:0.####}"));
        Row(text, "known failure", a.KnownFailure.Length > 0 ? a.KnownFailure : "none");
        Row(text, "accuracy", a.Accuracy);
        Row(text, "exported as", string.Create(CultureInfo.InvariantCulture, $"`{a.Onnx.Expression}`, ONNX opset {a.Onnx.Opset}"));
        foreach (var other in a.Elsewhere)
        {
            Row(text, $"in {other.Framework}", $"`{other.Name}`{(other.Difference.Length > 0 ? $": {other.Difference}" : "")}");
        }

        Row(text, "source", a.Source);
    }

    /// <summary>What the function gives at both infinities, as it computes them.</summary>
    private static void Limits(StringBuilder text, ActivationInfo a)
    {
        if (a.IsRowwise)
        {
            return;
        }

        var activation = ActivationCatalog.Parse(a.Name);
        float[] ends = [float.NegativeInfinity, float.PositiveInfinity];
        var value = ActivationCurve.ValueAt(activation, ends);
        var slope = ActivationCurve.SlopeAt(activation, ends);
        Row(text, "at −∞", $"{Number(value[0])}, slope {Number(slope[0] + 0f)}");
        Row(text, "at ∞", $"{Number(value[1])}, slope {Number(slope[1] + 0f)}");
    }

    private static string Number(float value) =>
        float.IsInfinity(value) ? (value > 0 ? "∞" : "−∞") : value.ToString("R", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Roles(ActivationInfo a) => a.Roles switch
    {
        ActivationRoles.Hidden => "hidden",
        ActivationRoles.Output => "output",
        _ => "hidden and output",
    };

    /// <summary>The limits that a user can run into; every float is finite.</summary>
    private static string Within(Interval range) => (range.Low > float.MinValue, range.High < float.MaxValue) switch
    {
        (false, false) => "",
        (true, false) => string.Create(CultureInfo.InvariantCulture, $", at least {range.Low}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $", at most {range.High}"),
        _ => $", within {range}",
    };

    private static void Row(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(value)} |\n");

    private static string Cell(string value) => value.Replace("|", "\\|", StringComparison.Ordinal);
}
