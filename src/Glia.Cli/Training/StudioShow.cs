using Glia.Studio;
using Glia.Tabular;

namespace Glia.Cli.Training;

/// <summary>The studio beside a training of <c>glia train</c>: it says where it is, and stays open afterwards.</summary>
internal sealed class StudioShow(Host host) : IDisposable
{
    private readonly StudioWatch _watch = new(
        opened: address => host.Say($"The studio shows this training, on this machine only: {address}"), cancel: host.Cancel);

    /// <summary>The run of a fit, watched by the studio.</summary>
    public FitRun Watch(FitRun run) => _watch.Watch(run);

    /// <summary>Keeps the page open until Ctrl+C.</summary>
    public void StayOpen()
    {
        if (_watch.Address is not null && !host.Cancel.IsCancellationRequested)
        {
            host.Out.Flush();
            host.Say("The training is over; the studio stays open. Ctrl+C closes it.");
            _watch.RunUntilAsync(host.Cancel).GetAwaiter().GetResult();
        }
    }

    public void Dispose() => _watch.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
