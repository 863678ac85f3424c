using Glia.HealthBoard.Catalog;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Runs;

namespace Glia.HealthBoard.Tests;

public sealed class CaseRunTests
{
    [Fact]
    public void Targets_of_a_loss_of_ones_own_are_not_taken_for_numbers()
    {
        Setup setup = new() { Data = "blobs", Hidden = "5,5", Activation = "tanh", Output = "sigmoid", Loss = "keras_cross_entropy", Rate = 0.01, Epochs = 30 };
        RunOutcome run = CaseRun.Of(setup, Generated.Blobs(2), 1);
        Assert.True(run.Score > 0.7);
        Assert.Empty(run.Alarms);
    }
}
