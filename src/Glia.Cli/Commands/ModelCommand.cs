using System.CommandLine;
using Glia.Cli.Settings;
using Glia.Health.Certificates;
using Glia.Onnx;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>What the commands that take a model and a table have in common.</summary>
internal sealed class ModelCommand
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly SettingOptions _table;

    public ModelCommand(string name, string description)
    {
        Command = new Command(name, description) { _model, _data, _json };
        _table = new SettingOptions(Command, DataSettings.OfTables);
    }

    public Command Command { get; }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The file of the model; of a folder, the one that Glia keeps in it.</summary>
    public string Path(ParseResult parsed) => FileOf(parsed.GetRequiredValue(_model));

    private static string FileOf(string path) => Directory.Exists(path) ? System.IO.Path.Combine(path, RunFiles.Checkpoint) : path;

    private static bool IsOnnx(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    public TabularModel Model(ParseResult parsed) => Load(parsed.GetRequiredValue(_model));

    /// <summary>The model of a file or of the folder of a run.</summary>
    public static TabularModel Load(string path)
    {
        string file = FileOf(path);
        return IsOnnx(file) ? OnnxImport.Load(file) : TabularModel.LoadCheckpoint(file);
    }

    /// <summary>Whether the model is an ONNX file that some other tool made.</summary>
    public bool IsForeign(ParseResult parsed) => IsOnnx(Path(parsed)) && !OnnxImport.IsOwn(Path(parsed));

    /// <summary>Where the rows are.</summary>
    public string Data(ParseResult parsed) => parsed.GetRequiredValue(_data);

    /// <summary>How they are to be read.</summary>
    public TableOptions Reading(ParseResult parsed) => SettingTable.Apply(new RunPlan(), _table.Read(parsed)).Table;

    /// <summary>The table as it is.</summary>
    public Table Table(ParseResult parsed) => Tabular.Table.Read(Data(parsed), Reading(parsed));

    /// <summary>The table, read so that numbers are checked line by line and categories keep their spelling.</summary>
    public Table Table(ParseResult parsed, TabularModel model) => Tabular.Table.Read(Data(parsed), model.ReadOptions(Reading(parsed)));

    /// <summary>The smallest box around the rows of a table of ranges; null where none was given.</summary>
    public Box? Ranges(ParseResult parsed, Option<string?> option, TabularModel model)
    {
        if (parsed.GetValue(option) is not { } path)
        {
            return null;
        }

        Table table = Tabular.Table.Read(path, model.ReadOptions(Reading(parsed)));
        return table.Rows > 0
            ? Box.OfRows(model.Preprocessor.Transform(table), model.Preprocessor.Width, model.Preprocessor.OneHotGroups)
            : throw new GliaException($"{table.Source} has no rows; --ranges takes a table whose rows span the inputs, two at best: the lowest and the highest values.");
    }
}
