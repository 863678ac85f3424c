using Glia.Cli.Help;

namespace Glia.Cli.Tests.Help;

public sealed class CompletionTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("glia tr", "train")]
    [InlineData("glia sweep me", "merge")]
    [InlineData("glia train --learning", "--learning-rate")]
    [InlineData("glia train x.csv --activation sw", "swish")]
    [InlineData("glia completion ", "pwsh")]
    public void Bash_completes(string line, string expected)
    {
        // As bash does on Tab: the words of the line, the line, the position; then the function that was registered.
        Outcome bash = _shell.Run(["bash", "--norc", "-c", $$"""
            source <(glia completion bash)
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=({{(line.EndsWith(' ') ? line + "''" : line)}})
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            complete -p glia >&2
            _glia
            printf '%s\n' "${COMPREPLY[@]}"
            """]).Done();
        string[] found = bash.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("-F _glia glia", bash.Error, StringComparison.Ordinal);
        Assert.Contains(expected, found);
        Assert.All(found, word => Assert.StartsWith(line.Split(' ')[^1], word, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_shell_has_a_script_and_others_are_refused()
    {
        Assert.All(CompletionScripts.Shells, shell => Assert.Contains("[suggest:", Cli.Run("completion", shell).Done().Out, StringComparison.Ordinal));
        Assert.Equal(ExitCode.WrongUsage, Cli.Run("completion", "tcsh").Code);
    }

    public void Dispose() => _shell.Dispose();
}
