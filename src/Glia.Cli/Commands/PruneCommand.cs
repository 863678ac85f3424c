using System.CommandLine;
using Glia.Cli.Output;
using Glia.Health;
using Glia.Health.Pruning;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Takes dead units out of a model.</summary>
internal static class PruneCommand
{
    public static Command Build(Host host)
    {
        var shared = new ModelCommand("prune", "Takes dead units out of a model: certified ones, so that outputs keep their bits for every row in the ranges of the data. Dense ONNX models of other makers keep their inputs, outputs and nodes: glia prune model.onnx data.csv", host);
        var file = new Option<string?>("--out", "-o") { Description = "Write FILE.glia or FILE.onnx; otherwise both, beside the model", HelpName = "FILE" };
        var proof = new Option<string>("--proof")
        {
            Description = "How well a death must be proved: certified; bounded or observed say it of the rows given only",
            HelpName = "LEVEL",
            DefaultValueFactory = _ => "certified",
        };
        proof.AcceptOnlyFromAmong("certified", "bounded", "observed");
        Option<double> certify = CommonOptions.Certify();
        Option<string?> ranges = CommonOptions.Ranges();
        shared.Command.Add(file);
        shared.Command.Add(proof);
        shared.Command.Add(certify);
        shared.Command.Add(ranges);
        shared.Command.SetAction(parsed =>
        {
            if (shared.IsForeign(parsed))
            {
                return ForeignPrune.Run(host, shared, parsed, parsed.GetValue(file), parsed.GetRequiredValue(proof), parsed.GetValue(certify));
            }

            string[] files = Files(parsed.GetValue(file), shared.Path(parsed));
            TabularModel model = shared.Model(parsed);
            _ = model.Single("pruning");
            Table table = shared.Table(parsed, model);
            float[] x = model.Preprocessor.Transform(table);
            Proof wanted = Enum.Parse<Proof>(parsed.GetRequiredValue(proof), ignoreCase: true);
            HealthReport health = HealthExam.Examine(model.Network, x, table.Rows, new HealthOptions
            {
                Certification = DiagnoseCommand.Certification(parsed.GetValue(certify), model, host, shared.Ranges(parsed, ranges, model)),
            });
            host.Cancel.ThrowIfCancellationRequested();
            PruneResult pruned = Pruner.Prune(model.Network, Dead(model.Network, health, wanted));
            var outcome = new PruneOutcome(table.Source, wanted, model.Network, pruned, x, table.Rows);
            if (!outcome.SameBits)
            {
                throw new GliaException($"The pruned network does not give the same outputs on {table.Source}; nothing was written. Keep the model as it is.");
            }

            if (pruned.Removed > 0)
            {
                Write(model.WithNetwork(pruned.Network), files);
            }

            outcome = outcome with { Files = pruned.Removed > 0 ? files : [] };
            host.Out.Write(shared.IsJson(parsed) ? outcome.Json(health) : outcome.Text(health));
            return ExitCode.Done;
        });
        return shared.Command;
    }

    private static string[] Files(string? wanted, string model)
    {
        if (wanted is null)
        {
            string beside = Path.ChangeExtension(model, null) + ".pruned";
            return [beside + ".glia", beside + ".onnx"];
        }

        return wanted.EndsWith(".glia", StringComparison.OrdinalIgnoreCase) || wanted.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            ? [wanted]
            : throw new UsageException($"--out takes a file that ends in .glia or .onnx, not {wanted}.");
    }

    private static void Write(TabularModel model, string[] files)
    {
        foreach (string path in files)
        {
            if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            {
                model.Save(path);
            }
            else
            {
                model.SaveCheckpoint(path);
            }
        }
    }

    /// <summary>Rectifier units that fired on no row and whose death is proved well enough.</summary>
    private static (int Layer, int Unit)[] Dead(Network network, HealthReport health, Proof wanted)
    {
        List<(int Layer, int Unit)> dead = [];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (network.Layers[i] is not ActivationLayer { Learned: null, Activation.Info.IsRectifier: true } layer
                || health.Layers.FirstOrDefault(each => each.Name == layer.Name) is not { Rows: > 0 } seen)
            {
                continue;
            }

            for (int unit = 0; unit < seen.Units; unit++)
            {
                bool enough = wanted == Proof.Observed
                    || (seen.Proofs[unit] >= wanted && seen.State[unit] is UnitState.Dead or UnitState.Saturated);
                if (seen.Fired[unit] == 0 && enough)
                {
                    dead.Add((i, unit));
                }
            }
        }

        return [.. dead];
    }
}
