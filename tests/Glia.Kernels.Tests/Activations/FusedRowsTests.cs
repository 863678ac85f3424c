using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Steps done together give the bits of the separate steps, for every function, with and without a mask.</summary>
public sealed class FusedRowsTests
{
    /// <summary>Rows and units: nothing, less than a lane, several blocks with a rest, rows longer than a block.</summary>
    public static MatrixTheoryData<string, (int Rows, int Units)> Cases() =>
        new(Catalogue.SameWidthTexts().Select(row => row.Data), [(0, 3), (1, 1), (5, 7), (301, 26), (3, 2500)]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forward_is_bias_then_function_then_mask(string text, (int Rows, int Units) size)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Batch batch = new(activation, size.Rows, size.Units);
        float[] z = batch.Biased();
        float[] y = new float[batch.Mask.Length];
        activation.ForwardRows(z, batch.Units, batch.Learned, y);

        float[] fusedZ = [.. batch.Product];
        float[] fusedY = new float[y.Length];
        float[] masked = new float[y.Length];
        new FusedRows { Z = fusedZ, Units = batch.Units, Y = fusedY, Learned = batch.Learned, Mask = batch.Mask, Masked = masked }
            .Forward(activation, batch.Bias);
        Same(z, fusedZ);
        Same(y, fusedY);
        Same([.. y.Zip(batch.Mask, (value, factor) => value * factor)], masked);

        if (y.Length != z.Length)
        {
            return;
        }

        float[] inPlace = [.. batch.Product];
        new FusedRows { Z = inPlace, Units = batch.Units, Y = inPlace, Learned = batch.Learned }.Forward(activation, batch.Bias);
        Same(y, inPlace);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Backward_is_mask_then_slope_then_sums_over_ascending_rows(string text, (int Rows, int Units) size)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Batch batch = new(activation, size.Rows, size.Units);
        float[] z = batch.Biased();
        float[] y = new float[batch.Mask.Length];
        activation.ForwardRows(z, batch.Units, batch.Learned, y);
        float[] incoming = Catalogue.Numbers(y.Length, 9);
        foreach (float[] mask in new[] { batch.Mask, [] })
        {
            float[] dy = mask.Length == 0 ? incoming : [.. incoming.Zip(mask, (value, factor) => value * factor)];
            float[] dz = new float[z.Length];
            float[] learned = new float[batch.Learned.Length];
            activation.BackwardRows(z, y, dy, batch.Units, batch.Learned, dz, learned);
            float[] bias = new float[batch.Units];
            for (int i = 0; i < dz.Length; i++)
            {
                bias[i % batch.Units] += dz[i];
            }

            float[] fusedDy = mask.Length == 0 ? incoming : new float[y.Length];
            float[] fusedDz = new float[z.Length];
            float[] fusedBias = Catalogue.Numbers(batch.Units, 10);
            float[] fusedLearned = Catalogue.Numbers(learned.Length, 11);
            var rows = new FusedRows { Z = z, Units = batch.Units, Y = y, Learned = batch.Learned, Mask = mask };
            rows.Backward(activation, new FusedGradients
            {
                Masked = mask.Length == 0 ? default : incoming,
                Y = fusedDy,
                Z = fusedDz,
                Bias = fusedBias,
                Learned = fusedLearned,
            });
            Same(dy, fusedDy);
            Same(dz, fusedDz);
            Same(bias, fusedBias);
            Same(learned, fusedLearned);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Activation activation = ActivationCatalog.Parse(ActivationCatalog.All[0].Name);
        float[] six = new float[6];
        float[] five = new float[5];
        Assert.Throws<ArgumentException>(() => new FusedRows { Z = five, Units = 3, Y = five }.Forward(activation, default));
        Assert.Throws<ArgumentException>(() => new FusedRows { Z = six, Units = 3, Y = six }.Forward(activation, five));
        Assert.Throws<InvalidOperationException>(() => new FusedRows { Z = six, Units = 3, Y = five }.Forward(activation, default));
        Assert.Throws<InvalidOperationException>(() => new FusedRows { Z = six, Units = 3, Y = six, Mask = five, Masked = five }.Forward(activation, default));
        Assert.Throws<ArgumentException>(() => new FusedRows { Z = six, Units = 3, Y = six, Mask = six, Masked = five }.Forward(activation, default));
        Assert.Throws<ArgumentException>(() =>
            new FusedRows { Z = six, Units = 3, Y = six }.Backward(activation, new FusedGradients { Y = six, Z = six, Bias = five }));
        Assert.Throws<ArgumentException>(() => new FusedRows { Z = six, Units = 3, Y = six }.Backward(activation, new FusedGradients { Y = five, Z = six }));
    }

    private static void Same(float[] expected, float[] actual) => Assert.True(Catalogue.Bits(expected).AsSpan().SequenceEqual(Catalogue.Bits(actual)));

    private sealed class Batch
    {
        public Batch(Activation activation, int rows, int units)
        {
            // Functions that divide units into parts get as many as two and three divide.
            Units = activation.Info.ChangesWidth ? 6 * units : units;
            Product = Catalogue.Numbers(rows * Units, 5);
            Bias = Catalogue.Numbers(Units, 6);
            Learned = Catalogue.Numbers(activation.Learned switch { LearnedPer.Layer => 1, LearnedPer.Unit => Units, _ => 0 }, 7);
            Mask = [.. Catalogue.Numbers(rows * activation.OutputUnits(Units), 8).Select(value => value < 0 ? 0f : 1.25f)];
        }

        public int Units { get; }

        public float[] Product { get; }

        public float[] Bias { get; }

        public float[] Learned { get; }

        public float[] Mask { get; }

        public float[] Biased() => [.. Product.Select((value, i) => value + Bias[i % Units])];
    }
}
