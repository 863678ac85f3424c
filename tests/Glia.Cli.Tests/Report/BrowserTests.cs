using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Glia.Cli.Tests.Commands;

namespace Glia.Cli.Tests.Report;

/// <summary>The report as a browser has it: opened in headless Chromium, walked by keyboard. Skipped where there is no Chromium.</summary>
public sealed partial class BrowserTests(PenguinRun run) : IClassFixture<PenguinRun>, IDisposable
{
    private const string Probe = """
        <script>
        addEventListener("load", () => setTimeout(() => {
          const plots = [...document.querySelectorAll(".plot[data-points], .plot[data-heat]")];
          const said = plots.map(plot => {
            plot.focus();
            plot.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true, cancelable: true }));
            return document.activeElement === plot ? document.querySelector("[role=status]").textContent : "";
          });
          document.documentElement.dataset.result = JSON.stringify({
            said,
            overflow: document.documentElement.scrollWidth - innerWidth,
            headings: [...document.querySelectorAll("h2")].map(h => h.textContent),
            unnamed: [...document.querySelectorAll("svg, img, .plot")].filter(e =>
              !e.closest("[aria-label], [aria-labelledby], [aria-hidden=true]") && !e.getAttribute("alt")).map(e => e.outerHTML.slice(0, 80)),
          });
        }, 200));
        </script>
        """;

    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Folder _folder = new();

    [Theory]
    [InlineData(1100)]
    [InlineData(500)]
    public void The_report_opens_fits_and_can_be_walked_by_keyboard(int width)
    {
        string page = File.ReadAllText(run.File("report.html"));
        string path = _folder.Write("report.html", page.Replace("</body>", Probe + "</body>", StringComparison.Ordinal));

        (string dom, string log) = Open(path, width);

        Assert.DoesNotContain("CONSOLE", log, StringComparison.Ordinal);
        JsonElement seen = JsonDocument.Parse(WebUtility.HtmlDecode(Result().Match(dom).Groups["json"].Value)).RootElement;
        Assert.Contains("Health", seen.GetProperty("headings").EnumerateArray().Select(heading => heading.GetString()));
        Assert.Empty(seen.GetProperty("unnamed").EnumerateArray());
        Assert.NotEmpty(seen.GetProperty("said").EnumerateArray());
        Assert.All(seen.GetProperty("said").EnumerateArray(), said => Assert.NotEqual("", said.GetString()));
        Assert.InRange(seen.GetProperty("overflow").GetInt32(), int.MinValue, 0);
    }

    public void Dispose() => _folder.Dispose();

    private (string Dom, string Log) Open(string path, int width)
    {
        string? chromium = Browsers.FirstOrDefault(File.Exists);
        Assert.SkipWhen(chromium is null, "There is no Chromium here.");
        var start = new ProcessStartInfo(chromium) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=5000",
            string.Create(CultureInfo.InvariantCulture, $"--window-size={width},900"), "--user-data-dir=" + _folder.Path("profile"), "--dump-dom",
            new Uri(path).AbsoluteUri])
        {
            start.ArgumentList.Add(argument);
        }

        using Process browser = Process.Start(start)!;
        Task<string> log = browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string dom = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return (dom, log.GetAwaiter().GetResult());
    }

    [GeneratedRegex("data-result=\"(?<json>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Result();
}
