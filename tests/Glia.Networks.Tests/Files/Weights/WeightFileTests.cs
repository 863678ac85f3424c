using System.Globalization;
using Glia.Kernels.Randomness;
using Glia.Networks.Files.Weights;
using Glia.Networks.Layers;

namespace Glia.Networks.Tests.Files.Weights;

public sealed class WeightFileTests
{
    private static readonly LayerSpec[] Layers =
    [
        new DenseSpec(5), new BatchNormSpec(), new ActivationSpec("prelu(learn=unit)"), new DenseSpec(4), new LayerNormSpec(), new ActivationSpec("tanh"), new DenseSpec(2),
    ];

    private static string Vectors => Path.Combine(Repository.Root, "tests", "vectors", "weights");

    /// <summary>The same network of PyTorch in every type and kind of file; make.py beside them. Tolerance: sums of five products in another order.</summary>
    [Theory]
    [InlineData("sequential.npz")]
    [InlineData("packed.npz")]
    [InlineData("big_endian.npz")]
    [InlineData("float32.safetensors")]
    [InlineData("float64.safetensors")]
    [InlineData("float16.safetensors")]
    [InlineData("bfloat16.safetensors")]
    [InlineData("named.safetensors")]
    public void Weights_of_PyTorch_predict_as_in_PyTorch(string file)
    {
        Network network = Network.Create(3, Layers, seed: 1);
        WeightFile.Load(network, Path.Combine(Vectors, file));
        foreach (string line in File.ReadLines(Path.Combine(Vectors, "rows.csv")).Skip(1))
        {
            float[] numbers = [.. line.Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture))];
            float[] y = new float[2];
            network.Predict(numbers.AsSpan(0, 3), 1, y);
            Assert.Equal(numbers[3], y[0], 2e-5f);
            Assert.Equal(numbers[4], y[1], 2e-5f);
        }
    }

    [Theory]
    [InlineData("w.npz")]
    [InlineData("w.safetensors")]
    public void Written_and_read_back_the_bits_are_the_same_and_so_are_the_files(string name)
    {
        using TemporaryFolder folder = new();
        Network network = Drawn(3);
        string path = folder[name], again = folder["again" + name];
        WeightFile.Save(network, path);
        Network other = Network.Create(3, Layers, seed: 9);
        Assert.NotEqual(network.WeightsSha256(), other.WeightsSha256());
        WeightFile.Load(other, path);
        Assert.Equal(network.WeightsSha256(), other.WeightsSha256());
        WeightFile.Save(other, again);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(again));
    }

    [Theory]
    [InlineData("w.npz")]
    [InlineData("w.safetensors")]
    public void An_ensemble_is_one_file_in_which_every_network_keeps_its_bits(string name)
    {
        using TemporaryFolder folder = new();
        Network[] members = [Drawn(3), Drawn(4)], others = [Drawn(5), Drawn(6)];
        WeightFile.Save(members, folder[name]);
        using (TensorFile file = TensorFile.Open(folder[name]))
        {
            Assert.Equal(members.Length, MemberFile.Count(file));
            Assert.Equal("members.0.0.weight", file.Entries[0].Name);
            Assert.Contains(file.Entries, entry => entry.Name == "members.1.0.bias");
        }

        WeightFile.Load(others, folder[name]);
        Assert.Equal(members.Select(network => network.WeightsSha256()), others.Select(network => network.WeightsSha256()));
        Assert.Contains("an ensemble of 2, and an ensemble of 3 starts", Assert.Throws<GliaException>(() => WeightFile.Load([.. members, Drawn(1)], folder[name])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WeightFile.Save([], folder[name]));
    }

    [Fact]
    public void Names_and_shapes_are_those_of_a_state_dict()
    {
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        WeightFile.Save(Drawn(3), path);
        string header = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(path)[8..]);
        Assert.StartsWith("""{"__metadata__":{"format":"pt"},"0.weight":{"dtype":"F32","shape":[5,3],"data_offsets":[0,60]},"0.bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]},"1.weight":""", header, StringComparison.Ordinal);
        Assert.Contains("""1.num_batches_tracked":{"dtype":"I64","shape":[],""", header, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_other_layers_is_told_what_differs_and_keeps_its_values()
    {
        using TemporaryFolder folder = new();
        string path = folder["w.safetensors"];
        WeightFile.Save(Drawn(3), path);
        Refused(Network.Create(3, [.. Layers[..^1], new DenseSpec(3)], 1), "has the shape [2, 4] for '6.weight', and the network needs [3, 4]");
        Refused(Network.Create(3, [new DenseSpec(2)], 1), "holds the tensors of 6 layers (0, 1, 2, 3, 4, 6), and the network has 1 layers with weights");
        Refused(Network.Create(3, [.. Layers[..4], new BatchNormSpec(), .. Layers[5..]], 1), "has no tensor '4.running_mean'");
        Refused(Network.Create(3, [new DenseSpec(5), new LayerNormSpec(), .. Layers[2..]], 1), "holds the tensor '1.running_mean', for which the network has no place");

        void Refused(Network network, string part)
        {
            string before = network.WeightsSha256();
            GliaException error = Assert.Throws<GliaException>(() => WeightFile.Load(network, path));
            Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
            Assert.Equal(before, network.WeightsSha256());
        }
    }

    [Fact]
    public void Names_that_tell_no_order_are_refused_where_several_orders_fit()
    {
        using TemporaryFolder folder = new();
        Network network = Network.Create(2, [new DenseSpec(2), new ActivationSpec("tanh"), new DenseSpec(2)], 1);
        string path = folder["w.npz"];
        using (FileStream stream = File.Create(path))
        {
            float[] four = [1, 2, 3, 4], two = [5, 6];
            Networks.Files.Weights.NpzFile.Write(stream, [("hidden.weight", [2, 2], four), ("hidden.bias", [2], two), ("end.weight", [2, 2], four), ("end.bias", [2], two)]);
        }

        GliaException error = Assert.Throws<GliaException>(() => WeightFile.Load(network, path));
        Assert.Contains("several orders fit", error.Message, StringComparison.Ordinal);
    }

    internal static Network Drawn(ulong seed)
    {
        Network network = Network.Create(3, Layers, seed);
        RandomStream stream = new(seed);
        foreach (ref float value in network.Values)
        {
            value += stream.NextNormal();
        }

        foreach (ref float value in network.StateValues)
        {
            value += stream.NextSingle();
        }

        return network;
    }
}
