using System.CommandLine;

namespace Glia.Cli.Commands;

/// <summary>Options and arguments that several commands share, under one name and with one meaning.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on standard output" };

    public static Argument<string> Model() => new("model") { Description = "A model: model.onnx or model.glia of a run, or the folder of the run" };

    public static Argument<string> Data() => new("data") { Description = "A table: CSV or TSV, also .gz" };
}
