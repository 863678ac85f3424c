using System.CommandLine;
using System.CommandLine.Parsing;
using Glia.Cli.Help;
using Glia.Cli.Terminal;

namespace Glia.Cli.Tests.Help;

public sealed class ExamplesTests
{
    private static readonly RootCommand Root = CommandTree.Build(new Host(TextWriter.Null, TextWriter.Null, new Screen(false, false, 0), new Screen(false, false, 0), CancellationToken.None));

    public static TheoryData<string> Paths => [.. All(Root).Select(Examples.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_command_has_examples_and_they_parse(string path)
    {
        Command command = All(Root).Single(each => Examples.Path(each) == path);
        IReadOnlyList<string> lines = Examples.Of(command);
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            string[] words = [.. CommandLineParser.SplitCommandLine(line).TakeWhile(word => word is not (">" or "|"))];
            Assert.Equal("glia", words[0]);
            Assert.Empty(Root.Parse(words[1..]).Errors);
            Assert.True(path == "glia" || line.StartsWith(path, StringComparison.Ordinal), line);
        });
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Help_ends_in_them(string path)
    {
        Outcome outcome = Cli.Run([.. path.Split(' ')[1..], "--help"]).Done();
        Assert.Contains("Usage:", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  glia", outcome.Out, StringComparison.Ordinal);
    }

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
