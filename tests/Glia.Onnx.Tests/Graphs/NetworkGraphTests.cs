using Glia.Kernels.Activations;
using Glia.Kernels.Randomness;
using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Onnx.Files;
using Glia.Onnx.Graphs;
using Glia.Onnx.Wire;
using Google.Protobuf;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Tests.Graphs;

public sealed class NetworkGraphTests
{
    private const int Inputs = 4;

    public static TheoryData<string, IReadOnlyList<LayerSpec>> Networks
    {
        get
        {
            var all = new TheoryData<string, IReadOnlyList<LayerSpec>>
            {
                { "one dense layer", [new DenseSpec(3)] },
                { "no layer with weights", [new ActivationSpec("tanh")] },
                { "batch normalisation", [new DenseSpec(6), new BatchNormSpec(Epsilon: 1e-3), new ActivationSpec("relu"), new DenseSpec(2)] },
                { "batch normalisation first", [new BatchNormSpec(), new DenseSpec(2)] },
                { "layer normalisation", [new DenseSpec(6), new LayerNormSpec(Epsilon: 1e-4), new ActivationSpec("tanh"), new DenseSpec(2)] },
                { "rows divided by norm l1", [new RowNormSpec("l1"), new DenseSpec(6), new ActivationSpec("tanh"), new RowNormSpec("l1"), new DenseSpec(2)] },
                { "rows divided by norm l2", [new RowNormSpec(), new DenseSpec(6), new ActivationSpec("tanh"), new RowNormSpec(), new DenseSpec(2)] },
                { "rows divided by their largest value", [new RowNormSpec("max"), new DenseSpec(6), new ActivationSpec("relu"), new RowNormSpec("max"), new DenseSpec(2)] },
                { "dropout", [new DropoutSpec(0.2), new DenseSpec(6), new ActivationSpec("elu"), new DropoutSpec(0.5), new DenseSpec(2)] },
                { "prelu, one slope", [new DenseSpec(6), new ActivationSpec("prelu(learn=layer)"), new DenseSpec(2)] },
                { "prelu, a slope a unit", [new DenseSpec(6), new ActivationSpec("prelu(learn=unit)"), new DenseSpec(2)] },
                { "swish, one beta", [new DenseSpec(6), new ActivationSpec("swish(learn=layer)"), new DenseSpec(2)] },
                { "swish, a beta a unit", [new DenseSpec(6), new ActivationSpec("silu(beta=0.8, learn=unit)"), new DenseSpec(2)] },
                { "the same layer twice", [new DenseSpec(5), new ActivationSpec("relu"), new ActivationSpec("relu"), new BatchNormSpec(), new BatchNormSpec()] },
            };
            foreach (ActivationInfo info in ActivationCatalog.All)
            {
                all.Add(info.Name + " hidden", [new DenseSpec(8), new ActivationSpec(Models.Gentle(info)), new DenseSpec(6), new ActivationSpec(Models.Gentle(info)), new DenseSpec(3)]);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Every_network_computes_the_same_in_ONNX_Runtime(string name, IReadOnlyList<LayerSpec> layers)
    {
        Network network = Moved(layers);
        (GraphProto graph, _) = Write(network);
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = GraphBuilder.MachineLearningDomain, Version = Versions.OfMachineLearning(17) });
        using var runtime = new Runtime(model.ToByteArray());
        foreach (int rows in new[] { 1, 33 })
        {
            float[] x = Normals(rows * Inputs, 7);
            float[] ours = new float[rows * network.Outputs];
            network.Predict(x, rows, ours);
            var columns = Enumerable.Range(0, Inputs).ToDictionary(i => $"x{i}", i => (Array)Enumerable.Range(0, rows).Select(row => x[(row * Inputs) + i]).ToArray(), StringComparer.Ordinal);
            Agreement.OfModel(ours, (float[])runtime.Run(columns)["y"], $"{name}, {rows} rows");
        }
    }

    /// <summary>Where the definition leaves a choice: what ONNX Runtime makes of rows whose norm is 0, or whose largest value is negative. (Its squares of 1e-30 vanish; here the norm is made in double.)</summary>
    [Theory]
    [InlineData("l1")]
    [InlineData("l2")]
    [InlineData("max")]
    public void Rows_at_the_edge_are_divided_as_in_ONNX_Runtime(string norm)
    {
        var network = Network.Create(Inputs, [new RowNormSpec(norm)], 1);
        float[][] rows = [[0, 0, 0, 0], [-1, -2, -3, -4], [-1, 0, -3, 0], [3, 3, 1, 0]];
        (GraphProto graph, _) = Write(network);
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 17 });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = GraphBuilder.MachineLearningDomain, Version = Versions.OfMachineLearning(17) });
        using var runtime = new Runtime(model.ToByteArray());
        foreach (float[] row in rows)
        {
            float[] x = [.. Enumerable.Range(0, Inputs).Select(i => row[i % row.Length])], ours = new float[Inputs];
            network.Predict(x, 1, ours);
            float[] theirs = (float[])runtime.Run(Enumerable.Range(0, Inputs).ToDictionary(i => $"x{i}", i => (Array)new[] { x[i] }, StringComparer.Ordinal))["y"];
            for (int i = 0; i < Inputs; i++)
            {
                Assert.True(Math.Abs(ours[i] - theirs[i]) <= 2e-7 * Math.Abs(theirs[i]), $"{norm} of ({string.Join(", ", x)}): {ours[i]} and {theirs[i]} there");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Shapes_told_from_the_specification_are_those_written(string name, IReadOnlyList<LayerSpec> layers)
    {
        (GraphProto graph, IReadOnlyList<string> weights) = Write(Moved(layers));
        Assert.NotNull(name);
        long[][] told = [.. WeightShapes.Of(Inputs, layers)];
        Assert.Equal(weights.Count, told.Length);
        var reader = new TensorReader(graph, name);
        foreach ((string tensor, long[] shape) in weights.Zip(told))
        {
            reader.Require(tensor, shape);
        }
    }

    // Every parameter and statistic away from where it starts, so that a forgotten one shows.
    private static Network Moved(IReadOnlyList<LayerSpec> layers)
    {
        Network network = Network.Create(Inputs, layers, seed: 3);
        float[] moves = Normals(network.Values.Length + network.StateValues.Length, 11);
        for (int i = 0; i < network.Values.Length; i++)
        {
            network.Values[i] += 0.1f * moves[i];
        }

        for (int i = 0; i < network.StateValues.Length; i++)
        {
            network.StateValues[i] += 0.2f * MathF.Abs(moves[network.Values.Length + i]);
        }

        return network;
    }

    private static (GraphProto Graph, IReadOnlyList<string> Weights) Write(Network network)
    {
        var graph = new GraphBuilder("network");
        string[] columns = [.. Enumerable.Range(0, Inputs).Select(i => graph.Input($"x{i}", DataType.Float, ""))];
        string output = graph.ReserveOutput("y", "y");
        var writer = new NetworkGraph(graph);
        string y = writer.Write(network, graph.Add("Concat", "x", columns, Attributes.Of("axis", 1L)));
        graph.AddTo(output, "Identity", [y]);
        graph.Output(output, DataType.Float, "", network.Outputs);
        return (graph.Graph, writer.Weights);
    }

    private static float[] Normals(int count, ulong seed)
    {
        var stream = new RandomStream(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = stream.NextNormal();
        }

        return values;
    }
}
