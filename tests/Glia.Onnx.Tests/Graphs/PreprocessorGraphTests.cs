using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Glia.Tabular;
using Google.Protobuf;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Tests.Graphs;

public sealed class PreprocessorGraphTests
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
    public void Every_sample_comes_out_with_the_same_bits(string file, string target)
    {
        Table table = Samples.Read(file);
        Same(Preprocessor.Fit(table, Schema.Infer(table, target)), table);
    }

    [Fact]
    public void Missing_and_unseen_values_come_out_with_the_same_bits()
    {
        var preprocessor = new Preprocessor(
        [
            Number("a", hasIndicator: true),
            Text("s", hasMissing: true),
            Number("b", hasIndicator: false),
            new NumberFeature { Name = "far", Median = 1e9, Center = 1e9 + 3, Scale = 0.4, HasIndicator = true, NeedsDouble = true },
            Text("t", hasMissing: false),
            new CategoryFeature { Name = "code", FromNumbers = true, Categories = ["-1", "10", "3"], HasMissing = true },
            new CategoryFeature { Name = "tenth", FromNumbers = true, Categories = ["0.1", "0.2"], HasMissing = false },
        ]);
        Same(preprocessor, Table.FromColumns(
            ("a", new[] { 1.5, double.NaN, -7, 3e8 }),
            ("s", new[] { "red", null, "green ü", "never seen" }),
            ("b", new[] { double.NaN, 2, 2.25, 0 }),
            ("far", new[] { 1e9 + 1, 1e9 + 2, double.NaN, 1e9 + 4 }),
            ("t", new[] { null, "red", "", "no" }),
            ("code", new[] { 3, double.NaN, 4, -1 }),
            ("tenth", new[] { 0.1, double.NaN, 0.10000000001, 0.2 })));
    }

    [Theory]
    [InlineData("0.1", DataType.Double)]
    [InlineData("16777217", DataType.Double)]
    [InlineData("0.5", DataType.Float)]
    [InlineData("-3", DataType.Float)]
    public void Numbers_that_name_go_in_as_floats_if_these_hold_them(string category, object type) =>
        Assert.Equal(type, CategoryGraph.TypeOf(new CategoryFeature { Name = "c", FromNumbers = true, Categories = [category] }));

    [Fact]
    public void Two_columns_of_one_name_are_refused()
    {
        var graph = new PreprocessorGraph(new GraphBuilder("two"));
        var error = Assert.Throws<GliaException>(() => graph.DeclareInputs([Number("a", false), Number("a", false)]));
        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_category_that_is_no_number_is_refused_where_numbers_go_in()
    {
        var graph = new PreprocessorGraph(new GraphBuilder("text"));
        Assert.Throws<GliaException>(() => graph.DeclareInputs([new CategoryFeature { Name = "c", FromNumbers = true, Categories = ["red"] }]));
    }

    [Fact]
    public void A_column_may_bear_any_name()
    {
        var preprocessor = new Preprocessor([Number("numbers/raw", true), Text("x/code", false), Number("größe (cm)", false), Text("label", true)]);
        Same(preprocessor, Table.FromColumns(
            ("numbers/raw", new[] { 1.0, double.NaN }),
            ("x/code", new[] { "red", "blue" }),
            ("größe (cm)", new[] { 1.0, 2 }),
            ("label", new[] { null, "red" })));
    }

    private static NumberFeature Number(string name, bool hasIndicator) =>
        new() { Name = name, Median = 0.3, Center = 1 / 3.0, Scale = 1.7, HasIndicator = hasIndicator };

    private static CategoryFeature Text(string name, bool hasMissing) =>
        new() { Name = name, Categories = ["green ü", "red"], HasMissing = hasMissing };

    private static void Same(Preprocessor preprocessor, Table table)
    {
        var graph = new GraphBuilder("preprocessor");
        var writer = new PreprocessorGraph(graph);
        writer.DeclareInputs(preprocessor.Features);
        string output = graph.ReserveOutput("y", "y");
        graph.AddTo(output, "Identity", [writer.Write(preprocessor.Features)]);
        graph.Output(output, DataType.Float, "", preprocessor.Width);
        var model = new ModelProto { IrVersion = 8, Graph = graph.Graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = GraphBuilder.MachineLearningDomain, Version = 3 });
        using var runtime = new Runtime(model.ToByteArray());
        foreach (Table part in new[] { table, table.Select([table.Rows - 1]) })
        {
            float[] ours = preprocessor.Transform(Samples.AsSeenBy(runtime, part));
            float[] theirs = (float[])runtime.Run(Samples.InputsOf(runtime, part))[output];
            Assert.Equal(ours.Select(BitConverter.SingleToInt32Bits), theirs.Select(BitConverter.SingleToInt32Bits));
        }
    }
}
