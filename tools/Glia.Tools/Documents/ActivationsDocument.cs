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
        text.Append("| name | formula | range | slope range | roles | start of weights |\n|---|---|---|---|---|---|\n");
        foreach (var a in ActivationCatalog.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| [`{a.Name}`](#{a.Name}) | {Cell(a.Formula)} | {a.Range} | {a.SlopeRange} | {a.Roles} | {a.Initialization} |\n");
        }

        foreach (var a in ActivationCatalog.All)
        {
            Describe(text, a);
            yield return new Document(Path.Combine(root, "docs", "images", "activations", a.Name + ".svg"), ActivationPicture.Draw(a));
        }

        yield return new Document(Path.Combine(root, "docs", "activations.md"), text.ToString());
    }

    private static void Describe(StringBuilder text, ActivationInfo a)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {a.Name}\n\n");
        if (a.Aliases.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Also called {string.Join(", ", a.Aliases.Select(n => $"`{n}`"))}.\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"![value (solid) and slope (dashed) of {a.Name}](images/activations/{a.Name}.svg)\n\n");
        text.Append("| | |\n|---|---|\n");
        Row(text, "y", a.Formula);
        Row(text, "dy/dz", a.SlopeFormula);
        foreach (var p in a.Parameters)
        {
            Row(text, $"`{p.Name}`", string.Create(CultureInfo.InvariantCulture, $"{p.Meaning}; {p.Default} unless given{Limits(p.Range)}"));
        }

        Row(text, "range", a.Range.ToString());
        Row(text, "range of the slope", a.SlopeRange.ToString());
        foreach (var kink in a.Kinks)
        {
            Row(text, $"slope at z = {kink.At.ToString(CultureInfo.InvariantCulture)}", $"{kink.Slope.ToString("0.#####", CultureInfo.InvariantCulture)}: {kink.Why}");
        }

        if (a.Saturation is { } saturation)
        {
            Row(text, "slope under 1 % of its largest outside", saturation.ToString());
        }

        Row(text, "used in", a.Roles.ToString());
        Row(text, "start of weights", string.Create(CultureInfo.InvariantCulture, $"{a.Initialization}, gain {a.Gain:0.####}"));
        if (a.KnownFailure.Length > 0)
        {
            Row(text, "known failure", a.KnownFailure);
        }

        Row(text, "accuracy", a.Accuracy);
        Row(text, "ONNX", string.Create(CultureInfo.InvariantCulture, $"`{a.Onnx.Expression}`, opset {a.Onnx.Opset}"));
        Row(text, "source", a.Source);
    }

    /// <summary>The limits that a user can run into; every float is finite.</summary>
    private static string Limits(Interval range) => (range.Low > float.MinValue, range.High < float.MaxValue) switch
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
