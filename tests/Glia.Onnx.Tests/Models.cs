using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Tabular;

namespace Glia.Onnx.Tests;

/// <summary>Models put together without training: weights as drawn, moved a little so that every one of them shows.</summary>
internal static class Models
{
    public static TabularModel Of(Table table, string target, IReadOnlyList<LayerSpec> hidden, SchemaOptions? options = null, double threshold = 0.5)
    {
        var schema = Schema.Infer(table, target, options);
        var preprocessor = Preprocessor.Fit(table, schema);
        int outputs = schema.Task is TaskKind.Multiclass ? schema.Classes.Count : 1;
        var network = Network.Create(preprocessor.Width, [.. hidden, new DenseSpec(outputs)], seed: 5);
        Move(network);
        OutputScale scale = schema.Task is TaskKind.Regression ? new(TargetMean: 151.25, TargetScale: 77.1) : new(Threshold: threshold);
        return TabularModel.Create(schema, preprocessor, network, scale);
    }

    public static TabularModel Of(Table table, string target) =>
        Of(table, target, [new DenseSpec(12), new ActivationSpec("relu"), new DenseSpec(8), new ActivationSpec("swish")]);

    /// <summary>The function at its defaults, but a sine at frequency 1: at 30 each layer multiplies what two runtimes round differently by up to 30.</summary>
    public static string Gentle(ActivationInfo info) => info.Name is "sine" ? "sine(omega=1)" : info.Name;

    /// <summary>Missing numbers and texts, several kinds of columns, two classes; 7 rows.</summary>
    public static Table Mixed { get; } = Table.FromColumns(
        ("colour", new[] { "red", "blue", null, "red", "green", "blue", "red" }),
        ("weight", new[] { 1.5, 2.25, double.NaN, -4, 0.125, 7, 3 }),
        ("time", new[] { 1.7e9, 1.7e9 + 1, 1.7e9 + 2, 1.7e9 + 5, 1.7e9 + 3, 1.7e9 + 4, 1.7e9 + 9 }),
        ("fit", new[] { true, false, true, true, false, false, true }),
        ("outcome", new[] { "won", "lost", "lost", "won", "won", "lost", "won" }));

    private static void Move(Network network)
    {
        var stream = new RandomStream(9);
        foreach (ref float value in network.Values)
        {
            value += 0.05f * stream.NextNormal();
        }

        foreach (ref float value in network.StateValues)
        {
            value += 0.2f * stream.NextSingle();
        }
    }
}
