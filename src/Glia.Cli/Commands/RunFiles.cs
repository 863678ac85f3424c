namespace Glia.Cli.Commands;

/// <summary>Names of the files in the folder of a run.</summary>
internal static class RunFiles
{
    /// <summary>The model with its preprocessing, for ONNX Runtime and everything that uses it.</summary>
    public const string Onnx = "model.onnx";

    /// <summary>The model as Glia keeps it, with the record of its training.</summary>
    public const string Checkpoint = "model.glia";

    /// <summary>The page about the run.</summary>
    public const string Report = "report.html";

    /// <summary>The result as data.</summary>
    public const string Json = "run.json";

    /// <summary>The configuration that repeats the run.</summary>
    public const string Configuration = "run.yaml";

    /// <summary>The prepared rows of a table larger than memory, while the run lasts.</summary>
    public const string Spool = "rows.tmp";

    /// <summary>From where an interrupted training goes on; gone when it is done.</summary>
    public const string Resume = "training.checkpoint";
}
