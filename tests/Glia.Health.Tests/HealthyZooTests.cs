using Glia.Health.Tests.Support;

namespace Glia.Health.Tests;

/// <summary>False alarms: healthy networks of many kinds. Dead units that exhaustive evaluation confirms are counted apart: they are true.</summary>
public sealed class HealthyZooTests(ITestOutputHelper output)
{
    [Fact]
    public void Healthy_networks_have_no_finding()
    {
        string[] activations = ["tanh", "relu", "swish", "elu"];
        string[] tasks = ["blobs", "circles", "iris"];
        int[] depths = [2, 3, 6];
        (int networks, int alarms, int confirmed) = (0, 0, 0);
        foreach (string activation in activations)
        {
            foreach (string task in tasks)
            {
                foreach (int depth in depths)
                {
                    (int falseAlarms, int trueDead) = Zoo.Count(activation, task, depth, (ulong)(++networks), output.WriteLine);
                    (alarms, confirmed) = (alarms + falseAlarms, confirmed + trueDead);
                }
            }
        }

        output.WriteLine($"{networks} networks, {alarms} false alarms, {confirmed} findings of dead units confirmed exhaustively");
        Assert.Equal(0, alarms);
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Trainings_of_many_kinds_that_learn_have_no_finding_but_dead_units()
    {
        (int networks, int learned, int alarms) = (0, 0, 0);
        foreach (string activation in (string[])["tanh", "relu", "swish", "elu", "sigmoid", "leaky_relu"])
        {
            foreach ((string optimizer, double rate) in (IReadOnlyList<(string, double)>)[("adam", 1e-3), ("adam", 1e-2), ("sgd", 0.1), ("momentum", 0.03), ("rmsprop", 1e-3), ("nesterov", 0.05)])
            {
                foreach (int depth in (int[])[1, 2, 4])
                {
                    foreach (string task in (string[])["curve", "labels", "iris"])
                    {
                        (bool learns, int findings) = Zoo.Kinds(activation, optimizer, rate, depth, task, (ulong)(++networks), output.WriteLine);
                        (learned, alarms) = (learned + (learns ? 1 : 0), alarms + (learns ? findings : 0));
                    }
                }
            }
        }

        output.WriteLine($"{networks} networks, {learned} learn, {alarms} false alarms");
        Assert.True(learned > 0.9 * networks);
        Assert.Equal(0, alarms);
    }
}
