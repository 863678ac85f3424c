using Glia.Cli.Terminal;

namespace Glia.Cli.Tests.Terminal;

public sealed class TextTableTests
{
    [Fact]
    public void A_last_column_that_wraps_loses_no_word()
    {
        TextTable table = new("loss", "changing only this") { Wraps = true };
        table.Numbers.Add("loss");
        table.Add("0.5", "initial weights of the size that the activation asks for");
        table.Add("12.25", "nothing changed");
        Assert.Equal(
            """
             loss  changing only this
              0.5  initial weights of the
                   size that the activation
                   asks for
            12.25  nothing changed

            """,
            table.Write(32));
        Assert.Equal(1, table.Write().Split('\n').Count(line => line.EndsWith("activation asks for", StringComparison.Ordinal)));
    }

    [Fact]
    public void Where_no_word_has_room_lines_are_cut()
    {
        TextTable table = new("a long first column", "text") { Wraps = true };
        table.Add("x", "some words that do not fit");
        Assert.All(table.Write(30).TrimEnd().Split('\n'), line => Assert.True(line.Length <= 30, line));
        Assert.Contains("…", table.Write(30), StringComparison.Ordinal);
    }

    [Fact]
    public void Folded_lines_fit_and_keep_their_words()
    {
        string text = "short\n  2 relu: a line with a good many words in it\n\nlast\n";
        string folded = Words.Fold(text, 24);
        Assert.Equal("short\n  2 relu: a line with\n    a good many words\n    in it\n\nlast\n", folded);
        Assert.Equal(text, Words.Fold(text, 0));
        Assert.Equal("", Words.Fold("", 24));
    }
}
