using Glia.Networks.Layers;
using Glia.Networks.Training;

namespace Glia.Networks.Tests.Layers;

public class EmbeddingTests
{
    private const int Rows = 50, Levels = 7, Units = 3;

    /// <summary>Codes and the same as one input a level: [.., 0, 1, 0, ..].</summary>
    private static (float[] Codes, float[] OneHot) Inputs()
    {
        float[] codes = [.. Enumerable.Range(0, Rows).Select(row => (float)(row * row % Levels))];
        float[] oneHot = new float[Rows * Levels];
        for (int row = 0; row < Rows; row++)
        {
            oneHot[(row * Levels) + (int)codes[row]] = 1;
        }

        return (codes, oneHot);
    }

    [Fact]
    public void It_is_one_hot_inputs_into_a_dense_layer_forward_and_backward_to_the_bit()
    {
        (float[] codes, float[] oneHot) = Inputs();
        Network embedded = Network.Create(1, [new EmbeddingSpec([new("code", 0, Levels, Units)]), new ActivationSpec("tanh"), new DenseSpec(1)], 3);
        Network dense = Network.Create(Levels, [new DenseSpec(Units), new ActivationSpec("tanh"), new DenseSpec(1)], 3);
        Parameter table = embedded.Parameters[0], weights = dense.Parameters[0];
        Toy.Normal(table.Length, 8).CopyTo(table.Values);
        table.Values.CopyTo(weights.Values);
        embedded.Parameters[1].Values.CopyTo(dense.Parameters[2].Values);

        Assert.Equal(Outputs(dense, oneHot, out float[] expected), Outputs(embedded, codes, out float[] found));
        Assert.Equal(expected, found);
        Assert.Contains(found, value => value != 0);

        float[] Outputs(Network network, float[] x, out float[] gradient)
        {
            Workspace work = new(network, Rows, 1, null);
            float[] y = work.Forward(x, Rows, 1).ToArray();
            Toy.Normal(Rows, 4).CopyTo(work.LossGradient(Rows));
            work.Backward(x, Rows, 1);
            gradient = network.Parameters[0].Gradient.ToArray();
            return y;
        }
    }

