using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>Takes the README's picture of the studio for tools/picture.sh, into the file that GLIA_PICTURE names; skipped without it.</summary>
public sealed class Picture(Chromium chromium) : PageTest(chromium)
{
    [Fact]
    public async Task Take()
    {
        string? path = Environment.GetEnvironmentVariable("GLIA_PICTURE");
        Assert.SkipWhen(path is null, "Taken by tools/picture.sh.");
        await NewRunAsync(() => Page.SelectOptionAsync("#table", "moons"));
        await NewRunAsync(() => Page.SelectOptionAsync("select[aria-label='Activation of layer 2']", "tanh"));
        for (int epoch = 1; epoch <= 40; epoch++)
        {
            await ClickAsync("#epoch");
            await UntilAsync($"document.getElementById('n-epoch').textContent === '{epoch}' && document.body.dataset.status === 'waiting'");
        }

        await ClickAsync("[data-layer='0'][data-unit='1']");
        await Page.WaitForSelectorAsync("#card .chain");
        await Page.HoverAsync("h1");
        await Page.WaitForTimeoutAsync(600);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
    }
}
