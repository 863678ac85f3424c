using System.Text;
using Glia.Cli.Terminal;

namespace Glia.Cli;

/// <summary>What a command may touch outside itself: results go to Out, words for people to Error, and somebody may want it to stop.</summary>
internal sealed record Host(TextWriter Out, TextWriter Error, Screen OutScreen, Screen ErrorScreen, CancellationToken Cancel)
{
    /// <summary>A line for people, broken between words where the terminal is narrower.</summary>
    public void Say(string line)
    {
        var text = new StringBuilder();
        Words.Wrap(text, "", line, 0, ErrorScreen.Width);
        Error.Write(text.ToString());
    }
}
