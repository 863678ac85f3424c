using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>Reloads, a server that dies, several tabs: nothing is lost.</summary>
public sealed class ConnectionTests(Chromium chromium) : PageTest(chromium)
{
    private const string Points = "parseInt(document.getElementById('loss').getAttribute('aria-label').match(/epoch (\\d+)/)?.[1] ?? '0')";

    [Fact]
    public async Task A_reload_finds_the_training_as_it_goes_on()
    {
        await ClickAsync("#play");
        await UntilAsync("parseInt(document.getElementById('n-epoch').textContent) >= 4");
        int step = await StepAsync();

        await Page.ReloadAsync();

        await UntilAsync($"document.body.dataset.status === 'playing' && {Points} >= 4");
        Assert.True(await StepAsync() >= step);
    }

    [Fact]
    public async Task A_server_that_was_killed_and_started_again_gets_its_experiment_back()
    {
        Expected.Add("net::ERR");
        await NewRunAsync(() => ClickAsync("#dice"));
        int port = Studio.Address.Port;
        await Studio.DisposeAsync();
        await UntilAsync("document.getElementById('say').textContent.includes('does not answer')");

        Studio = await StudioServer.StartAsync(new StudioOptions { Token = Token, Port = port }, Cancel);

        await UntilAsync("document.getElementById('say').textContent.includes('is back')");
        Assert.Equal(2, (await ExperimentAsync()).GetProperty("seed").GetInt32());
        await ClickAsync("#one");
        await UntilAsync("document.getElementById('n-step').textContent === '1'");
    }

    [Fact]
    public async Task What_one_tab_begins_the_other_shows_and_says_so()
    {
        IPage other = await OpenAsync(Studio.Address.AbsoluteUri);
        await other.ClickAsync("[data-preset=spiral]");
        await UntilAsync("document.getElementById('table').value === 'spiral' && document.getElementById('say').textContent.includes('Another tab')");

        // The button holds what it sees running; before the first frame it would begin.
        await UntilAsync("document.body.dataset.status === 'playing'");
        await ClickAsync("#play");
        await UntilAsync(other, "document.body.dataset.status === 'waiting'");

        Expected.Add("409");
        string refused = await Page.EvaluateAsync<string>("() => fetch('/api/experiment', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ experiment: {}, run: 1 }) }).then(a => a.text())");
        Assert.Contains("Another tab", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_link_is_said_to_be_one()
    {
        IPage other = await OpenAsync(Studio.Address.AbsoluteUri + "#e=nonsense");
        await UntilAsync(other, "document.getElementById('say').textContent.includes('no experiment that can be read')");
        Assert.Equal("circle", await other.InputValueAsync("#table"));
    }
}
