using Glia.Health;
using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.PublicApi.Tests.Health;

/// <summary>A probe written outside the library: it sees what built-in ones see, and its findings stand beside theirs. One that throws harms nobody.</summary>
public sealed class OwnProbeTests
{
    private static readonly float[] X = [.. Enumerable.Range(0, 400).Select(i => MathF.Sin(i * i))], T = [.. X.Chunk(2).Select(row => row[0] * row[1])];
    private static readonly TrainingSet Train = new(X, 2, T, 1);

    [Fact]
    public void An_own_probe_works_like_a_built_in_one()
    {
        Network network = Net();
        network.Layers.OfType<DenseLayer>().First().Bias.Values[3] = -90;
        WeakestLayer probe = new();
        HealthReport report = Watch(network, probe).Report;
        Assert.Equal([Problems.DeadUnits, "weak_update"], report.Findings.Select(finding => finding.Problem));
        Finding own = report.Findings[1];
        Assert.Equal("1 relu", own.Layer);
        Assert.Equal([3], own.Units);
        Assert.Equal(8, own.SinceStep);
        Assert.Equal(probe.Steps, report.Findings[1].Value);
        Assert.Equal(20, probe.Epochs);
        Assert.Contains("dead_units", own.Evidence, StringComparison.Ordinal);
        Assert.Empty(report.ProbeFailures);
    }

    [Fact]
    public void It_looks_at_networks_without_a_training_too()
    {
        HealthReport report = HealthExam.Examine(Net(), X, 200, probes: new WeakestLayer());
        Assert.Equal("weak_update", Assert.Single(report.Findings).Problem);
    }

    [Theory]
    [InlineData("started", 0L)]
    [InlineData("step", 3L)]
    [InlineData("epoch", 4L)]
    [InlineData("find", null)]
    public void A_probe_that_throws_breaks_neither_training_nor_report(string moment, long? step)
    {
        Network watched = Net(), alone = Net();
        (HealthReport report, TrainingResult result) = Watch(watched, new Faulty(moment), new WeakestLayer());
        new Trainer(alone, Loss.Parse("squared"), Options).Fit(Train, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(alone.WeightsSha256(), watched.WeightsSha256());
        Assert.Empty(result.ObserverFailures);
        ProbeFailure failure = Assert.Single(report.ProbeFailures);
        Assert.Equal((nameof(Faulty), step), (failure.Probe, failure.Step));
        Assert.EndsWith($": {moment} is broken", failure.Message, StringComparison.Ordinal);
        Assert.Contains(report.Findings, finding => finding.Problem == "weak_update");
    }

    private static TrainingOptions Options => new() { Epochs = 20, BatchSize = 50, LearningRate = 0.01, Threads = 1 };

    private static Network Net() => Network.Create(2, [new DenseSpec(12), new ActivationSpec("relu"), new DenseSpec(1)], 4);

    private static (HealthReport Report, TrainingResult Result) Watch(Network network, params IReadOnlyList<IProbe> probes)
    {
        HealthMonitor monitor = new(new HealthOptions { SampleEvery = 1 }, probes);
        TrainingResult result = new Trainer(network, Loss.Parse("squared"), Options, monitor).Fit(Train);
        return (monitor.Report(network, X, 200), result);
    }

    /// <summary>States one finding about everything it was shown.</summary>
    private sealed class WeakestLayer : IProbe
    {
        public int Epochs { get; private set; }

        public double Steps { get; private set; }

        public void Started(TrainingRecord record) => (Epochs, Steps) = (0, 0);

        public void StepEnded(in StepView step, TrainingRecord record) => Steps += record.IsFinite && record.Steps == step.Step ? 1 : 0;

        public void EpochEnded(EpochSignal signal, TrainingRecord record) => Epochs = record.Losses.Count;

        public IEnumerable<Finding> Find(Evidence evidence)
        {
            LayerEvidence layer = evidence.Layers[0];
            int[] silent = [.. Enumerable.Range(0, layer.Health.Units).Where(unit => layer.Fired(unit) == 0)];
            string found = string.Join(",", evidence.Found.Select(finding => finding.Problem));
            yield return new Finding(
                "weak_update", layer.Health.Name, silent, Proof.Observed, evidence.Training is null ? null : 8, Steps, 0, "own", $"after {found}", "none");
        }
    }

    private sealed class Faulty(string moment) : IProbe
    {
        public void Started(TrainingRecord record) => Break("started");

        public void StepEnded(in StepView step, TrainingRecord record) => _ = step.Step == 3 && Break("step");

        public void EpochEnded(EpochSignal signal, TrainingRecord record) => Break("epoch");

        public IEnumerable<Finding> Find(Evidence evidence)
        {
            Break("find");
            yield break;
        }

        private bool Break(string at) => at == moment ? throw new InvalidOperationException($"{at} is broken") : true;
    }
}
