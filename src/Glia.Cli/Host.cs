using System.Text;
using Glia.Cli.Terminal;
using Glia.Tabular;

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

    /// <summary>What rows hold that training did not see.</summary>
    public void Say(UnseenValues unseen)
    {
        foreach (string note in unseen.Notes)
        {
            Say($"Note: {note}.");
        }
    }
}
