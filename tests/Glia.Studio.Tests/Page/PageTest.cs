using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>A studio, and a page that shows it. What the page writes to its console as an error fails the test.</summary>
public abstract class PageTest(Chromium chromium) : IAsyncLifetime
{
    protected const string Token = "abcdefgh12345678";
    private readonly List<string> _errors = [];
    private readonly List<IBrowserContext> _contexts = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected StudioServer Studio { get; set; } = null!;

    protected IPage Page { get; private set; } = null!;

    /// <summary>Errors that a test expects, as parts of them.</summary>
    protected List<string> Expected { get; } = [];

    protected virtual StudioOptions Options => new() { Token = Token };

    public virtual async ValueTask InitializeAsync()
    {
        Studio = await StudioServer.StartAsync(Options, Cancel);
        Page = await OpenAsync(Studio.Address.AbsoluteUri);
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (IBrowserContext context in _contexts)
        {
            await context.CloseAsync();
        }

        await Studio.DisposeAsync();
        Assert.DoesNotContain(_errors, error => !Expected.Exists(part => error.Contains(part, StringComparison.Ordinal)));
        GC.SuppressFinalize(this);
    }

    /// <summary>Another tab, in a browser profile of its own.</summary>
    protected async Task<IPage> OpenAsync(string address, int width = 1400, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, AcceptDownloads = true });
        _contexts.Add(context);
        context.SetDefaultTimeout(30_000);
        IPage page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _errors.Add(error);
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("body[data-ready]");
        return page;
    }

    protected Task ClickAsync(string what) => Page.ClickAsync(what);

    protected async Task<int> StepAsync(IPage? page = null) => int.Parse((await (page ?? Page).InnerTextAsync("#n-step")).Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>Makes so many steps of the run that waits at its start.</summary>
    protected async Task StepsAsync(int steps)
    {
        await Page.EvaluateAsync("value => fetch('/api/control', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ action: 'steps', value }) })", steps);
        await UntilAsync($"parseInt(document.getElementById('n-step').textContent.replace(',', '')) === {steps} && document.body.dataset.status === 'waiting'");
    }

    /// <summary>Begins an experiment as it is written, as another page would.</summary>
    protected async Task PostAsync(string experiment) => await Page.EvaluateAsync($"fetch('/api/experiment', {{ method: 'POST', headers: {{ 'Content-Type': 'application/json' }}, body: JSON.stringify({{ experiment: {experiment} }}) }}).then(a => a.text())");

    /// <summary>Drops a file on the page.</summary>
    protected async Task DropAsync(string name, string text) => await Page.EvaluateAsync(
        "([name, text]) => { const d = new DataTransfer(); d.items.add(new File([text], name)); window.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true })); }", (string[])[name, text]);

    /// <summary>A table of two numbers and one that follows from them.</summary>
    protected static string Numbers() => "a,b,c\n" + string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i}.5,{i % 7},{i + (i % 7)}.25\n")));

    /// <summary>Waits until something holds in the page. (The browser's own waiting evaluates text in the page, which its policy forbids.)</summary>
    internal static async Task UntilAsync(IPage page, string script, int seconds = 30)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await page.EvaluateAsync<bool>($"() => Boolean({script})"))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds, $"After {seconds} s this did not hold: {script}. The page says: {await page.EvaluateAsync<string>("() => document.getElementById('say').textContent")}");
            await Task.Delay(40, Cancel);
        }
    }

    protected Task UntilAsync(string script, int seconds = 30) => UntilAsync(Page, script, seconds);

    /// <summary>As fast as the engine goes.</summary>
    protected async Task FullSpeedAsync() => await Page.EvalOnSelectorAsync("#speed", "e => { e.value = e.max; e.dispatchEvent(new Event('input')); }");

    /// <summary>Held-out accuracy as the page says it, in percent.</summary>
    protected const string Accuracy = "parseFloat(document.querySelector('#scores .valid strong').textContent)";

    /// <summary>The experiment in the server.</summary>
    protected async Task<JsonElement> ExperimentAsync()
    {
        string hello = await Page.EvaluateAsync<string>("() => fetch('/api/hello').then(a => a.text())");
        return JsonDocument.Parse(hello).RootElement.GetProperty("setup").GetProperty("experiment");
    }

    /// <summary>Does something that begins a new run, and waits until the page shows that run.</summary>
    protected async Task NewRunAsync(Func<Task> wish)
    {
        ArgumentNullException.ThrowIfNull(wish);
        IResponse answer = await Page.RunAndWaitForResponseAsync(wish, answer => answer.Url.EndsWith("/api/experiment", StringComparison.Ordinal));
        int run = (await answer.JsonAsync())!.Value.GetProperty("run").GetInt32();
        await UntilAsync($"document.body.dataset.run === '{run}'");
    }
}
