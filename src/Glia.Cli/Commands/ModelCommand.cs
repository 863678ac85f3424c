using System.CommandLine;
using Glia.Cli.Settings;
using Glia.Health.Certificates;
using Glia.Onnx;
using Glia.OnnxHealth;
using Glia.Tabular;

namespace Glia.Cli.Commands;

/// <summary>What the commands that take a model and a table have in common.</summary>
internal sealed class ModelCommand
{
    private readonly Argument<string> _model = CommonOptions.Model();
    private readonly Argument<string> _data = CommonOptions.Data();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly SettingOptions _table;
    private readonly ForeignModelOptions? _foreign;
    private readonly Host _host;

    public ModelCommand(string name, string description, Host host, bool takesForeign = true)
    {
        Command = new Command(name, description) { _model, _data, _json };
        _table = new SettingOptions(Command, DataSettings.OfTables);
        _host = host;
        if (takesForeign)
        {
            _foreign = new ForeignModelOptions();
            _foreign.AddTo(Command);
        }
    }

    public Command Command { get; }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The file of the model; of a folder, the one that Glia keeps in it.</summary>
    public string Path(ParseResult parsed) => PathOf(parsed.GetRequiredValue(_model));

    private static bool IsOnnx(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the model, with the columns of the table where it does not name its own.</summary>
    public TabularModel Model(ParseResult parsed) => Load(
        Path(parsed), () => Table(parsed), _foreign is null ? new ImportOptions() : _foreign.Import(parsed), _host);

    /// <summary>Reads a model by the path of its file or of its run's folder.</summary>
    public static TabularModel Load(string path) => Load(path, null, new ImportOptions(), null);

    /// <summary>Reads a model of Glia's, or a dense one of another maker, by the path of its file or of its run's folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="table">Gives the table whose columns fill a model that does not name its own; asked for only then.</param>
    /// <param name="options">What is known of such a model.</param>
    /// <param name="host">Where what was decided is said.</param>
    public static TabularModel Load(string path, Func<Table>? table, ImportOptions options, Host? host)
    {
        path = PathOf(path);
        if (!IsOnnx(path))
        {
            return TabularModel.LoadCheckpoint(path);
        }

        if (OnnxImport.IsOwn(path))
        {
            return OnnxImport.Load(path);
        }

        ImportedModel read = table is null ? OnnxImport.LoadDense(path, options) : OnnxImport.LoadForTable(path, table(), options);
        foreach (string note in read.Notes)
        {
            host?.Say($"glia: {note}");
        }

        return read.Model;
    }

    private static string PathOf(string path) => Directory.Exists(path) ? System.IO.Path.Combine(path, RunFiles.Checkpoint) : path;

    /// <summary>Whether the model is an ONNX file that some other tool made.</summary>
    public bool IsForeign(ParseResult parsed) => IsOnnx(Path(parsed)) && !OnnxImport.IsOwn(Path(parsed));

    /// <summary>How a table fills a model that some other tool made.</summary>
    public OnnxExamOptions Foreign(ParseResult parsed) => _foreign!.Read(parsed);

    /// <summary>Where the rows are.</summary>
    public string Data(ParseResult parsed) => parsed.GetRequiredValue(_data);

    /// <summary>How they are to be read.</summary>
    public TableOptions Reading(ParseResult parsed) => SettingTable.Apply(new RunPlan(), _table.Read(parsed)).Table with { Cancel = _host.Cancel };

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
