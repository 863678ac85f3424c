using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>Takes the documents' pictures of the studio for tools/picture.sh, into the folder that GLIA_PICTURES names; skipped without it.</summary>
public sealed class Picture(Chromium chromium) : PageTest(chromium)
{
    private static string? Folder => Environment.GetEnvironmentVariable("GLIA_PICTURES");

    [Fact]
    public async Task Take()
    {
        Assert.SkipWhen(Folder is null, "Taken by tools/picture.sh.");
        await NewRunAsync(() => Page.SelectOptionAsync("#table", "moons"));
        await NewRunAsync(() => Page.SelectOptionAsync("select[aria-label='Activation of layer 2']", "tanh"));
        await LearnAsync(40);
        await ClickAsync("[data-layer='0'][data-unit='1']");
        await Page.WaitForSelectorAsync("#card .chain");
        await TakeAsync("studio.png");
    }

    [Fact]
    public async Task Take_several_targets()
    {
        Assert.SkipWhen(Folder is null, "Taken by tools/picture.sh.");
        await Page.SetInputFilesAsync("#file", new FilePayload { Name = "several.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Several.Csv("sum", "product")) });
        await Page.WaitForSelectorAsync("#preview[open]");
        await Page.SelectOptionAsync("#target", "sum");
        await Page.ClickAsync("#together summary");
        await Page.CheckAsync("#targets input[value=product]");
        await UntilAsync("document.getElementById('preview-task').textContent.includes('Several numbers')");
        await NewRunAsync(() => ClickAsync("#preview-use"));
        await LearnAsync(60);
        await Page.SelectOptionAsync("#output", "1");
        await UntilAsync("document.getElementById('surface-says').textContent.includes('for product')");
        await TakeAsync("several-targets.png");
    }

    private async Task LearnAsync(int epochs)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            await ClickAsync("#epoch");
            await UntilAsync($"document.getElementById('n-epoch').textContent === '{epoch}' && document.body.dataset.status === 'waiting'");
        }
    }

    private async Task TakeAsync(string name)
    {
        await Page.HoverAsync("h1");
        await Page.WaitForTimeoutAsync(600);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder!, name) });
    }
}
