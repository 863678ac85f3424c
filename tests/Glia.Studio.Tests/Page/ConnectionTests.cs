using System.Text.Json;
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
    public async Task What_this_tab_had_or_wished_while_another_began_is_one_step_back()
    {
        IPage other = await OpenAsync(Studio.Address.AbsoluteUri);
        await NewRunAsync(() => ClickAsync("#dice"));
        await UntilAsync(other, "document.getElementById('f-seed').value === '2'");
        await other.ClickAsync("[data-preset=spiral]");
        await UntilAsync("document.getElementById('table').value === 'spiral'");
        await Page.GoBackAsync();
        await UntilAsync("document.getElementById('table').value === 'circle' && document.getElementById('f-seed').value === '2'");

        // A tab that has not heard of the other's run is refused, and its wish is kept.
        Expected.Add("409");
        await UntilAsync(other, "document.getElementById('table').value === 'circle'");
        await HideAsync(Page, true);
        await other.ClickAsync("[data-preset=spiral]");
        await UntilAsync(other, "document.getElementById('table').value === 'spiral'");
        await ClickAsync("#dice");
        await UntilAsync("document.getElementById('say').textContent.includes('Another tab') && document.getElementById('table').value === 'spiral'");
        await HideAsync(Page, false);
        await Page.GoBackAsync();
        await UntilAsync("document.getElementById('table').value === 'circle' && document.getElementById('f-seed').value === '3'");
    }

    [Fact]
    public async Task An_answer_that_was_long_on_its_way_does_not_bring_an_older_run_back()
    {
        await NewRunAsync(() => ClickAsync("#dice"));
        TaskCompletionSource asked = new(), go = new();
        await Page.RouteAsync("**/api/hello*", async route =>
        {
            IAPIResponse answer = await route.FetchAsync();
            asked.TrySetResult();
            await go.Task;
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer });
        });
        await HideAsync(Page, true);
        await HideAsync(Page, false);
        await asked.Task;

        await NewRunAsync(() => Page.GoBackAsync());
        await Page.RunAndWaitForResponseAsync(() => { go.SetResult(); return Task.CompletedTask; }, answer => answer.Url.Contains("/api/hello", StringComparison.Ordinal));

        await ClickAsync("#play");
        await UntilAsync("parseInt(document.getElementById('n-step').textContent) > 0");
        Assert.Equal("1", await Page.InputValueAsync("#f-seed"));
        Assert.True(await Page.EvaluateAsync<bool>("() => document.getElementById('say').hidden"));
    }

    [Fact]
    public async Task A_rate_that_was_turned_reaches_the_other_tab_and_a_reload_goes_on_with_it()
    {
        IPage other = await OpenAsync(Studio.Address.AbsoluteUri);
        await ClickAsync("#play");
        await UntilAsync("parseInt(document.getElementById('n-epoch').textContent) >= 2");
        await Page.EvalOnSelectorAsync("#rate", "e => { e.value = -3; e.dispatchEvent(new Event('input')); }");
        await UntilAsync(other, "document.getElementById('rate-said').textContent === '0.001'");
        int step = await StepAsync();

        await Page.ReloadAsync();

        await UntilAsync("document.body.dataset.ready && document.body.dataset.status === 'playing'");
        Assert.True(await StepAsync() >= step);
        Assert.Equal("0.001", await Page.InnerTextAsync("#rate-said"));
        Assert.Equal(0.001, (await ExperimentAsync()).GetProperty("rate").GetDouble());
    }

    [Fact]
    public async Task An_experiment_whose_table_a_new_studio_does_not_have_waits_for_it()
    {
        Expected.AddRange(["net::ERR", "422"]);
        await DropAsync("mine.csv", Numbers());
        await Page.WaitForSelectorAsync("#preview[open]");
        await NewRunAsync(() => ClickAsync("#preview-use"));
        await NewRunAsync(() => ClickAsync("#dice"));
        string address = Page.Url;
        int port = Studio.Address.Port;
        await Studio.DisposeAsync();
        await UntilAsync("document.getElementById('say').textContent.includes('does not answer')");

        Studio = await StudioServer.StartAsync(new StudioOptions { Token = Token, Port = port }, Cancel);

        await UntilAsync("document.getElementById('say').textContent.includes('own:mine.csv')");
        Assert.Equal(address, Page.Url);
        await NewRunAsync(() => DropAsync("mine.csv", Numbers()));
        Assert.Equal(address, Page.Url);
        JsonElement experiment = await ExperimentAsync();
        Assert.Equal("own:mine.csv", experiment.GetProperty("data").GetString());
        Assert.Equal(2, experiment.GetProperty("seed").GetInt32());
    }

    [Fact]
    public async Task Tabs_that_nobody_sees_leave_their_line_to_the_others_and_catch_up()
    {
        await HideAsync(Page, true);
        IPage last = Page;
        for (int tab = 0; tab < 7; tab++)
        {
            last = await Page.Context.NewPageAsync();
            await last.GotoAsync(Studio.Address.AbsoluteUri);
            await last.WaitForSelectorAsync("body[data-ready]");
            await HideAsync(last, tab < 6);
        }

        await last.ClickAsync("[data-preset=spiral]");
        await UntilAsync(last, "parseInt(document.getElementById('n-step').textContent) > 3");
        Assert.Equal("circle", await Page.InputValueAsync("#table"));

        await HideAsync(Page, false);

        await UntilAsync("document.getElementById('table').value === 'spiral' && document.getElementById('say').textContent.includes('Another tab')");
        await UntilAsync("parseInt(document.getElementById('n-step').textContent) > 3 && document.querySelectorAll('.unit[data-fires]').length === 25");
    }

    [Fact]
    public async Task A_broken_link_is_said_to_be_one()
    {
        IPage other = await OpenAsync(Studio.Address.AbsoluteUri + "#e=nonsense");
        await UntilAsync(other, "document.getElementById('say').textContent.includes('no experiment that can be read')");
        Assert.Equal("circle", await other.InputValueAsync("#table"));
    }

    /// <summary>What a browser says of a tab that another one covers.</summary>
    private static async Task HideAsync(IPage page, bool isHidden) =>
        await page.EvaluateAsync("hidden => { Object.defineProperty(document, 'hidden', { configurable: true, value: hidden }); document.dispatchEvent(new Event('visibilitychange')); }", isHidden);
}
