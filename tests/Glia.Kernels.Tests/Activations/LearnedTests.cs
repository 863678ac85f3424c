using Glia.Kernels.Activations;

namespace Glia.Kernels.Tests.Activations;

/// <summary>Learned parameters, for every function that has one.</summary>
public sealed class LearnedTests
{
    private const int Rows = 13;
    private const int Units = 11;

    public static TheoryData<string> Names() => [.. ActivationCatalog.All.Where(info => info.LearnedParameter is not null).Select(info => info.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Learned_values_act_as_the_parameter_written_in_the_text(string name)
    {
        Activation perLayer = ActivationCatalog.Parse($"{name}(learn=layer)");
        Activation perUnit = ActivationCatalog.Parse($"{name}(learn=unit)");
        float[] z = Catalogue.Numbers(Rows * Units, 1);
        float[] dy = Catalogue.Numbers(Rows * Units, 2);
        float[] learned = Catalogue.Numbers(Units, 3, 0.5f);
        (float[] unitY, float[] unitDz, _) = Run(perUnit, z, dy, learned);
        for (int unit = 0; unit < Units; unit++)
        {
            Activation written = ActivationCatalog.Parse(FormattableString.Invariant($"{name}({perLayer.Info.LearnedParameter}={learned[unit]:R}, learn=none)"));
            (float[] y, float[] dz, _) = Run(written, z, dy, []);
            (float[] layerY, float[] layerDz, _) = Run(perLayer, z, dy, [learned[unit]]);
            Assert.Equal(y, layerY);
            Assert.Equal(dz, layerDz);
            for (int i = unit; i < z.Length; i += Units)
            {
                Assert.Equal(y[i], unitY[i]);
                Assert.Equal(dz[i], unitDz[i]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_parameter_gradient_agrees_with_differences_and_is_overwritten(string name)
    {
        float[] z = Catalogue.Numbers(Rows * Units, 4);
        float[] dy = Catalogue.Numbers(Rows * Units, 5);
        foreach (string learn in new[] { "layer", "unit" })
        {
            Activation activation = ActivationCatalog.Parse($"{name}(learn={learn})");
            float[] learned = Catalogue.Numbers(activation.Learned == LearnedPer.Unit ? Units : 1, 6, 0.5f);
            (_, _, float[] gradient) = Run(activation, z, dy, learned);
            for (int i = 0; i < learned.Length; i++)
            {
                const float Step = 1f / 256;
                float[] up = [.. learned];
                float[] down = [.. learned];
                up[i] += Step;
                down[i] -= Step;
                double difference = (Loss(activation, z, dy, up) - Loss(activation, z, dy, down)) / (up[i] - down[i]);
                Assert.Equal(difference, gradient[i], 2e-3 * Math.Max(1, Math.Abs(difference)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_layer_gradient_sums_rows_first_then_units_in_double(string name)
    {
        Activation perLayer = ActivationCatalog.Parse($"{name}(learn=layer)");
        Activation one = ActivationCatalog.Parse($"{name}(learn=unit)");

        // A gradient of 2²⁵ + 1 − 2²⁵ survives in double only.
        float[] z = [-1, -1, -1];
        float[] dy = [33554432, 1, -33554432];
        (_, _, float[] oneValue) = Run(one, [-1], [1], [1], 1);
        (_, _, float[] sum) = Run(perLayer, z, dy, [1], 1);
        Assert.Equal(oneValue[0], sum[0], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_place_gradients_are_the_same(string name)
    {
        float[] z = Catalogue.Numbers(Rows * Units, 7);
        float[] dy = Catalogue.Numbers(Rows * Units, 8);
        foreach (string learn in new[] { "none", "layer", "unit" })
        {
            Activation activation = ActivationCatalog.Parse($"{name}(learn={learn})");
            float[] learned = Catalogue.Numbers(learn == "none" ? 0 : learn == "unit" ? Units : 1, 9);
            (float[] y, float[] dz, float[] gradient) = Run(activation, z, dy, learned);
            float[] place = [.. dy];
            float[] again = new float[learned.Length];
            activation.BackwardRows(z, y, place, Units, learned, place, again);
            Assert.Equal(dz, place);
            Assert.Equal(gradient, again);
            place = [.. z];
            activation.BackwardRows(place, y, dy, Units, learned, place, again);
            Assert.Equal(dz, place);
            Assert.Equal(gradient, again);
        }
    }

    private static (float[] Y, float[] Dz, float[] Gradient) Run(Activation activation, float[] z, float[] dy, float[] learned, int units = Units)
    {
        float[] y = new float[z.Length];
        float[] dz = new float[z.Length];
        float[] gradient = new float[learned.Length];
        Array.Fill(gradient, float.NaN);
        activation.ForwardRows(z, units, learned, y);
        activation.BackwardRows(z, y, dy, units, learned, dz, gradient);
        return (y, dz, gradient);
    }

    private static double Loss(Activation activation, float[] z, float[] dy, float[] learned)
    {
        float[] y = new float[z.Length];
        activation.ForwardRows(z, Units, learned, y);
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            loss += (double)y[i] * dy[i];
        }

        return loss;
    }
}
