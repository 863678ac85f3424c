using Glia.Studio.Data;
using Glia.Studio.Experiments;
using Glia.Tabular;

namespace Glia.Studio.Tests;

/// <summary>What fails on purpose fails, and its cure cures it.</summary>
public sealed class PresetTests
{
    public static TheoryData<string> Failing => [.. Preset.All.Where(preset => preset.Cured is not null).Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Failing))]
    public void It_fails_and_its_cure_cures_it(string name)
    {
        Preset preset = Preset.All.Single(each => each.Name == name);

        Assert.InRange(Accuracy(preset.Experiment), 0, 0.85);
        Assert.InRange(Accuracy(preset.Cured!), 0.95, 1);
    }

    private static double Accuracy(Experiment experiment)
    {
        using Library library = new();
        Table table = library.Find(experiment.Data);
        var run = new Live.Pace(experiment.Bias, TestContext.Current.CancellationToken);
        run.Play();
        TabularModel model = Learner.FitTargets(table, library.Targets(experiment.Data, null), experiment.ToOptions() with { Epochs = 150 }, new FitRun { Observers = [run] }, TestContext.Current.CancellationToken);
        return model.Run!.History[^1].ValidationMetric!.Value;
    }
}
