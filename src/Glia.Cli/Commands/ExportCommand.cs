using System.CommandLine;
using Glia.Cli.Output;
using Glia.Networks;
using Glia.Onnx;
using Glia.SourceCode;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>Writes a model in the forms that others read.</summary>
internal static class ExportCommand
{
    /// <summary>Every form: its option, what the option says, and what writes the file.</summary>
    private static readonly (string Option, string Description, Action<TabularModel, string> Write)[] Forms =
    [
        ("--csharp", "One file of C# (.NET 8 and later) without dependencies that predicts from raw columns with the same bits", SourceExport.SaveCSharp),
        ("--c", "One file of C99 without dependencies that predicts from raw columns with the same bits", SourceExport.SaveC),
        ("--onnx", "One ONNX file with the preprocessing: raw columns in, predictions out", (model, path) => OnnxExport.Save(model, path)),
        ("--safetensors", "The network's weights alone, or those of every network of an ensemble, under PyTorch's state_dict names: FILE.safetensors", (model, path) => WeightFile.Save(model.Members, path)),
        ("--npz", "The network's weights alone under the same names, for NumPy: FILE.npz", (model, path) => WeightFile.Save(model.Members, path)),
    ];

    public static Command Build(Host host)
    {
        Argument<string> model = CommonOptions.Model();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("export", "Writes a model in another form: source code with preprocessing and labels (glia export glia-run --csharp Penguins.cs), ONNX, or the weights alone (--safetensors weights.safetensors)") { model, json };
        (Option<string?> File, Action<TabularModel, string> Write)[] wanted =
            [.. Forms.Select(form => (new Option<string?>(form.Option) { Description = form.Description, HelpName = "FILE" }, form.Write))];
        foreach ((Option<string?> file, _) in wanted)
        {
            command.Add(file);
        }

        command.SetAction(parsed =>
        {
            (string Path, Action<TabularModel, string> Write)[] files =
                [.. wanted.Where(w => parsed.GetValue(w.File) is not null).Select(w => (parsed.GetValue(w.File)!, w.Write))];
            if (files.Length == 0)
            {
                throw new UsageException($"Say what to write: {string.Join(" or ", Forms.Select(form => form.Option + " FILE"))}.");
            }

            TabularModel exported = ModelCommand.Load(parsed.GetRequiredValue(model));
            foreach ((string path, Action<TabularModel, string> write) in files)
            {
                host.Cancel.ThrowIfCancellationRequested();
                write(exported, path);
            }

            host.Out.Write(parsed.GetValue(json)
                ? JsonText.Build(writer =>
                {
                    writer.WriteStartObject();
                    writer.Array("files", files, file => writer.WriteStringValue(file.Path));
                    writer.WriteEndObject();
                })
                : string.Concat(files.Select(file => file.Path + "\n")));
            return ExitCode.Done;
        });
        return command;
    }
}
