using YamlDotNet.RepresentationModel;

namespace Glia.Cli.Tests;

/// <summary>Pages of docs/ whose files are written and whose commands run, one after the other, as they stand there.</summary>
public sealed class PageTests : IDisposable
{
    private readonly Shell _shell = new();

    [Theory]
    [InlineData("choosing-settings.md")]
    [InlineData("curves-and-metrics.md")]
    [InlineData("models.md")]
    [InlineData("several-targets.md")]
    public void Every_command_runs(string page)
    {
        // A page's table with a wide category comes from a Python program; this is a small one with the same columns.
        _shell.Files.Write("wide.csv", "shop,x1,x2,y\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => FormattableString.Invariant($"shop{i * 7919 % 200:D5},{i % 17},{i % 23},{(i * 7919 % 200 % 13) + (i % 17)}\n"))));
        string[] commands = [.. Write(page).Where(line => line.StartsWith("glia ", StringComparison.Ordinal) || line.StartsWith("awk ", StringComparison.Ordinal))];
        Assert.True(commands.Length > 1);
        Assert.All(commands, command =>
        {
            Outcome outcome = _shell.Run(command).Done();
            Assert.True(outcome.Out.Length > 0 || command.Contains(" > ", StringComparison.Ordinal), command);
        });
    }

    /// <summary>The pods of the Indexed Job, one after the other, with the variable that Kubernetes sets.</summary>
    [Fact]
    public void The_job_of_Kubernetes_sweeps()
    {
        Write("choosing-settings.md");
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(_shell.Files.Path("job.yaml"))));
        YamlNode job = stream.Documents[0].RootNode;
        Assert.Equal(("batch/v1", "Job", "Indexed"), (Text(job, "apiVersion"), Text(job, "kind"), Text(job, "spec", "completionMode")));
        YamlNode pod = At(job, "spec", "template", "spec"), container = ((YamlSequenceNode)At(pod, "containers"))[0];
        Assert.Equal("Never", Text(pod, "restartPolicy"));
        Assert.Equal(Text(container, "workingDir"), Text(((YamlSequenceNode)At(container, "volumeMounts"))[0], "mountPath"));
        int pods = int.Parse(Text(job, "spec", "completions"), System.Globalization.CultureInfo.InvariantCulture);
        string[] words = [.. ((YamlSequenceNode)At(container, "command")).Select(word => ((YamlScalarNode)word).Value!.Replace("/data", _shell.Files.Path("."), StringComparison.Ordinal))];
        for (int index = 0; index < pods; index++)
        {
            _shell.Run(words, ("JOB_COMPLETION_INDEX", index.ToString(System.Globalization.CultureInfo.InvariantCulture))).Done();
        }

        Assert.Equal(24, _shell.Run("glia sweep merge space.yaml --out sweep --json").Done().Json().GetProperty("trials").GetArrayLength());
    }

    public void Dispose() => _shell.Dispose();

    /// <summary>Writes the files that a page shows; gives the lines of the page.</summary>
    private string[] Write(string page)
    {
        const string Mark = "<!-- file: ";
        string[] lines = File.ReadAllLines(Repository.At("docs", page));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Mark, StringComparison.Ordinal))
            {
                _shell.Files.Write(lines[i][Mark.Length..].Split(' ')[0], string.Join('\n', lines.Skip(i + 2).TakeWhile(line => line != "```")) + "\n");
            }
        }

        return lines;
    }

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (at, name) => at[name]);

    private static string Text(YamlNode node, params string[] path) => ((YamlScalarNode)At(node, path)).Value!;
}
