using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Support;

/// <summary>Networks and short trainings.</summary>
internal static class Nets
{
    public static Network Mlp(int inputs, int[] hidden, string activation, int outputs, ulong seed, string? initialization = null)
    {
        List<LayerSpec> layers = [];
        foreach (int units in hidden)
        {
            layers.Add(new DenseSpec(units, initialization));
            layers.Add(new ActivationSpec(activation));
        }

        layers.Add(new DenseSpec(outputs));
        return Network.Create(inputs, layers, seed);
    }

    public static int[] Deep(int layers, int units) => [.. Enumerable.Repeat(units, layers)];

    public static DenseLayer Dense(this Network network, int number) => network.Layers.OfType<DenseLayer>().ElementAt(number);

    /// <summary>Trains under a monitor on one thread and reports on held rows.</summary>
    public static (HealthReport Report, TrainingResult Result) Watch(
        Network network, TrainingSet train, string loss, TrainingOptions options, TrainingSet held, params IStepObserver[] others)
    {
        HealthMonitor monitor = new();
        TrainingResult result = Fit(network, train, loss, options, [monitor, .. others]);
        return (monitor.Report(network, held.X, held.Rows), result);
    }

    /// <summary>Trains on one thread.</summary>
    public static TrainingResult Fit(
        Network network, TrainingSet train, string loss, TrainingOptions options, IReadOnlyList<IStepObserver> observers)
        => FitUntil(network, train, loss, options, observers, CancellationToken.None);

    /// <summary>Trains on one thread until somebody cancels.</summary>
    public static TrainingResult FitUntil(
        Network network, TrainingSet train, string loss, TrainingOptions options, IReadOnlyList<IStepObserver> observers, CancellationToken cancel)
        => new Trainer(network, Loss.Parse(loss), options with { Threads = 1 }, observers).Fit(train, cancel: cancel);

    public static string Describe(this HealthReport report)
        => string.Join("\n", report.Findings.Select(f => $"{f.Problem} in {f.Layer} [{string.Join(",", f.Units)}] since {f.SinceStep}: {f.Evidence} {f.Advice}"));
}
