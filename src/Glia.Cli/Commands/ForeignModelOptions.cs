using System.CommandLine;
using System.Globalization;
using Glia.OnnxHealth;

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

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _columns, _target, _shape })
        {
            command.Add(option);
        }
    }

    public OnnxExamOptions Read(ParseResult parsed) => new()
    {
        Columns = [.. (parsed.GetValue(_columns) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
        Target = parsed.GetValue(_target),
        Shapes = (parsed.GetValue(_shape) ?? []).Select(Shape).GroupBy(shape => shape.Name, StringComparer.Ordinal)
            .ToDictionary(shapes => shapes.Key, shapes => shapes.Last().Sizes, StringComparer.Ordinal),
    };

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
