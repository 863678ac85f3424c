using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Once warm, no function allocates, neither exact nor fast.</summary>
public sealed class AllocationTests
{
    private const int Rows = 9;
    private const int Units = 18;

    [Theory]
    [MemberData(nameof(Catalogue.Texts), MemberType = typeof(Catalogue))]
    public void Nothing_is_allocated(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Measure(activation);
        Measure(activation.Fast);
    }

    [Theory]
    [MemberData(nameof(Catalogue.Texts), MemberType = typeof(Catalogue))]
    public void The_fast_variant_is_made_once(string text)
    {
        Activation activation = ActivationCatalog.Parse(text);
        Assert.Same(activation.Fast, activation.Fast);
        Assert.Same(activation.Fast, activation.Fast.Fast);
        Assert.Equal(activation.Text, activation.Fast.Text);
    }

    private static void Measure(Activation activation)
    {
        float[] z = Catalogue.Numbers(Rows * Units, 1);
        float[] dy = Catalogue.Numbers(Rows * activation.OutputUnits(Units), 2);
        float[] learned = Catalogue.Numbers(activation.Learned switch { LearnedPer.Layer => 1, LearnedPer.Unit => Units, _ => 0 }, 3);
        float[] learnedGradient = new float[learned.Length];
        float[] bias = new float[Units];
        float[] y = new float[dy.Length];
        float[] dz = new float[z.Length];
        Assert.Equal(0, Allocations.Least(All));

        void All()
        {
            _ = activation.Fast;
            if (!activation.Info.ChangesWidth)
            {
                activation.Forward(z, y);
                activation.Slope(z, dz);
                activation.Backward(z, y, dy, dz);
            }

            activation.ForwardRows(z, Units, learned, y);
            activation.BackwardRows(z, y, dy, Units, learned, dz, learnedGradient);
            var rows = new FusedRows { Z = z, Units = Units, Y = y, Learned = learned };
            rows.Forward(activation, bias);
            rows.Backward(activation, new FusedGradients { Y = dy, Z = dz, Bias = bias, Learned = learnedGradient });
        }
    }
}
