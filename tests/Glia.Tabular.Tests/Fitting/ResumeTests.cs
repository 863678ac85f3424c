using Glia.Networks;

namespace Glia.Tabular.Tests.Fitting;

public sealed class ResumeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private static FitOptions Options { get; } = new() { Hidden = [12], Epochs = 12, Patience = 0, Dropout = 0.2, BatchNorm = true };

    private string Checkpoint => Path.Combine(_scratch.Folder, "training.glia");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("species")]
    [InlineData("body_mass_g")]
    public void A_resumed_fit_ends_as_if_it_had_never_stopped(string target)
    {
        TabularModel whole = Learner.Fit(Penguins, target, Options);
        Interrupt(target);
        TabularModel resumed = Learner.Fit(Penguins, target, Options, new FitRun { ResumeFrom = Checkpoint });
        Assert.Equal(whole.Network.WeightsSha256(), resumed.Network.WeightsSha256());
        Assert.Equal(whole.Predict(Penguins).Values, resumed.Predict(Penguins).Values);
        Assert.Equal(whole.Predict(Penguins).Probabilities, resumed.Predict(Penguins).Probabilities);
        Assert.Equal(12, resumed.Run!.History.Count);
        Assert.Equal(whole.Run!.History.Select(e => e.TrainLoss), resumed.Run.History.Select(e => e.TrainLoss));
    }

    [Fact]
    public void So_does_one_of_several_targets()
    {
        string[] targets = ["bill_length_mm", "body_mass_g"];
        TabularModel whole = Learner.FitTargets(Penguins, targets, Options);
        using var stop = new CancellationTokenSource();
        Assert.Equal("cancelled", Learner.FitTargets(Penguins, targets, Options, new FitRun { CheckpointPath = Checkpoint, Observers = [new Stopper(stop)] }, stop.Token).Run!.StopReason);
        var run = new FitRun { ResumeFrom = Checkpoint };
        Assert.Equal(whole.Predict(Penguins).Values, Learner.FitTargets(Penguins, targets, Options, run).Predict(Penguins).Values);
        Refused.Saying(() => Learner.FitTargets(Penguins, [.. targets.Reverse()], Options, run), "other rows");
        Refused.Saying(() => Learner.Fit(Penguins, targets[0], Options, run), "the layers");
    }

    [Fact]
    public void Going_on_under_another_name_leaves_the_first_checkpoint_alone()
    {
        Interrupt("species");
        byte[] before = File.ReadAllBytes(Checkpoint);
        string other = Path.Combine(_scratch.Folder, "other.glia");
        Learner.Fit(Penguins, "species", Options, new FitRun { ResumeFrom = Checkpoint, CheckpointPath = other });
        Assert.Equal(before, File.ReadAllBytes(Checkpoint));
        Assert.NotEqual(before, File.ReadAllBytes(other));
    }

    [Fact]
    public void Another_fit_is_refused()
    {
        Interrupt("species");
        var run = new FitRun { ResumeFrom = Checkpoint };
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { LearningRate = 0.01 }, run), "learning_rate was 0.001 and is 0.01 now");
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { Hidden = [13] }, run), "the layers");
        Refused.Saying(() => Learner.Fit(Penguins.Select([.. Enumerable.Range(0, 300)]), "species", Options with { BatchSize = 16 }, run), "other rows");
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options with { Scaling = Scaling.Robust }, run), "other rows");
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options, new FitRun { ResumeFrom = Checkpoint + "x" }), "training.gliax");
        File.WriteAllBytes(Checkpoint, File.ReadAllBytes(Checkpoint)[..^100]);
        Refused.Saying(() => Learner.Fit(Penguins, "species", Options, run), "damaged or cut off");
    }

    private static Table Penguins { get; } = Table.Read(Repository.Sample("penguins"));

    private void Interrupt(string target)
    {
        using var stop = new CancellationTokenSource();
        var run = new FitRun { CheckpointPath = Checkpoint, Observers = [new Stopper(stop)] };
        Assert.Equal("cancelled", Learner.Fit(Penguins, target, Options, run, stop.Token).Run!.StopReason);
    }

    private sealed class Stopper(CancellationTokenSource stop) : IStepObserver
    {
        public void StepEnded(in StepView step)
        {
            // In the middle of an epoch.
            if (step.Step == 40)
            {
                stop.Cancel();
            }
        }
    }
}
