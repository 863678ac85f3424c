using System.Globalization;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Wire;
using Glia.Tabular;
using Google.Protobuf;

namespace Glia.Onnx.Tests.Importing;

/// <summary>Models of PyTorch and of scikit-learn-like converters (tests/vectors/onnx/imports/make.py), against what those predict themselves.</summary>
public sealed class ForeignModelTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "vectors", "onnx", "imports");

    public static TheoryData<string> OfTorch => [.. Directory.GetFiles(Folder, "torch_*.onnx").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>ONNX Runtime's tolerance of the other tests, for PyTorch's functions have tails of their own.</summary>
    [Theory]
    [MemberData(nameof(OfTorch))]
    public void Networks_of_PyTorch_predict_as_in_PyTorch(string name)
    {
        Network network = OnnxImport.LoadNetwork(Path.Combine(Folder, name + ".onnx"));
        string[] lines = File.ReadAllLines(Path.Combine(Folder, name + ".csv"));
        float[][] rows = [.. lines.Skip(1).Select(line => line.Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
        float[] x = [.. rows.SelectMany(row => row[..network.Inputs])], expected = [.. rows.SelectMany(row => row[network.Inputs..])];
        float[] y = new float[expected.Length];
        network.Predict(x, rows.Length, y);
        Agreement.OfModel(y, expected, name);
    }

    [Fact]
    public void Layers_of_PyTorch_are_layers_here()
    {
        LayerSpec[] layers = [.. OnnxImport.LoadNetwork(Path.Combine(Folder, "torch_norms_unfolded.onnx")).Spec];
        Assert.Equal(
            [typeof(DenseSpec), typeof(BatchNormSpec), typeof(ActivationSpec), typeof(DenseSpec), typeof(LayerNormSpec), typeof(ActivationSpec), typeof(DenseSpec), typeof(ActivationSpec)],
            layers.Select(layer => layer.GetType()));
        Assert.Equal(new BatchNormSpec(), layers[1] with { });
    }

    [Fact]
    public void A_scaled_pipeline_predicts_labels_and_probabilities_as_scikit_learn()
    {
        TabularModel model = OnnxImport.Load(Path.Combine(Folder, "sklearn_scaled.onnx"), new ImportOptions { Columns = ["a", "b", "c", "d"], Target = "label" });
        Table table = Read("sklearn_scaled", model);
        Assert.Equal(["high", "low", "middle"], model.Classes);
        Assert.Equal(TaskKind.Multiclass, model.Task);
        Same(model.Predict(table).Probabilities, table, ["p_high", "p_low", "p_middle"]);
        Assert.InRange(model.Evaluate(table).Metrics["accuracy"], 0.6, 1);
    }

    [Fact]
    public void Rows_divided_by_their_norm_between_two_scalers_are_a_layer()
    {
        TabularModel model = OnnxImport.Load(Path.Combine(Folder, "sklearn_normalized.onnx"), new ImportOptions { Columns = ["a", "b", "c", "d"], Target = "label" });
        Assert.Equal(new RowNormSpec("l2"), model.Network.Spec[0]);
        Assert.All(model.Preprocessor.Features, feature => Assert.NotEqual(1, Assert.IsType<NumberFeature>(feature).Scale));
        Table table = Read("sklearn_normalized", model);
        Same(model.Predict(table).Probabilities, table, ["p_high", "p_low", "p_middle"]);

        // Out and in again: the same bits. Trained on: better.
        TabularModel again = OnnxImport.DenseFromBytes(Bare(model), "m.onnx", new ImportOptions { Target = "label" }).Model;
        Assert.Equal(model.Predict(table).Probabilities, again.Predict(table).Probabilities);
    }

    /// <summary>The same division under its other name; what is neither is refused by node and reason.</summary>
    [Fact]
    public void LpNormalization_is_the_same_layer_and_other_norms_are_refused()
    {
        var options = new ImportOptions { Columns = ["a", "b", "c", "d"], Target = "label" };
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, "sklearn_normalized.onnx"));
        TabularModel first = OnnxImport.DenseFromBytes(bytes, "m.onnx", options).Model, other = OnnxImport.DenseFromBytes(Lp(2), "m.onnx", options).Model;
        Table table = Read("sklearn_normalized", first);
        Assert.Equal(first.Predict(table).Probabilities, other.Predict(table).Probabilities);
        Assert.Equal(new RowNormSpec("l1"), OnnxImport.DenseFromBytes(Lp(1), "m.onnx", options).Model.Network.Spec[0]);
        Assert.Contains("order 3", Assert.Throws<GliaException>(() => OnnxImport.DenseFromBytes(Lp(3), "m.onnx", options)).Message, StringComparison.Ordinal);
        Assert.Contains("'L7'", Assert.Throws<GliaException>(() => OnnxImport.DenseFromBytes(Changed(node => node.Attribute[0].S = ByteString.CopyFromUtf8("L7")), "m.onnx", options)).Message, StringComparison.Ordinal);

        byte[] Lp(long p) => Changed(node =>
        {
            (node.OpType, node.Domain) = ("LpNormalization", "");
            node.Attribute.Clear();
            node.Attribute.Add(new AttributeProto { Name = "p", I = p, Type = AttributeProto.Types.AttributeType.Int });
        });

        byte[] Changed(Action<NodeProto> change)
        {
            ModelProto file = ModelProto.Parser.ParseFrom(bytes);
            change(file.Graph.Node.Single(node => node.OpType == "Normalizer"));
            return file.ToByteArray();
        }
    }

    [Fact]
    public void Columns_with_gaps_texts_and_codes_become_features()
    {
        TabularModel model = OnnxImport.Load(Path.Combine(Folder, "sklearn_columns.onnx"), new ImportOptions { Target = "label" });
        Table table = Read("sklearn_columns", model);
        Assert.Equal(TaskKind.Binary, model.Task);
        Assert.Equal(["0", "1"], model.Classes);
        Assert.Equal(["age", "fare", "port", "deck"], model.Preprocessor.Features.Select(feature => feature.Name));
        Assert.Equal(["1", "10", "2"], Assert.IsType<CategoryFeature>(model.Preprocessor.Features[3]).Categories);
        Same(model.Predict(table).Probabilities, table, ["p_0", "p_1"]);

        // A port never seen puts nothing in, as handle_unknown="ignore" has it.
        RowPrediction unknown = model.Predict(new Dictionary<string, object?> { ["age"] = null, ["fare"] = 20.5, ["port"] = "Belfast", ["deck"] = 3 });
        Assert.InRange(unknown.Probabilities[0].Value, 0, 1);
    }

    [Fact]
    public void Codes_of_texts_and_scaling_by_operators_become_features_of_a_regression()
    {
        TabularModel model = OnnxImport.Load(Path.Combine(Folder, "sklearn_regression.onnx"), new ImportOptions { Target = "y" });
        Table table = Read("sklearn_regression", model);
        Assert.Equal(TaskKind.Regression, model.Task);
        double[] expected = ((NumberColumn)table["prediction"]).Values.ToArray();
        double[] values = [.. model.Predict(table).Values];
        for (int row = 0; row < expected.Length; row++)
        {
            Assert.Equal(expected[row], values[row], 1e-4);
        }

        NumberFeature a = Assert.IsType<NumberFeature>(model.Preprocessor.Features[0]);
        Assert.Equal((3, 0.5), (a.Center, a.Scale));
    }

    /// <summary>A file of Glia's without its description is a model of another maker: the graph tells all but names of columns that do not count.</summary>
    [Fact]
    public void A_file_of_Glia_without_its_description_is_read_from_the_graph()
    {
        TabularModel model = Models.Of(Models.Mixed, "outcome", [new DenseSpec(6), new BatchNormSpec(), new ActivationSpec("swish"), new DenseSpec(4), new LayerNormSpec(), new ActivationSpec("prelu(learn=unit)")]);
        ImportedModel read = OnnxImport.DenseFromBytes(Bare(model), "m.onnx", new ImportOptions { Target = "outcome" });
        Assert.Equal(model.Classes, read.Model.Classes);
        Assert.Equal(model.Network.Spec.Select(layer => layer.GetType()), read.Model.Network.Spec.Select(layer => layer.GetType()));
        float[] ours = [.. model.Predict(Models.Mixed).Probabilities], theirs = [.. read.Model.Predict(Models.Mixed).Probabilities];
        Agreement.OfModel(ours, theirs, "mixed");
    }

    public static TheoryData<string> Functions =>
        [.. Kernels.Activations.ActivationCatalog.All.Where(info => info.Onnx.Expression != "Identity(x)" && !info.Onnx.Expression.Contains("TopK", StringComparison.Ordinal)).Select(info => Models.Gentle(info)), "leaky_relu(slope=0.125)", "prelu(learn=unit)", "swish(learn=unit)", "swish(beta=1.5)", "elu(alpha=0.3)",
         "soft_shrink(lambda=0.2)", "softplus(beta=2)", "maxout(pieces=3)", "hard_tanh(low=-2, high=3)", "squareplus(b=2)"];

    /// <summary>
    /// Every function of the catalogue through a file that says nothing but its graph: the same weights, the same function, the same bits. The identity is no layer in a
    /// graph; sparsemax and entmax15, by TopK in branches, come back by the description that Glia writes beside the graph.
    /// </summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_activation_comes_back_from_the_graph_alone_with_the_same_bits(string function)
    {
        Table table = Table.FromColumns(("a", new[] { 1, 2.5, -3, 0.5, 4, 5.5 }), ("b", new[] { 0.25, -1, 2, 8, -4, 1 }), ("y", new[] { 1.5, 2.5, 3.25, 4.75, 5, 6 }));
        TabularModel model = Models.Of(table, "y", [new DenseSpec(6), new ActivationSpec(function)], new SchemaOptions { Task = TaskChoice.Regression });
        float[] x = model.Preprocessor.Transform(table);
        TabularModel read = OnnxImport.DenseFromBytes(Bare(model), "m.onnx").Model;
        Assert.Equal(model.Network.Layers.Count, read.Network.Layers.Count);
        Assert.Equal(model.Network.Layers[0].Parameters[0].Values.ToArray(), read.Network.Layers[0].Parameters[0].Values.ToArray());
        float[] ours = model.Network.Run(x, table.Rows).Output(1).ToArray(), theirs = read.Network.Run(read.Preprocessor.Transform(table), table.Rows).Output(1).ToArray();
        Assert.Equal(Array.ConvertAll(ours, BitConverter.SingleToInt32Bits), Array.ConvertAll(theirs, BitConverter.SingleToInt32Bits));
    }

    internal static byte[] Bare(TabularModel model)
    {
        ModelProto file = ModelProto.Parser.ParseFrom(OnnxExport.ToBytes(model));
        file.MetadataProps.Clear();
        return file.ToByteArray();
    }

    private static Table Read(string name, TabularModel model) => Table.Read(Path.Combine(Folder, name + ".csv"), model.ReadOptions());

    private static void Same(IReadOnlyList<float> probabilities, Table table, string[] columns)
    {
        float[] expected = [.. Enumerable.Range(0, table.Rows).SelectMany(row => columns.Select(column => (float)((NumberColumn)table[column]).Values.Span[row]))];
        Agreement.OfModel([.. probabilities], expected, string.Join(',', columns));
    }
}
