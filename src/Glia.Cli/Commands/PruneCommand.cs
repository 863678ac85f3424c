using System.CommandLine;
using Glia.Cli.Output;
using Glia.Cli.Terminal;
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
            Table table = shared.Table(parsed, model);
            float[] x = model.Preprocessor.Transform(table);
            Proof wanted = Enum.Parse<Proof>(parsed.GetRequiredValue(proof), ignoreCase: true);
            var options = new HealthOptions
            {
                Certification = DiagnoseCommand.Certification(parsed.GetValue(certify) / model.Members.Count, model, host, shared.Ranges(parsed, ranges, model)),
            };

            // The networks of an ensemble are pruned each by itself: where each gives the same bits, so does their average.
            HealthReport[] reports = [.. model.Members.Select(member => HealthExam.Examine(member, x, table.Rows, options))];
            host.Cancel.ThrowIfCancellationRequested();
            PruneOutcome[] outcomes = [.. model.Members.Select((member, i) => new PruneOutcome(table.Source, wanted, member, Pruner.Prune(member, Dead(member, reports[i], wanted)), x, table.Rows))];
            if (!Array.TrueForAll(outcomes, outcome => outcome.SameBits))
            {
                throw new GliaException($"The pruned network does not give the same outputs on {table.Source}; nothing was written. Keep the model as it is.");
            }

            string[] written = Array.Exists(outcomes, outcome => outcome.Pruned.Removed > 0) ? files : [];
            if (written.Length > 0)
            {
                Write(model.WithMembers([.. outcomes.Select(outcome => outcome.Pruned.Network)]), written);
            }

            host.Out.Write(Said(outcomes, reports, written, shared.IsJson(parsed), host.OutScreen.Width));
            return ExitCode.Done;
        });
        return shared.Command;
    }

    private static string Said(PruneOutcome[] outcomes, HealthReport[] reports, string[] files, bool isJson, int width)
    {
        if (outcomes is [var one])
        {
            one = one with { Files = files };
            return isJson ? one.Json(reports[0]) : Words.Fold(one.Text(reports[0]), width);
        }

        var members = new PrunedMembers(outcomes, EnsembleHealth.Of(reports)!) { Files = files };
        return isJson ? members.Json() : Words.Fold(members.Text(), width);
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
