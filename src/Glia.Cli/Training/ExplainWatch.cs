using Glia.Cli.Report;
using Glia.Health.Causes;

namespace Glia.Cli.Training;

/// <summary>Says how far the search for causes is: a line that is written over in a terminal, the first and the last one in a log.</summary>
/// <param name="host">Where to.</param>
/// <param name="begin">Called before the first line: the view of the training has to leave the screen.</param>
internal sealed class ExplainWatch(Host host, Action begin) : IProgress<CauseProgress>
{
    private bool _begun;
    private bool _isOver;

    public void Report(CauseProgress value)
    {
        if (!_begun)
        {
            _begun = true;
            begin();
            host.Say("Explaining the findings by replaying the training with one thing changed at a time (Ctrl+C keeps the model and what is known by then) …");
        }

        bool over = value.Total > 0 && value.Done == value.Total;
        _isOver |= over;
        string line = over ? $"{Say.Count(value.Total, "replay")} made." : value.Total > 0 ? $"replay {value.Done + 1} of {value.Total}" : value.Doing;
        if (_isOver && !over)
        {
            host.Say($"Again: {value.Doing} …");
        }
        else if (host.ErrorScreen.IsInteractive)
        {
            host.Error.Write($"\r{line,-40}{(over ? "\n" : "")}");
        }
        else if (over)
        {
            host.Error.WriteLine(line);
        }
    }
}
