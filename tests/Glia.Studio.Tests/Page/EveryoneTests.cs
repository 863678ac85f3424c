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

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_where_causes_treatments_and_a_map_are_shown(int width, ColorScheme scheme)
    {
        IPage page = await OpenAsync(Studio.Address.AbsoluteUri, width, 900, scheme);
        await PostAsync("{ data: 'circle', layers: [{ units: 60, activation: 'relu' }, { units: 8, activation: 'relu' }], bias: -10 }");
        await UntilAsync(page, "document.querySelectorAll('.unit[data-state=dead]').length > 30");
        await StepsAsync(30);
        await page.ClickAsync("#heal");
        await UntilAsync(page, "document.getElementById('progress').hidden && document.getElementById('verdict').childElementCount > 0", 150);
        await page.ClickAsync("canvas.map");
        await page.WaitForSelectorAsync("#card .chain");
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(each => each.open = true)");
        await DropAsync("run.json", "{}");
        Expected.Add("422");
        await page.WaitForTimeoutAsync(300);

        AxeResult result = await page.RunAxe();

        Assert.Empty(result.Violations.Where(found => Serious.Contains(found.Impact)).Select(found => $"{found.Id}: {found.Help}: {string.Join("; ", found.Nodes.Take(3).Select(node => node.Html))}"));
    }

    [Fact]
    public async Task Everything_is_done_with_the_keyboard_alone()
    {
        // From the top: past the link that skips, the controls come in the order in which they stand.
        await Page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await Page.EvaluateAsync<string>("document.activeElement.className"));
        await TabToAsync("play");
        await Page.Keyboard.PressAsync("Enter");
        await UntilAsync("document.body.dataset.status === 'playing' && parseInt(document.getElementById('n-step').textContent) > 2");
        await Page.Keyboard.PressAsync("Enter");
        await UntilAsync("document.body.dataset.status === 'waiting'");
        await TabToAsync("rate");
        string rate = await Page.InnerTextAsync("#rate-said");
        await Page.Keyboard.PressAsync("ArrowLeft");
        Assert.NotEqual(rate, await Page.InnerTextAsync("#rate-said"));
        await TabToAsync("tab-net");
        await Page.Keyboard.PressAsync("ArrowRight");
        await Page.Keyboard.PressAsync("ArrowRight");
        Assert.True(await Page.IsVisibleAsync("#view-atlas"));
        await Page.Keyboard.PressAsync("ArrowLeft");
        await Page.Keyboard.PressAsync("ArrowLeft");

        // One stop among all units, arrows from there, and the card of one with its weights.
        await TabToAsync("[data-unit]");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("Enter");
        await UntilAsync("document.querySelector('#card h3')?.textContent.startsWith('Unit 2, 1 relu')");
        await Page.Keyboard.PressAsync("Tab");
        Assert.True(await Page.EvaluateAsync<bool>("document.activeElement.dataset.unit === undefined"));
        await TabToAsync(".weight[aria-pressed=false]");
        await Page.Keyboard.PressAsync("Enter");
        await UntilAsync("document.querySelectorAll('#card .weight')[1]?.getAttribute('aria-pressed') === 'true'");
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
    [InlineData("start", ColorScheme.Light, 2560)]
    [InlineData("dead", ColorScheme.Light, 1280)]
    [InlineData("compare", ColorScheme.Dark, 1400)]
    [InlineData("take", ColorScheme.Light, 1400)]
    [InlineData("atlas", ColorScheme.Light, 1400)]
    public async Task A_view_looks_as_it_did(string view, ColorScheme scheme, int width)
    {
        IPage page = await OpenAsync(Studio.Address.AbsoluteUri, width, 900, scheme);
        await UntilAsync(page, "document.querySelector('.unit[data-fires]') !== null");
        if (view == "dead")
        {
            await PostAsync("{ data: 'circle', layers: [{ units: 8, activation: 'relu' }, { units: 8, activation: 'relu' }], bias: -10 }");
            await UntilAsync(page, "document.querySelectorAll('#columns .unit[data-state=dead]').length === 16");
        }
        else if (view == "compare")
        {
            await StepsAsync(30);
            await PostAsync("{ data: 'spiral', layers: [{ units: 8, activation: 'tanh' }] }");
            await UntilAsync("document.getElementById('table').value === 'spiral' && document.getElementById('n-step').textContent === '0'");
            await StepsAsync(45);
        }

        if (view is "atlas" or "compare" or "take")
        {
            await page.ClickAsync("#tab-" + view);
            await page.WaitForSelectorAsync(view == "atlas" ? "#slope canvas" : view == "compare" ? "#compare-loss canvas" : "#files li");
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

    /// <summary>Goes on with Tab until something has the focus: an element by its id, or by a selector.</summary>
    private async Task TabToAsync(string what)
    {
        for (int i = 0; i < 120; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("what => document.activeElement.id === what || (/[[.]/.test(what) && document.activeElement.matches(what))", what))
            {
                return;
            }
        }

        Assert.Fail($"{what} is not reached with Tab.");
    }
}
