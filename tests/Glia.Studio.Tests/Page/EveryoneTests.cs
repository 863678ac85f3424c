using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>For everyone: what axe finds, narrow and dark screens, and how the page looks.</summary>
public sealed class EveryoneTests(Chromium chromium) : PageTest(chromium)
{
    private static readonly string[] Serious = ["serious", "critical"];

    /// <summary>Mean difference of brightness, 0 … 255, over 64 × 64 fields, up to which a picture counts as the same: fonts differ from machine to machine.</summary>
    private const double Difference = 3;

    [Theory]
    [InlineData("net", ColorScheme.Light)]
    [InlineData("net", ColorScheme.Dark)]
    [InlineData("compare", ColorScheme.Light)]
    [InlineData("atlas", ColorScheme.Light)]
    [InlineData("atlas", ColorScheme.Dark)]
    [InlineData("take", ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious(string view, ColorScheme scheme)
    {
        IPage page = await OpenAsync(Studio.Address.AbsoluteUri, scheme: scheme);
        await page.ClickAsync("[data-preset=born_dead]");
        await UntilAsync(page, "document.querySelector('[data-preset=born_dead][aria-current=true]') && document.querySelectorAll('.unit[data-state=dead]').length > 0");
        await page.ClickAsync("#play");
        await page.ClickAsync(".unit[data-state=dead]");
        await page.WaitForSelectorAsync("#card .chain");
        await page.ClickAsync("#tab-" + view);
        await page.WaitForTimeoutAsync(300);

        AxeResult result = await page.RunAxe();

        Assert.Empty(result.Violations.Where(found => Serious.Contains(found.Impact)).Select(found => $"{found.Id}: {found.Help}: {string.Join("; ", found.Nodes.Take(3).Select(node => node.Html))}"));
    }

    [Fact]
    public async Task Axe_finds_nothing_serious_in_the_table()
    {
        await ClickAsync("#look");
        await Page.WaitForSelectorAsync("#preview[open]");

        AxeResult result = await Page.RunAxe();

        Assert.Empty(result.Violations.Where(found => Serious.Contains(found.Impact)).Select(found => $"{found.Id}: {string.Join("; ", found.Nodes.Take(3).Select(node => node.Html))}"));
        await Page.Keyboard.PressAsync("Escape");
        Assert.False(await Page.IsVisibleAsync("#preview"));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(390)]
    [InlineData(800)]
    [InlineData(1280)]
    [InlineData(2560)]
    public async Task No_screen_is_too_narrow(int width)
    {
        IPage page = await OpenAsync(Studio.Address.AbsoluteUri, width, 800);

        foreach (string view in (string[])["net", "compare", "atlas", "take"])
        {
            await page.ClickAsync("#tab-" + view);
            await page.WaitForTimeoutAsync(100);
            Assert.Equal(0, await page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        }
    }

    /// <summary>Views that do not change are compared with pictures in tests/golden/studio; GLIA_GOLDEN=write draws those anew.</summary>
    [Theory]
    [InlineData("start", ColorScheme.Light, 1400)]
    [InlineData("start", ColorScheme.Dark, 1400)]
    [InlineData("start", ColorScheme.Light, 390)]
    [InlineData("atlas", ColorScheme.Light, 1400)]
    public async Task A_view_looks_as_it_did(string view, ColorScheme scheme, int width)
    {
        IPage page = await OpenAsync(Studio.Address.AbsoluteUri, width, 900, scheme);
        await UntilAsync(page, "document.querySelector('.unit[data-fires]') !== null");
        if (view == "atlas")
        {
            await page.ClickAsync("#tab-atlas");
            await page.WaitForSelectorAsync("#slope canvas");
        }

        await page.WaitForTimeoutAsync(500);
        byte[] now = await page.ScreenshotAsync();
        string path = Repository.At("tests", "golden", "studio", $"{view}-{scheme.ToString().ToLowerInvariant()}-{width}.png");
        if (Environment.GetEnvironmentVariable("GLIA_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, now, Cancel);
        }

        double difference = await page.EvaluateAsync<double>(
            """
            async ([a, b]) => {
              const fields = async text => {
                const g = new OffscreenCanvas(64, 64).getContext('2d');
                g.imageSmoothingQuality = 'high';
                g.drawImage(await createImageBitmap(new Blob([Uint8Array.from(atob(text), c => c.charCodeAt(0))])), 0, 0, 64, 64);
                return g.getImageData(0, 0, 64, 64).data;
              };
              const [x, y] = [await fields(a), await fields(b)];
              let sum = 0;
              for (let i = 0; i < x.length; i += 4) sum += Math.abs(x[i] + x[i + 1] + x[i + 2] - y[i] - y[i + 1] - y[i + 2]) / 3;
              return sum / (x.length / 4);
            }
            """,
            (string[])[Convert.ToBase64String(now), Convert.ToBase64String(await File.ReadAllBytesAsync(path, Cancel))]);
        Assert.InRange(difference, 0, Difference);
    }
}
