using Glia.Kernels.Activations;
using Glia.Networks.Layers;

namespace Glia.Networks.Tests;

public class NetworkTests
{
    [Fact]
    public void Parameters_are_views_into_one_array()
    {
        Network network = Network.Create(4, Toy.Everything(3), 1);
        int offset = 0;
        foreach (Parameter parameter in network.Parameters)
        {
            Assert.Equal(offset, parameter.Offset);
            offset += parameter.Length;
            Assert.True(parameter.Values.Overlaps(network.Values, out int shift));
            Assert.Equal(parameter.Offset, -shift);
        }

        Assert.Equal(offset, network.Values.Length);
    }

    [Fact]
    public void Names_are_unique_and_carry_the_number_of_their_dense_layer()
    {
        Network network = Network.Create(4, [new DropoutSpec(0.1), new DenseSpec(3), new DropoutSpec(0.1), new ActivationSpec("relu"), new DropoutSpec(0.1), new DenseSpec(2)], 1);
        Assert.Equal(["0 dropout", "1 dense", "1 dropout", "1 relu", "1 dropout #2", "2 dense"], network.Layers.Select(layer => layer.Name));
    }

    [Fact]
    public void Only_dense_weights_decay()
    {
        Network network = Network.Create(4, Toy.Everything(3), 1);
        Assert.All(network.Parameters, parameter => Assert.Equal(parameter.Name.EndsWith(".weights", StringComparison.Ordinal), parameter.Decays));
    }

    [Fact]
    public void A_rows_prediction_depends_on_that_row_only_to_the_bit()
    {
        const int Rows = 3000;
        Network network = Network.Create(6, Toy.Everything(3), 1);
        float[] x = Toy.Normal(Rows * 6, 5);
        float[] all = new float[Rows * 3];
        network.Predict(x, Rows, all);
        float[] one = new float[3];
        for (int r = 0; r < Rows; r += 97)
        {
            network.Predict(x.AsSpan(r * 6, 6), 1, one);
            Assert.Equal(all[(3 * r)..((3 * r) + 3)], one);
        }

        ForwardPass pass = network.Run(x, Rows);
        Assert.Equal(all, pass.Output(network.Layers.Count - 1).ToArray());
        Assert.Equal(x, pass.Output(-1).ToArray());
    }

    [Fact]
    public void Many_threads_predict_at_once()
    {
        const int Rows = 200;
        Network network = Network.Create(6, Toy.Everything(3), 1);
        float[] x = Toy.Normal(Rows * 6, 5);
        float[] expected = new float[Rows * 3];
        network.Predict(x, Rows, expected);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            int rows = 1 + (i * 3);
            float[] y = new float[rows * 3];
            network.Predict(x.AsSpan(0, rows * 6), rows, y);
            Assert.Equal(expected[..y.Length], y);
        });
    }

    [Fact]
    public void Predicting_allocates_nothing_in_the_long_run()
    {
        Network network = Network.Create(6, Toy.Everything(3), 1);
        float[] x = Toy.Normal(60, 5);
        float[] y = new float[30];
        Assert.Equal(0, Allocations.Least(() => network.Predict(x, 10, y)));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused_with_both_numbers()
    {
        Network network = Network.Create(6, [new DenseSpec(2)], 1);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => network.Predict(new float[11], 2, new float[4]));
        Assert.Contains("2 rows of width 6 are 12 values; got 11", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Predict(new float[12], 2, new float[3]));
        Assert.Throws<ArgumentException>(() => network.Run(new float[11], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Network.Create(0, [new DenseSpec(2)], 1));
    }

    [Fact]
    public void Layers_that_make_no_sense_are_refused()
    {
        Assert.Throws<GliaException>(() => Network.Create(6, [], 1));
        Assert.Throws<GliaException>(() => Network.Create(6, [new DenseSpec(0)], 1));
        Assert.Throws<GliaException>(() => Network.Create(6, [new ActivationSpec("no_such_function")], 1));
        Assert.Throws<GliaException>(() => Network.Create(6, [new LayerNormSpec(0)], 1));
        Assert.Contains("'L2'", Assert.Throws<GliaException>(() => Network.Create(6, [new RowNormSpec("L2")], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("too large", Assert.Throws<GliaException>(() => Network.Create(60000, [new DenseSpec(60000)], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_ones_own_is_used_as_any_other()
    {
        Activation own = ActivationCatalog.Parse("leaky_relu(slope=0.25)");
        Network network = Network.Create(2, [ActivationSpec.Of(own)], 1);
        float[] y = new float[2];
        network.Predict([4, -4], 1, y);
        Assert.Equal([4f, -1f], y);
    }
}
