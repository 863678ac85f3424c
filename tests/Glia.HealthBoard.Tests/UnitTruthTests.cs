using Glia.Health;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.HealthBoard.Runs;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Tests;

public sealed class UnitTruthTests
{
    [Fact]
    public void Every_verdict_is_set_beside_all_rows()
    {
        LearningTask task = new(Rows(0.1f, 0.5f), Rows(0.3f, 0.6f), 1, "squared");
        Network network = Network.Create(1, [new DenseSpec(3), new ActivationSpec("relu"), new DenseSpec(1)], 1);
        DenseLayer first = (DenseLayer)network.Layers[0];
        first.Weights.Values.Fill(1);
        ((float[])[0, -0.55f, -2]).CopyTo(first.Bias.Values);
        string name = network.Layers[1].Name;
        UnitTruth truth = UnitTruth.Of(network, task);

        // ReLU(x + b) on training rows 0.1 to 0.5 and held rows 0.3 to 0.6: only the held row 0.6 fires unit 1: it is alive, and unit 2 is dead.
        UnitTally tally = truth.Compare(Report(name, UnitState.Alive, UnitState.Dead, UnitState.Silent));
        Assert.Equal((3, 0, 1, 1), (tally.Units, tally.DeadFound, tally.DeadInvented, tally.DeadMissed));
        tally = truth.Compare(Report(name, UnitState.Alive, UnitState.Alive, UnitState.Dead));
        Assert.Equal((1, 0, 0), (tally.DeadFound, tally.DeadInvented, tally.DeadMissed));
        Assert.Equal((1, 0), (tally.FoundWithGrid, tally.FoundButAliveOnGrid));
        Assert.True(truth.Confirms(Said(name, [2])));
        Assert.False(truth.Confirms(Said(name, [1, 2])));
    }

    private static Finding Said(string layer, int[] units) => new(Problems.DeadUnits, layer, units, Proof.Observed, null, 0, 0, "", "", "");

    private static HealthReport Report(string layer, params UnitState[] states) => new(
        [new LayerHealth
        {
            Name = layer, Activation = "relu", Units = states.Length, Rows = 10, Fired = [], MaxZ = [], MinZ = [], SaturatedShare = [],
            State = states, Proofs = [], LastFiredStep = [], Bias = [],
        }
        ],
        [],
        []);

    private static TrainingSet Rows(float low, float high)
    {
        float[] x = [.. Enumerable.Range(0, 5).Select(i => low + ((high - low) * i / 4))];
        return new TrainingSet(x, 1, x, 1);
    }
}
