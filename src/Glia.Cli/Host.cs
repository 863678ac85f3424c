using Glia.Cli.Terminal;

namespace Glia.Cli;

/// <summary>What a command may touch outside itself: results go to Out, words for people to Error, and somebody may want it to stop.</summary>
internal sealed record Host(TextWriter Out, TextWriter Error, Screen OutScreen, Screen ErrorScreen, CancellationToken Cancel)
{
    /// <summary>A line for people.</summary>
    public void Say(string line) => Error.WriteLine(line);
}
