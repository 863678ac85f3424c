using System.IO.Compression;
using Glia.Networks;
using Glia.Onnx.Importing;
using Glia.Onnx.Reading;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Tests.Importing;

/// <summary>
/// Tests of the ONNX standard (node tests, and those converted from PyTorch) for the operators of dense networks, run through the import; which are read and which
/// are refused with what reason stands in node_tests.txt, beside the archive that make.py packs.
/// </summary>
public sealed class NodeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "vectors", "onnx", "imports");

    [Fact]
    public void Every_test_of_the_standard_is_computed_right_or_refused_for_a_stated_reason()
    {
        var outcomes = new List<string>();
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, "node_tests.zip"));
        foreach (IGrouping<string, ZipArchiveEntry> test in archive.Entries.GroupBy(entry => entry.FullName.Split('/')[0], StringComparer.Ordinal))
        {
            outcomes.Add($"{test.Key}: {Outcome(test.ToDictionary(entry => entry.Name, Bytes, StringComparer.Ordinal))}");
        }

        string path = Path.Combine(Folder, "node_tests.txt");
        if (Environment.GetEnvironmentVariable("GLIA_WRITE_NODE_TESTS") == "1")
        {
            File.WriteAllLines(path, outcomes);
        }

        Assert.Equal(File.ReadAllLines(path), outcomes);
        Assert.InRange(outcomes.Count(line => line.EndsWith(": right", StringComparison.Ordinal)), 110, 192);
    }

    private static string Outcome(Dictionary<string, byte[]> files)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(files["model.onnx"]);
        TensorProto? x = files.TryGetValue("input_0.pb", out byte[]? first) ? TensorProto.Parser.ParseFrom(first) : null;
        if (x is null || model.Graph.Input.Count == 0)
        {
            return "no input";
        }

        // What a test gives beside the first input are weights.
        for (int i = 1; files.TryGetValue($"input_{i}.pb", out byte[]? more) && i < model.Graph.Input.Count; i++)
        {
            TensorProto weights = TensorProto.Parser.ParseFrom(more);
            weights.Name = model.Graph.Input[i].Name;
            model.Graph.Initializer.Add(weights);
        }

        Network network;
        try
        {
            network = DenseModel.Read(model, "m").Whole();
        }
        catch (GliaException error)
        {
            return "refused. " + error.Message[3..];
        }

        float[] values = ConstantValues.Floats(x, "x"), expected = ConstantValues.Floats(TensorProto.Parser.ParseFrom(files["output_0.pb"]), "y");
        float[] y = new float[values.Length / network.Inputs * network.Outputs];
        network.Predict(values, values.Length / network.Inputs, y);
        Agreement.OfModel(y, expected, model.Graph.Name);
        return "right";
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using Stream from = entry.Open();
        using var to = new MemoryStream();
        from.CopyTo(to);
        return to.ToArray();
    }
}
