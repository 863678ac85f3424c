using System.Text.Json;
using Glia.Networks.Layers;
using Glia.Onnx.Files;
using Glia.Onnx.Wire;
using Glia.Tabular;
using Google.Protobuf;

namespace Glia.Onnx.Tests;

public sealed class OnnxImportTests
{
    public static TheoryData<string, string> Tables
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach ((string file, string target) in Samples.All)
            {
                all.Add(file, target);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_model_read_back_predicts_the_same_bits(string file, string target)
    {
        Table table = Samples.Read(file);
        SameBits(Models.Of(table, target), table);
    }

    [Fact]
    public void All_kinds_of_layers_and_what_they_learned_come_back() => SameBits(
        Models.Of(
            Models.Mixed,
            "outcome",
            [
                new BatchNormSpec(), new DenseSpec(6, "orthogonal"), new LayerNormSpec(1e-3), new ActivationSpec("prelu(learn=unit)"), new DropoutSpec(0.25),
                new DenseSpec(5), new BatchNormSpec(0.3, 1e-4), new ActivationSpec("swish(beta=1.3, learn=layer)"), new ActivationSpec("log_softmax"),
            ],
            threshold: 0.37),
        Models.Mixed);

    [Fact]
    public void A_trained_model_comes_back_with_what_it_knows_about_its_columns()
    {
        ClassificationModel model = new Classifier { Hidden = [8], Epochs = 2 }.Fit(Samples.Read("penguins.csv"), "species", cancel: TestContext.Current.CancellationToken);
        TabularModel back = OnnxImport.FromBytes(OnnxExport.ToBytes(model), "m.onnx");
        Assert.Equal(model.Classes, back.Classes);
        Assert.Equal(model.Target, back.Target);
        Assert.Equal(model.Schema.Why, back.Schema.Why);
        Assert.Equal(model.Network.WeightsSha256(), back.Network.WeightsSha256());
        Assert.Equal(OnnxExport.ToBytes(back).Length, OnnxExport.ToBytes(OnnxImport.FromBytes(OnnxExport.ToBytes(back), "m.onnx")).Length);
    }

    [Fact]
    public void Edited_weights_count()
    {
        TabularModel model = Models.Of(Models.Mixed, "outcome");
        ModelProto file = ModelProto.Parser.ParseFrom(OnnxExport.ToBytes(model));
        TensorProto bias = file.Graph.Initializer.Last(tensor => tensor.Name.EndsWith(".bias", StringComparison.Ordinal));
        bias.RawData = ByteString.Empty;
        bias.FloatData.Add(2.5f);
        TabularModel back = OnnxImport.FromBytes(file.ToByteArray(), "m.onnx");
        Assert.Equal(2.5f, back.Network.Values[^1]);
        Assert.Equal(model.Network.Values[..^1].ToArray(), back.Network.Values[..^1].ToArray());
    }

    [Fact]
    public void A_file_passed_through_another_tool_unchanged_is_still_read()
    {
        ModelProto file = ModelProto.Parser.ParseFrom(OnnxExport.ToBytes(Models.Of(Models.Mixed, "outcome")));
        StringStringEntryProto[] entries = [.. file.MetadataProps.Reverse(), new() { Key = "owner", Value = "somebody" }];
        file.MetadataProps.Clear();
        file.MetadataProps.AddRange(entries);
        file.ProducerName = "another tool";
        Assert.Equal("outcome", OnnxImport.FromBytes(file.ToByteArray(), "m.onnx").Target);
    }

    [Fact]
    public void Files_are_read_and_missing_ones_named()
    {
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Guid.NewGuid():N}.onnx");
        Assert.Contains(path, Assert.Throws<GliaException>(() => OnnxImport.Load(path)).Message, StringComparison.Ordinal);
        try
        {
            Models.Of(Models.Mixed, "outcome").Save(path);
            Assert.Equal("outcome", OnnxImport.Load(path).Target);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_model_of_another_maker_is_refused_by_name() => Refused(file =>
    {
        file.MetadataProps.Clear();
        file.ProducerName = "skl2onnx";
    }, "made by 'skl2onnx'");

    [Fact]
    public void A_later_description_is_refused() => Refused(file => Entry(file, "glia.format").Value = "5", "version '5'");

    [Fact]
    public void A_changed_operator_is_refused() =>
        Refused(file => file.Graph.Node.First(node => node.OpType == "Relu").OpType = "Elu", "other than the weights was changed");

    [Fact]
    public void A_changed_constant_of_the_preprocessing_is_refused() => Refused(
        file => file.Graph.Initializer.First(tensor => tensor.Name == "numbers/scale").RawData = ByteString.CopyFrom(new byte[16]), "other than the weights was changed");

    [Fact]
    public void A_changed_description_is_refused() =>
        Refused(file => Entry(file, "glia.output").Value = "{\"threshold\":0.9}", "other than the weights was changed");

    [Fact]
    public void A_missing_part_of_the_description_is_named() =>
        Refused(file => file.MetadataProps.Remove(Entry(file, "glia.network")), "'glia.network' is missing");

    [Fact]
    public void An_entry_that_comes_twice_is_refused() =>
        Refused(file => file.MetadataProps.Add(new StringStringEntryProto { Key = "glia.network", Value = "{}" }), "comes twice");

    [Fact]
    public void Weights_in_another_file_are_refused() =>
        Refused(file => file.Graph.Initializer[^1].DataLocation = TensorProto.Types.DataLocation.External, "another file");

    [Fact]
    public void Cut_weights_are_refused() => Refused(
        file =>
        {
            TensorProto weights = file.Graph.Initializer.First(tensor => tensor.Name.EndsWith(".weights", StringComparison.Ordinal));
            weights.RawData = ByteString.CopyFrom(weights.RawData.Span[4..]);
        },
        "holds");

    [Theory]
    [InlineData("glia.network", "{\"inputs\":11,\"layers\":[{\"kind\":\"dense\",\"units\":2147483647}]}")]
    [InlineData("glia.network", "{\"inputs\":11,\"layers\":[{\"kind\":\"dense\",\"units\":-1}]}")]
    [InlineData("glia.network", "{\"inputs\":11,\"layers\":[]}")]
    [InlineData("glia.network", "{\"inputs\":11,\"layers\":[null]}")]
    [InlineData("glia.network", "{\"inputs\":-11,\"layers\":null}")]
    [InlineData("glia.network", "{\"inputs\":11,\"layers\":[{\"kind\":\"activation\",\"activation\":\"nonsense\"}]}")]
    [InlineData("glia.network", "{\"inputs\":11,\"layers\":[{\"kind\":\"activation\"}]}")]
    [InlineData("glia.network", "{\"inputs\":11,\"layers\":[{\"kind\":\"nonsense\"}]}")]
    [InlineData("glia.network", "[]")]
    [InlineData("glia.network", "")]
    [InlineData("glia.preprocessor", "{\"features\":[null]}")]
    [InlineData("glia.preprocessor", "{\"features\":null}")]
    [InlineData("glia.preprocessor", "{\"features\":[{\"kind\":\"number\",\"name\":null,\"median\":0,\"center\":0,\"scale\":1}]}")]
    [InlineData("glia.preprocessor", "{\"features\":[{\"kind\":\"category\",\"name\":\"c\",\"categories\":null}]}")]
    [InlineData("glia.preprocessor", "null")]
    [InlineData("glia.schema", "null")]
    [InlineData("glia.schema", "{\"target\":\"t\",\"task\":\"regression\",\"why\":\"\",\"columns\":[],\"classes\":[\"a\"]}")]
    [InlineData("glia.schema", "{\"target\":\"t\",\"task\":\"multiclass\",\"why\":\"\",\"columns\":[null],\"classes\":[null]}")]
    [InlineData("glia.output", "{\"threshold\":7}")]
    [InlineData("glia.output", "{\"target_mean\":1e999}")]
    [InlineData("glia.weights", "null")]
    [InlineData("glia.weights", "[null]")]
    [InlineData("glia.weights", "[\"1_dense.weights\"]")]
    public void A_description_made_to_mislead_is_refused(string key, string value) => Refused(file => Rewrite(file, key, value), "m.onnx: ");

    [Fact]
    public void A_network_of_very_many_layers_is_refused_at_once()
    {
        string layers = string.Join(',', Enumerable.Repeat("{\"kind\":\"dropout\",\"rate\":0.5}", 200_000));
        Refused(file => Rewrite(file, "glia.network", $"{{\"inputs\":11,\"layers\":[{layers}]}}"), "200000 layers");
    }

    [Fact]
    public void A_description_that_nests_without_end_is_refused() =>
        Refused(file => Rewrite(file, "glia.schema", new string('[', 100_000)), "cannot be read");

    private static void SameBits(TabularModel model, Table table)
    {
        TabularModel back = OnnxImport.FromBytes(OnnxExport.ToBytes(model), "m.onnx");
        Prediction before = model.Predict(table);
        Prediction after = back.Predict(table);
        Assert.Equal(before.Labels, after.Labels);
        Assert.Equal(before.Probabilities.Select(BitConverter.SingleToInt32Bits), after.Probabilities.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(before.Values.Select(BitConverter.DoubleToInt64Bits), after.Values.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(model.Network.WeightsSha256(), back.Network.WeightsSha256());
    }

    private static void Refused(Action<ModelProto> change, string expected)
    {
        ModelProto file = ModelProto.Parser.ParseFrom(OnnxExport.ToBytes(Models.Of(Models.Mixed, "outcome")));
        change(file);
        byte[] bytes = file.ToByteArray();
        var error = Assert.Throws<GliaException>(() => OnnxImport.FromBytes(bytes, "m.onnx"));
        Assert.StartsWith("m.onnx: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 1000, error.Message);
    }

    /// <summary>Changes an entry and makes the fingerprint fit, as somebody would who means harm.</summary>
    internal static void Rewrite(ModelProto file, string key, string value)
    {
        Entry(file, key).Value = value;
        string weights = Entry(file, "glia.weights").Value;
        string[] names = weights.Contains("null", StringComparison.Ordinal) ? [] : JsonSerializer.Deserialize<string[]>(weights)!;
        Entry(file, "glia.digest").Value = Metadata.DigestOf(file, names);
    }

    private static StringStringEntryProto Entry(ModelProto file, string key) => file.MetadataProps.Single(entry => entry.Key == key);
}