    [Fact]
    public void Trained_it_gives_the_weights_of_one_hot_inputs()
    {
        (float[] codes, float[] oneHot) = Inputs();
        float[] targets = Toy.Normal(Rows, 5);

        // Without the bias of the dense layer, which an embedding does not have and the next bias makes up for.
        Network embedded = Network.Create(1, [new EmbeddingSpec([new("code", 0, Levels, Units)]), new DenseSpec(1)], 3);
        Network dense = Network.Create(Levels, [new DenseSpec(Units), new DenseSpec(1)], 3);
        embedded.Parameters[0].Values.CopyTo(dense.Parameters[0].Values);
        embedded.Parameters[1].Values.CopyTo(dense.Parameters[2].Values);
        var options = new TrainingOptions { Epochs = 20, BatchSize = 16, LearningRate = 0.05, Optimizer = "adam", Patience = 0, KeepBest = false, L2 = 0, Seed = 2 };
        new Trainer(embedded, Loss.Parse("squared"), options).Fit(new TrainingSet(codes, 1, targets, 1));
        new Trainer(dense, Loss.Parse("squared"), options) { Rule = new NoBias(dense) }.Fit(new TrainingSet(oneHot, Levels, targets, 1));
        Assert.Equal(dense.Parameters[0].Values.ToArray(), embedded.Parameters[0].Values.ToArray());
        Assert.Equal(dense.Parameters[2].Values.ToArray(), embedded.Parameters[1].Values.ToArray());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(7f)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_no_code_is_the_last_level_which_starts_at_zero(float code)
    {
        Network network = Network.Create(2, [new EmbeddingSpec([new("code", 1, Levels, Units)])], 3);
        float[] y = new float[1 + Units];
        network.Predict([0.5f, code], 1, y);
        Assert.Equal([0.5f, 0, 0, 0], y);
        network.Predict([0.5f, 2], 1, y);
        Assert.DoesNotContain(0f, y);
    }

    [Fact]
    public void The_last_level_stays_zero_unless_rows_teach_it()
    {
        float[] targets = Toy.Normal(Rows, 5);
        Network network = Network.Create(1, [new EmbeddingSpec([new("code", 0, Levels + 1, Units)]), new DenseSpec(1)], 3);
        new Trainer(network, Loss.Parse("squared"), new TrainingOptions { Epochs = 5, L2 = 0.1, L1 = 0.1, Optimizer = "adamw(decay=0.1)" }).Fit(new TrainingSet(Inputs().Codes, 1, targets, 1));
        Assert.Equal(new float[Units], network.Parameters[0].Values[^Units..].ToArray());
        float[] unknown = [.. Inputs().Codes.Select(code => code == 0 ? Levels : code)];
        new Trainer(network, Loss.Parse("squared"), new TrainingOptions { Epochs = 5 }).Fit(new TrainingSet(unknown, 1, targets, 1));
        Assert.DoesNotContain(0f, network.Parameters[0].Values[^Units..].ToArray());
    }

    [Fact]
    public void The_start_of_a_table_does_not_depend_on_the_others()
    {
        Network one = Network.Create(2, [new EmbeddingSpec([new("b", 1, Levels, Units)])], 3);
        Network two = Network.Create(2, [new EmbeddingSpec([new("a", 0, 90, 4), new("b", 1, Levels, Units)])], 3);
        Assert.Equal(one.Parameters[0].Values.ToArray(), two.Parameters[1].Values.ToArray());
        Assert.Equal("0 embedding.b", two.Parameters[1].Name);
        Assert.Equal("0 embedding", two.Layers[0].Name);
    }

    [Fact]
    public void A_file_of_weights_has_the_names_and_shapes_of_PyTorch()
    {
        EmbeddingSpec spec = new([new("a", 0, 4, 2), new("b", 2, 5, 3)]);
        Network network = Network.Create(3, [spec, new DenseSpec(6), new ActivationSpec("relu"), new DenseSpec(1)], 3);
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Guid.NewGuid():N}.npz");
        try
        {
            WeightFile.Save(network, path);
            using var archive = System.IO.Compression.ZipFile.OpenRead(path);
            Assert.Equal(
                ["0.embeds.0.weight.npy", "0.embeds.1.weight.npy", "1.weight.npy", "1.bias.npy", "3.weight.npy", "3.bias.npy"],
                archive.Entries.Select(entry => entry.FullName));
            Network other = Network.Create(3, network.Spec, 4);
            WeightFile.Load(other, path);
            Assert.Equal(network.WeightsSha256(), other.WeightsSha256());
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static TheoryData<string, EmbeddedColumn[]> Refused => new()
    {
        { "at least one column", [] },
        { "a name of its own", [new("a", 0, 3, 2), new("a", 1, 3, 2)] },
        { "stands behind the one before", [new("a", 1, 3, 2), new("b", 0, 3, 2)] },
        { "stands behind the one before", [new("a", 2, 3, 2)] },
        { "2 to 16777216 levels, not 1", [new("a", 0, 1, 2)] },
        { "2 to 16777216 levels, not 16777217", [new("a", 0, (1 << 24) + 1, 2)] },
        { "at least 1 number, not 0", [new("a", 0, 3, 0)] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Columns_that_make_no_sense_are_refused(string what, EmbeddedColumn[] columns) =>
        Assert.Contains(what, Assert.Throws<GliaException>(() => Network.Create(2, [new EmbeddingSpec(columns)], 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Specifications_are_equal_when_their_columns_are()
    {
        Assert.Equal(new EmbeddingSpec([new("a", 0, 3, 2)]), new EmbeddingSpec([new("a", 0, 3, 2)]));
        Assert.NotEqual(new EmbeddingSpec([new("a", 0, 3, 2)]), new EmbeddingSpec([new("a", 0, 3, 1)]));
        Assert.Equal(new EmbeddingSpec([new("a", 0, 3, 2)]).GetHashCode(), new EmbeddingSpec([new("a", 0, 3, 2)]).GetHashCode());
    }

    /// <summary>Holds the bias of the first dense layer at 0, which an embedding does not have.</summary>
    private sealed class NoBias(Network network) : IStepRule
    {
        public void Updated(long step, Network after) => network.Parameters[1].Values.Clear();
    }
}
