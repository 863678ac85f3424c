using System.Globalization;
using Glia.Cli.Report;

namespace Glia.Cli.Terminal;

/// <summary>A line now and then, for logs and for terminals that can do no more: nothing at all in a run of seconds.</summary>
internal sealed class PlainView(TextWriter error) : IProgressView
{
    /// <summary>Seconds between lines: a log of an hour stays a page or two.</summary>
    private const double Every = 10;

    private double _next = Every;

    public void Show(LiveState state)
    {
        if (state.Elapsed < _next || state.TrainLoss.Count == 0)
        {
            return;
        }

        _next = state.Elapsed + Every;
        string validation = state.ValidationLoss.Count > 0 ? $", validation {Say.Number(state.ValidationLoss[^1])}" : "";
        string metric = state.ValidationMetric.Count > 0 ? $", {Say.Metric(state.MetricName)} {Say.Number(state.ValidationMetric[^1])}" : "";
        string left = state.Left is { } seconds ? $", {Say.Seconds(seconds)} left" : "";
        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {state.Epoch}/{state.Epochs}: loss {Say.Number(state.TrainLoss[^1])}{validation}{metric}, {Say.Count((long)state.RowsPerSecond)} rows/s{left}"));
    }

    public void Stopping() => error.WriteLine("stopping: the best weights are being kept …");

    public void Dispose()
    {
        // Nothing is held.
    }
}
