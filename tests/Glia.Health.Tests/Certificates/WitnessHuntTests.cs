using Glia.Health.Certificates;
using Glia.Health.Certificates.Bounds;
using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Certificates;

public sealed class WitnessHuntTests
{
    private const int Inputs = 8, Width = 24;
    private static readonly Box Cube = new([.. Enumerable.Repeat(-1f, Inputs)], [.. Enumerable.Repeat(1f, Inputs)]);

    [Fact]
    public void Rounds_fire_units_that_thousands_of_inputs_do_not_and_every_witness_is_one()
    {
        Network network = Deep();
        (float[] X, float Z)?[] sampled = Hunt(network, 0), hunted = Hunt(network, 40);
        Assert.True(hunted.Count(w => w is not null) >= sampled.Count(w => w is not null) + 3, $"{sampled.Count(w => w is not null)} by samples, {hunted.Count(w => w is not null)} by rounds");
        for (int unit = 0; unit < Width; unit++)
        {
            if (hunted[unit] is var (x, z))
            {
                Assert.True(Cube.Contains(x));
                Assert.True(z > 0);
                Assert.Equal(z, network.Run(x, 1).Output(4)[unit]);
            }
        }
    }

    [Fact]
    public void The_same_rounds_find_the_same_witnesses()
    {
        Network network = Deep();
        Assert.Equal(Hunt(network, 10).Select(w => w?.Z), Hunt(network, 10).Select(w => w?.Z));
    }

    [Fact]
    public void Of_a_group_exactly_one_input_is_1_in_every_witness()
    {
        Network network = Deep();
        Box box = new(
            [.. Enumerable.Range(0, Inputs).Select(i => i < 4 ? 0f : -1f)], [.. Enumerable.Repeat(1f, Inputs)], [new OneHot([0, 1, 2, 3])]);
        WitnessHunt hunt = Make(network, box, 0.2);
        hunt.Run(20, () => false);
        (float[] X, float Z)?[] witnesses = [.. hunt.Witnesses];
        Assert.Contains(witnesses, w => w is not null);
        Assert.All(witnesses.Where(w => w is not null), w => Assert.True(box.Contains(w!.Value.X)));
    }

    private static (float[] X, float Z)?[] Hunt(Network network, long rounds)
    {
        WitnessHunt hunt = Make(network, Cube, 0);
        hunt.Run(rounds, () => false);
        return [.. hunt.Witnesses];
    }

    private static WitnessHunt Make(Network network, Box box, double below)
    {
        Chain chain = Chain.Of(network);
        return new WitnessHunt(chain, box, new Relaxation(chain, box), Questions(below));
    }

    private static Question[] Questions(double below) => [.. Enumerable.Range(0, Width).Select(unit => new Question(5, unit, 1, -below, 4))];

    /// <summary>Biases hold most units of the last hidden layer down.</summary>
    private static Network Deep()
    {
        Network network = Nets.Mlp(Inputs, [Width, Width, Width], "relu", 1, 4);
        network.Dense(1).Bias.Values.Fill(-0.5f);
        network.Dense(2).Bias.Values.Fill(-1.8f);
        return network;
    }
}
