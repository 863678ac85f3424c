using Glia.Tools.Book;

namespace Glia.Book.Tests;

/// <summary>The runner of snippets finds what is wrong with a page.</summary>
public sealed class PageRunTests
{
    [Theory]
    [InlineData("```console\n$ echo a; echo b\na\nb\n```")]
    [InlineData("```console\n$ echo a; echo b; echo c\na\n…\n```")]
    [InlineData("```console\n$ echo took 1.25 s\ntook … s\n$ cat missing || true\n$ echo c \\\n  d\nc d\n```")]
    [InlineData("<!-- file: a.txt -->\n```text\nhello\n```\n\n```sh\ngrep hello a.txt\n```")]
    [InlineData("```csharp\nConsole.WriteLine(new A(1).B);\nrecord A(int B);\n```\n```output\n1\n```\n<!-- continued -->\n```csharp\nusing System.Text;\nConsole.WriteLine(new StringBuilder(\"x\"));\n```\n```output\nx\n```")]
    [InlineData("<!-- hidden\nint a = 3;\n-->\n```csharp\nConsole.WriteLine(a);\n```\n```output\n3\n```")]
    [InlineData("<!-- not run: it would take a week -->\n```sh\nfalse\n```")]
    [InlineData("<!-- needs: no-such-program -->\n```sh\nno-such-program\n```")]
    public void A_page_that_is_right(string text) => Assert.Empty(Run(text).Faults);

    [Theory]
    [InlineData("```sh\ntrue\nfalse\n```", "page.md:3: 'false' ended with exit code 1")]
    [InlineData("```console\n$ echo a\nb\n```", "page.md:2: 'echo a' does not print what is shown")]
    [InlineData("```console\n$ echo a; echo b\na\n```", "does not print what is shown")]
    [InlineData("```csharp\nint a = 3;\nConsole.WriteLine(b);\n```", "page.md(3,19): error CS0103")]
    [InlineData("```csharp\nConsole.WriteLine(1);\n```\n```output\n2\n```", "page.md:5: 'the program' does not print what is shown")]
    [InlineData("```csharp\nthrow new InvalidOperationException(\"no\");\n```", "ended with exit code")]
    [InlineData("```python\nprint(1)\n```", "wants a mark")]
    public void A_page_that_is_wrong(string text, string fault) => Assert.Contains(fault, Assert.Single(Run(text).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void What_is_printed_replaces_what_was_shown()
    {
        string text = Run("before\n\n```console\n$ echo took 3.5 s; echo b\nold\n\n$ echo c\nc\n```\nafter\n").Text;
        Assert.Equal("before\n\n```console\n$ echo took 3.5 s; echo b\ntook …\nb\n\n$ echo c\nc\n```\nafter\n", text);
    }

    private static (IReadOnlyList<Fault> Faults, string Text) Run(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no shell to type into.");
        return PageRun.Run(Repository.Root, Page.Of("page.md", text));
    }
}
