using System.Globalization;
using System.Text;
using Glia.Onnx;
using Glia.Studio.Experiments;
using Glia.Tabular;

namespace Glia.Studio.Live;

/// <summary>What can be taken home: the model, its data, its curves, and the run for the command line.</summary>
internal static class Takeaway
{
    /// <summary>Makes one file.</summary>
    /// <exception cref="GliaException">There is no such thing.</exception>
    public static (byte[] Content, string Name, string Kind) Make(Workbench bench, string what) => what switch
    {
        "model.onnx" => (OnnxExport.ToBytes(Model(bench)), what, "application/octet-stream"),
        "curves.csv" => (Encoding.UTF8.GetBytes(Curves(bench.Run)), what, "text/csv"),
        "data.csv" => (Encoding.UTF8.GetBytes(Data(bench.Own.Table)), what, "text/csv"),
        "run.yaml" => (Encoding.UTF8.GetBytes(Yaml(bench.Own)), what, "text/yaml"),
        "model.cs" when bench.Source is { } source => (Encoding.UTF8.GetBytes(source(Model(bench))), what, "text/plain"),
        "report.html" when bench.Report is { } report => (Encoding.UTF8.GetBytes(report(Ended(bench))), what, "text/html"),
        _ => throw new GliaException($"'{what}' cannot be taken away; {string.Join(", ", Names(bench))} can."),
    };

    /// <summary>What there is of this run.</summary>
    public static IReadOnlyList<string> Names(Workbench bench) =>
    [
        .. bench.Run.Plan is null ? Array.Empty<string>() : ["model.onnx"], .. bench.Run.Plan is null || bench.Source is null ? Array.Empty<string>() : ["model.cs"], .. bench.Run is LiveRun ? ["run.yaml", "data.csv"] : Array.Empty<string>(), "curves.csv",
        .. bench.Report is null || bench.Run is not LiveRun ? Array.Empty<string>() : ["report.html"],
    ];

    /// <summary>The model with its scores and its health, which a run has when it is over.</summary>
    private static TabularModel Ended(Workbench bench) => bench.Own.Pace.Step > 0 ? bench.Own.End()
        : throw new GliaException("There is nothing to report yet: let the network learn first.");

    /// <summary>The model as it stands: raw columns in, label and probabilities out.</summary>
    private static TabularModel Model(Workbench bench)
    {
        FitPlan plan = bench.Run.Plan ?? throw new GliaException("A network of another program has no table that its inputs could be named by; save it there.");
        return bench.Run is LiveRun { Model: { } model }
            ? bench.Healed is { } healed ? model.WithNetwork(healed) : model
            : TabularModel.Create(plan.Schema, plan.Preprocessor, bench.Observatory.Copy(), plan.Scale);
    }

    private static string Curves(ShownRun run)
    {
        StringBuilder text = new("epoch,train_loss,validation_loss,train_metric,validation_metric\n");
        foreach (double?[] point in run.Curve.After(0))
        {
            text.AppendJoin(',', point.Select(value => value?.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
        }

        return text.ToString();
    }

    private static string Data(Table table)
    {
        StringBuilder text = new();
        text.AppendJoin(',', table.Columns.Select(column => Quoted(column.Name))).Append('\n');
        for (int row = 0; row < table.Rows; row++)
        {
            text.AppendJoin(',', table.Columns.Select(column => Quoted(column.TextAt(row) ?? ""))).Append('\n');
        }

        return text.ToString();
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\n\r") < 0 && cell.Trim() == cell ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as YAML has it, whatever is in it.</summary>
    private static string Scalar(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Yaml(LiveRun run)
    {
        Experiment e = run.Experiment;
        StringBuilder text = new();
        void Line(string name, object value) => text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        text.Append("# glia train data.csv --config run.yaml, with data.csv taken from the studio beside it.\n");
        if (e.Bias != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"# In the studio biases started at {e.Bias}; glia train starts them at 0.\n");
        }

        if (run.Plan!.Training.LearningRate is var began && began != e.Rate)
        {
            text.Append(CultureInfo.InvariantCulture, $"# In the studio the learning rate was {began} at first and was changed while it ran; here it is the last one from the first step on.\n");
        }

        string[] targets = [.. run.Targets.Select(Scalar)];
        Line("target", targets is [var one] ? one : $"[{string.Join(", ", targets)}]");
        Line("hidden", $"[{string.Join(", ", e.Layers.Select(layer => layer.Units.ToString(CultureInfo.InvariantCulture)))}]");
        if (e.Layers.Count > 0)
        {
            Line("activation", $"[{string.Join(", ", e.Layers.Select(layer => $"\"{layer.Activation}\""))}]");
        }

        Line("initialization", e.Initialization);
        Line("optimizer", $"\"{e.Optimizer}\"");
        Line("learning_rate", e.Rate);
        Line("batch_size", e.Batch > 0 ? e.Batch : run.Plan!.Training.BatchSize);
        Line("l1", e.L1);
        Line("l2", e.L2);
        Line("dropout", e.Dropout);
        Line("clip_norm", e.Clip);
        Line("norm", e.Norm);
        Line("scaling", e.Scaling);
        Line("seed", e.Seed);
        Line("epochs", e.Epochs);
        Line("patience", 0);
        Line("validation", 0.25);
        Line("test", 0);
        return text.ToString();
    }
}
