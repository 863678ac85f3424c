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
}
