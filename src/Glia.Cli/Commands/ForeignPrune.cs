using System.CommandLine;
using System.Text;
using Glia.Cli.Output;
using Glia.Cli.Report;
using Glia.Cli.Terminal;
using Glia.Health.Pruning;
using Glia.Networks;
using Glia.OnnxHealth;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary><c>glia prune</c> on a dense ONNX model of another maker.</summary>
internal static class ForeignPrune
{
    public static int Run(Host host, ModelCommand shared, ParseResult parsed, string? wanted, string proof, double certify)
    {
        string model = shared.Path(parsed);
        string path = wanted ?? Path.ChangeExtension(model, null) + ".pruned.onnx";
        if (!path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"--out takes a file that ends in .onnx here, not {path}: a model of another maker stays an ONNX file.");
        }

        if (proof != "certified")
        {
            throw new UsageException($"--proof {proof} is for models of Glia's; from models of other makers only certified units are taken.");
        }

        Table table = shared.Table(parsed);
        OnnxPruneResult result = OnnxPruner.Prune(model, table, shared.Foreign(parsed) with { CertifySeconds = certify }, host.Cancel);
        foreach (string note in result.Notes)
        {
            host.Say($"glia: {note}");
        }

        if (result.Removed > 0)
        {
            AtomicFile.Write(path, stream => stream.Write(result.Model.Span));
        }

        host.Out.Write(shared.IsJson(parsed) ? Json(result, table, path) : Words.Fold(Text(result, table, path), host.OutScreen.Width));
        return ExitCode.Done;
    }

    private static string Json(OnnxPruneResult result, Table table, string path) => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("proof", "certified");
        json.WriteNumber("removed", result.Removed);
        json.Objects("units", result.Units, unit =>
        {
            json.WriteString("layer", unit.Layer);
            json.WriteNumber("unit", unit.Unit);
            json.WriteBoolean("removed", unit.Reason is null);
            json.WriteString("reason", unit.Reason);
        });
        Pair("parameters", result.ParametersBefore, result.ParametersAfter);
        Pair("bytes", result.BytesBefore, result.Model.Length);
        Pair("onnx_runtime_seconds", result.Check.SecondsBefore, result.Check.SecondsAfter);
        json.WriteNumber("rows", table.Rows);
        json.WriteBoolean("same_bits", result.Check.SameBits);
        json.WriteNumber("largest_difference", result.Check.LargestDifference);
        json.Array("files", result.Removed > 0 ? [path] : Array.Empty<string>(), json.WriteStringValue);
        CertificateJson.Write(json, result.Certificates);
        json.WriteEndObject();

        void Pair(string name, double old, double now)
        {
            json.WriteStartObject(name);
            json.WriteNumber("before", old);
            json.WriteNumber("after", now);
            json.WriteEndObject();
        }
    });

    private static string Text(OnnxPruneResult result, Table table, string path)
    {
        var text = new StringBuilder();
        if (result.Removed == 0)
        {
            text.Append("nothing to remove: no unit that can be taken out is certified dead; no file was written\n");
        }
        else
        {
            text.Append(Say.Count(result.Removed, "unit")).Append(" removed (certified): ")
                .AppendJoin(", ", result.Units.Where(unit => unit.Reason is null).GroupBy(unit => unit.Layer, StringComparer.Ordinal).Select(layer => $"{layer.Count()} of {layer.Key}")).Append('\n');
            text.Append("parameters ").Append(Say.Count(result.ParametersBefore)).Append(" → ").Append(Say.Count(result.ParametersAfter))
                .Append(", bytes ").Append(Say.Count(result.BytesBefore)).Append(" → ").Append(Say.Count(result.Model.Length))
                .Append(", ONNX Runtime ").Append(Say.Number(result.Check.SecondsBefore * 1e3)).Append(" → ").Append(Say.Number(result.Check.SecondsAfter * 1e3)).Append(" ms for ").Append(Say.Count(table.Rows, "row")).Append('\n');
            text.Append(result.Check.SameBits ? "outputs of ONNX Runtime are the same to the bit" : $"outputs of ONNX Runtime differ by at most {Say.Number(result.Check.LargestDifference)} (it orders shorter sums anew)")
                .Append(" on ").Append(Say.Count(table.Rows, "row")).Append(" of ").Append(table.Source).Append("; for every row in the ranges of the data the units taken out give exactly 0\n");
            text.Append("wrote ").Append(path).Append('\n');
        }

        foreach (IGrouping<string?, PrunedUnit> kept in result.Units.Where(unit => unit.Reason is not null).GroupBy(unit => unit.Reason, StringComparer.Ordinal))
        {
            text.Append(Say.Count(kept.Count(), "unit")).Append(" kept: ").Append(kept.Key).Append('\n');
        }

        CertificateText.Write(text, result.Certificates);
        return text.ToString();
    }
}
