using YamlDotNet.RepresentationModel;

namespace Glia.Cli.Tests;

/// <summary>What docs/choosing-settings.md shows beside commands, which Glia.Book.Tests runs.</summary>
public sealed class PageTests : IDisposable
{
    private readonly Shell _shell = new();

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

    /// <summary>Writes the files that a page shows.</summary>
    private void Write(string page)
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
    }

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (at, name) => at[name]);

    private static string Text(YamlNode node, params string[] path) => ((YamlScalarNode)At(node, path)).Value!;
}
