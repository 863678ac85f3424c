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

    [Fact]
    [Trait("Category", "slow")]
    public void Dead_units_of_trained_networks_keep_their_bound_on_fresh_rows_and_none_is_missed()
    {
        (int units, int dead, int silent, int missed, long most, ulong seed) = (0, 0, 0, 0, 0, 100);
        foreach (string task in (string[])["blobs", "circles", "iris", "labels"])
        {
            foreach (int depth in (int[])[2, 2, 2, 2, 3, 3, 3, 3, 6, 6, 6, 6])
            {
                foreach ((UnitState state, long fired) in Zoo.States(task, depth, ++seed))
                {
                    units++;
                    dead += state == UnitState.Dead ? 1 : 0;
                    silent += state == UnitState.Dead && fired == 0 ? 1 : 0;
                    missed += state != UnitState.Dead && fired == 0 ? 1 : 0;
                    most = state == UnitState.Dead ? Math.Max(most, fired) : most;
                }
            }
        }

        output.WriteLine($"{units} units, {dead} said to be dead: {silent} silent on 20000 fresh rows, the others fire on {most} at most; {missed} silent ones missed");
        Assert.True(dead > 100);
        Assert.InRange(most, 0, 200);
        Assert.True(missed <= units / 100);
    }
}
