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

    [Fact]
    public void A_start_that_fades_and_holds_the_training_up_is_named_and_its_healthy_twin_is_not()
    {
        Setup late = new() { Data = "digits", Hidden = "20*128", Activation = "relu", Init = "he_normal", Start = "scale(0.5)", Epochs = 10 };
        LearningTask digits = new Tasks(Path.Combine(Root(), "samples"), null).Get("digits");
        Assert.Contains(Glia.Health.Problems.FadingSignal, CaseRun.Of(late, digits, 14).Problems);
        Assert.DoesNotContain(Glia.Health.Problems.FadingSignal, CaseRun.Of(late with { Start = null }, digits, 14).Problems);
    }

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Glia.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
