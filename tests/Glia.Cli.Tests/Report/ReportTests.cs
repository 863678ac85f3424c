using System.Text.RegularExpressions;
using Glia.Cli.Tests.Commands;

namespace Glia.Cli.Tests.Report;

public sealed partial class ReportTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private readonly Folder _folder = new();

    [Fact]
    public void The_page_is_one_file_that_loads_nothing()
    {
        string page = File.ReadAllText(run.File("report.html"));
        Assert.DoesNotMatch("""(src|srcset|href)="(?!#|data:)""", page);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.True(page.Length < 1_000_000);
    }

    [Fact]
    public void Every_section_has_a_heading_and_every_picture_a_name()
    {
        string page = File.ReadAllText(run.File("report.html"));
        foreach (string id in (string[])["learned", "scores", "health", "activations", "data", "network", "configuration"])
        {
            Assert.Contains($"<section id=\"{id}\" aria-labelledby=\"h-{id}\"><h2 id=\"h-{id}\">", page, StringComparison.Ordinal);
            Assert.Contains($"<a href=\"#{id}\">", page, StringComparison.Ordinal);
        }

        Assert.All(Images().Matches(page), image => Assert.Contains("aria-label=\"", image.Value, StringComparison.Ordinal));
        Assert.Equal(16 + 8, Options().Count(page));
        Assert.Contains("lang=\"en\"", page, StringComparison.Ordinal);
        Assert.Contains(run.Json.GetProperty("weights_sha256").GetString()!, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_values_of_a_hostile_table_are_only_text()
    {
        const string evil = "<script>alert(1)</script>";
        const string quote = "\"' onload='alert(2)";
        string table = $"{evil},\"{quote.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{{{{y}}}}</style>\n"
            + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},<img src=x>{i % 4},{(i % 2 == 0 ? "<b onclick=x>" : "&amp;")}\n"));
        string path = _folder.Write("<i>table.csv", table);
        Cli.Run("train", path, "--target", "{{y}}</style>", "--epochs", "3", "--hidden", "4", "--out", _folder.Path("out")).Done();
        string page = File.ReadAllText(_folder.Path("out/report.html"));
        Assert.Single(Scripts().Matches(page));
        Assert.DoesNotContain(evil, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b onclick", page, StringComparison.Ordinal);
        Assert.DoesNotContain("' onload=", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("<script", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Scripts();

    [GeneratedRegex("<[a-z]+ [^>]*role=\"img\"[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Images();

    [GeneratedRegex("role=\"option\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Options();
}
