using Glia.Tools.Book;

namespace Glia.Book.Tests;

/// <summary>Every snippet of every page is compiled and run, and prints what the page shows.</summary>
public sealed class SnippetTests(ITestOutputHelper output)
{
    /// <summary>Snippets that need minutes, other machines or programs that are not here. Fewer are welcome; another one wants a reason as good.</summary>
    private const int MostNotRun = 24;

    private static readonly string[] Languages = ["", "csharp", "sh", "console", "output", "text", "yaml", "json", "xml", "c", "python"];

    /// <summary>All pages, one beside the other: each has a folder of its own.</summary>
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<Fault>>> Faults = new(() =>
        Page.All(Repository.Root).AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount)
            .Select(name => (name, PageRun.Run(Repository.Root, Page.Load(Repository.Root, name)).Faults))
            .ToDictionary(page => page.name, page => page.Faults, StringComparer.Ordinal));

    public static TheoryData<string> Pages => [.. Page.All(Repository.Root)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Runs_and_prints_what_is_shown(string page)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell to type into.");
        Assert.True(Faults.Value[page].Count == 0, string.Join("\n\n", Faults.Value[page]) + "\n\nWhere the new output is right: dotnet run --project tools/Glia.Tools -- docs --run " + page);
    }

    [Fact]
    public void What_is_not_run_says_why_and_is_rare()
    {
        (string Name, Fence Fence, string Why)[] marked =
            [.. Page.All(Repository.Root).SelectMany(name => Page.Load(Repository.Root, name).Fences.Where(fence => fence.Mark("not run") is not null).Select(fence => (name, fence, fence.Mark("not run")!)))];
        Assert.All(marked, mark => output.WriteLine($"{mark.Name}:{mark.Fence.Line}: {mark.Why}"));
        Assert.All(marked, mark => Assert.True(mark.Why.Length > 10, $"{mark.Name}:{mark.Fence.Line} does not say why it is not run."));
        Assert.InRange(marked.Length, 1, MostNotRun);
    }

    /// <summary>A command in a block without a language, or in one that nobody knows, would be shown and never run.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_stand_in_blocks_that_run(string page)
    {
        Assert.All(Page.Load(Repository.Root, page).Fences, fence =>
        {
            Assert.True(Languages.Contains(fence.Language), $"{page}:{fence.Line}: '{fence.Language}' is no language of snippets.");
            Assert.False(
                fence.Language.Length == 0 && !page.EndsWith("commands.md", StringComparison.Ordinal) && fence.Body.Any(IsCommand), $"{page}:{fence.Line}: commands stand in ```sh or ```console.");
        });
    }

    private static bool IsCommand(string line) => line.Split(' ')[0] is "glia" or "dotnet" or "python3" or "$";
}
