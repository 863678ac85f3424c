using System.CommandLine;
using System.Globalization;
using Glia.Onnx;
using Glia.OnnxHealth;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>How a table fills the inputs of an ONNX model that Glia did not write.</summary>
internal sealed class ForeignModelOptions
{
    private readonly Option<string[]> _columns = new("--columns")
    {
        Description = "For ONNX models of other makers: the columns that fill the input, in order, with commas between; default: all numeric ones",
        HelpName = "NAMES",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _target = new("--target") { Description = "For ONNX models of other makers: the column that is predicted, to be left out", HelpName = "COLUMN" };

    private readonly Option<string[]> _shape = new("--shape")
    {
        Description = "For ONNX models of other makers: the input's sizes where the model leaves them open, such as 1,3,224,224 or NAME=1,3,224,224",
        HelpName = "SIZES",
    };

    private readonly Option<string[]> _classes = new("--classes")
    {
        Description = "For ONNX models of other makers: the names of classes in the order of outputs, with commas between",
        HelpName = "NAMES",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<TaskChoice> _task = new("--task")
    {
        Description = "For ONNX models of other makers: what a network without a function at its end does: auto, classification, binary (one logit), multiclass or regression",
        HelpName = "TASK",
        DefaultValueFactory = _ => TaskChoice.Auto,
    };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _columns, _target, _shape, _classes, _task })
        {
            command.Add(option);
        }
    }

    public ImportOptions Import(ParseResult parsed) => new()
    {
        Columns = Names(parsed.GetValue(_columns)),
        Target = parsed.GetValue(_target),
        Classes = Names(parsed.GetValue(_classes)),
        Task = parsed.GetValue(_task),
    };

    public OnnxExamOptions Read(ParseResult parsed) => new()
    {
        Columns = Names(parsed.GetValue(_columns)),
        Target = parsed.GetValue(_target),
        Shapes = (parsed.GetValue(_shape) ?? []).Select(Shape).GroupBy(shape => shape.Name, StringComparer.Ordinal)
            .ToDictionary(shapes => shapes.Key, shapes => shapes.Last().Sizes, StringComparer.Ordinal),
    };

    private static string[] Names(string[]? given) =>
        [.. (given ?? []).SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static (string Name, IReadOnlyList<long> Sizes) Shape(string text)
    {
        int name = text.LastIndexOf('=');
        List<long> sizes = [];
        foreach (string size in text[(name + 1)..].Split([',', 'x'], StringSplitOptions.TrimEntries))
        {
            sizes.Add(long.TryParse(size, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number is >= -1 and <= int.MaxValue
                ? number
                : throw new UsageException($"--shape takes whole numbers with commas between, such as 1,3,224,224, not '{text}'."));
        }

        return (name < 0 ? "" : text[..name], sizes);
    }
}
