using Glia.Health.Certificates;
using Glia.Health.Certificates.Bounds;
using Glia.Health.Tests.Support;
using Glia.Networks;

namespace Glia.Health.Tests.Certificates;

public sealed class ContractionTests
{
    private const int Side = 81, Width = 12;
    private static readonly Box Square = new([-1f, -1f], [1f, 1f]);

    /// <summary>Thresholds that a thirtieth of a grid's points exceed, and one that none does; every value of a point that refutes lies in the ranges, as the engine computes it.</summary>
    [Theory]
    [InlineData(3, "relu")]
    [InlineData(5, "relu")]
    [InlineData(3, "leaky_relu(slope=0.1)")]
    [InlineData(3, "hard_tanh")]
    [InlineData(3, "tanh")]
    public void No_input_that_refutes_is_left_out_and_others_are(int value, string activation)
    {
        int narrower = 0, empty = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Network network = Nets.Mlp(2, [Width, Width, Width], activation, 1, seed);
            Chain chain = Chain.Of(network);
            (float[] x, float[][] values) = Grid(network, value);
            foreach (int sign in (int[])[1, -1])
            {
                float[] z = [.. Enumerable.Range(0, Side * Side).Select(point => values[value][(point * Width) + 2])];
                float[] order = [.. z.OrderByDescending(each => sign * each)];
                foreach (double threshold in (double[])[order[order.Length / 30], order[0] + (sign * 0.3)])
                {
                    Relaxation relaxation = new(chain, Square);
                    Region region = relaxation.Root.Copy();
                    Assert.True(relaxation.Enter(region, int.MaxValue, value));
                    Question question = new(value, 2, sign, threshold, value - 1);
                    bool any = new Contraction(chain, Square, relaxation).Run(region, question, static () => false);
                    int[] refuting = [.. Enumerable.Range(0, z.Length).Where(point => question.IsRefutedBy(z[point]))];
                    Assert.True(any || refuting.Length == 0, $"seed {seed}: {refuting.Length} points refute, and none is said to");
                    for (int earlier = 0; any && earlier < value; earlier += earlier == 0 ? 1 : 2)
                    {
                        Within(refuting, earlier == 0 ? x : values[earlier], region.Low[earlier], region.High[earlier], seed);
                    }

                    empty += any ? 0 : 1;
                    narrower += any && region.High[0][0] - region.Low[0][0] < 1.99 ? 1 : 0;
                }
            }
        }

        Assert.True(narrower + empty >= 16, $"{narrower} of 80 narrower, {empty} empty");
    }

    /// <summary>A weight that no program chose gives a bound, too: of what refutes, not of all.</summary>
    [Fact]
    public void Whatever_the_weight_the_bound_is_one()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Network network = Nets.Mlp(2, [Width, Width], "relu", 1, seed);
            Chain chain = Chain.Of(network);
            (float[] x, float[][] values) = Grid(network, 3);
            Relaxation relaxation = new(chain, Square);
            Region region = relaxation.Root.Copy();
            Assert.True(relaxation.Enter(region, int.MaxValue, 3));
            foreach (double weight in (double[])[0, 1e-3, 0.3, 1, 30, 1e6])
            {
                Question question = new(3, 4, 1, values[3].Where((_, i) => i % Width == 4).Max() * 0.9, 2);
                double inputs = relaxation.Form.Maximum(region, 0, 1, -1, question, weight), units = relaxation.Form.Maximum(region, 1, 3, 1, question, weight);
                for (int point = 0; point < Side * Side; point++)
                {
                    if (question.IsRefutedBy(values[3][(point * Width) + 4]))
                    {
                        Assert.True(-x[(2 * point) + 1] <= inputs && values[1][(point * Width) + 3] <= units, $"seed {seed}, weight {weight}, point {point}");
                    }
                }
            }
        }
    }

    private static void Within(int[] points, float[] all, double[] low, double[] high, ulong seed)
    {
        foreach (int point in points)
        {
            for (int unit = 0; unit < low.Length; unit++)
            {
                float each = all[(point * low.Length) + unit];
                Assert.True(each >= low[unit] && each <= high[unit], $"seed {seed}, unit {unit}: {each:R} is outside of {low[unit]:R} to {high[unit]:R}");
            }
        }
    }

    private static (float[] X, float[][] Values) Grid(Network network, int last)
    {
        float[] x = [.. Enumerable.Range(0, Side * Side).SelectMany(point => new[] { ((point / Side) - 40) / 40f, ((point % Side) - 40) / 40f })];
        ForwardPass pass = network.Run(x, Side * Side);
        return (x, [.. Enumerable.Range(0, last + 1).Select(value => value == 0 ? x : pass.Output(value - 1).ToArray())]);
    }
}
