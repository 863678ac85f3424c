using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>What benchmarks/studio.sh runs: measures, writes a table into the file that GLIA_MEASURE names, and is skipped without it.</summary>
public sealed class Measurements(Chromium chromium) : PageTest(chromium)
{
    private const int Loads = 9, Rounds = 7;

    private const string Big = """{ data: 'digits', rate: 0.001, batch: 64, layers: [{ units: 256, activation: 'relu' }, { units: 244, activation: 'relu' }] }""";

    [Fact]
    public async Task Measure()
    {
        string? path = Environment.GetEnvironmentVariable("GLIA_MEASURE");
        Assert.SkipWhen(path is null, "Measured by benchmarks/studio.sh.");
        StringBuilder table = new("| what | measured | wanted |\n|---|---|---|\n");
        void Row(string what, FormattableString measured, string wanted) => table.Append(CultureInfo.InvariantCulture, $"| {what} | {measured.ToString(CultureInfo.InvariantCulture)} | {wanted} |\n");

        double[] paints = new double[Loads], ready = new double[Loads];
        for (int i = 0; i < Loads; i++)
        {
            await Page.GotoAsync("about:blank");
            await Page.GotoAsync(Studio.Address.AbsoluteUri);
            await UntilAsync("performance.getEntriesByName('first-contentful-paint').length > 0 && performance.getEntriesByName('units').length > 0");
            paints[i] = await Page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime");
            ready[i] = await Page.EvaluateAsync<double>("performance.getEntriesByName('units')[0].startTime");
        }

        Row("first paint on loopback, median of " + Loads, $"{Median(paints):0} ms", "≤ 300 ms");
        Row("first paint of the units with their states, median of " + Loads, $"{Median(ready):0} ms", "≤ 300 ms");
        double size = await Page.EvaluateAsync<double>("performance.getEntriesByType('resource').filter(e => !e.name.includes('/api/')).reduce((sum, e) => sum + e.encodedBodySize, performance.getEntriesByType('navigation')[0].encodedBodySize)");
        Row("page, compressed", $"{size / 1000:0} kB", "< 300 kB");

        await BeginAsync("{ data: 'circle', rate: 0.003, layers: Array.from({ length: 16 }, () => ({ units: 31, activation: 'tanh' })) }");
        await FullSpeedAsync();
        await Page.ClickAsync("#play");
        await Page.WaitForTimeoutAsync(1000);
        double[] frames = await Page.EvaluateAsync<double[]>("new Promise(done => { const t = []; const go = n => { t.push(n); if (t.length <= 300) requestAnimationFrame(go); else done(t.slice(1).map((x, i) => x - t[i])); }; requestAnimationFrame(go); })");
        Row("frames a second, 497 units drawn one by one, full speed (300 frames)", $"{1000 * frames.Length / frames.Sum():0.0}; longest frame {frames.Max():0} ms", "60");

        await BeginAsync(Big);
        await FullSpeedAsync();
        string watched = Page.Url;
        List<double> with = [], without = [];
        await Page.ClickAsync("#play");
        for (int round = 0; round < Rounds; round++)
        {
            with.Add(await StepsASecondAsync());
            await Page.GotoAsync("about:blank");
            without.Add(await StepsASecondAsync());
            await Page.GotoAsync(watched);
            await UntilAsync("document.body.dataset.status === 'playing'");
        }

        Row("training with the page open, of without (64-256-244-10, batches of 64, digits)", $"{100 * Median(with) / Median(without):0.0} % ({Median(with):0} of {Median(without):0} steps a second, medians of {Rounds} by turns)", "≥ 97 %");
        await File.WriteAllTextAsync(path, table.ToString(), Cancel);
    }

    /// <summary>What benchmarks/studio.sh --minutes N runs: a page left open beside a training of a thousand steps a second, its memory and the server's written down as time goes by.</summary>
    [Fact]
    public async Task Stay()
    {
        string? path = Environment.GetEnvironmentVariable("GLIA_MEASURE");
        bool isAsked = int.TryParse(Environment.GetEnvironmentVariable("GLIA_MINUTES"), CultureInfo.InvariantCulture, out int minutes);
        Assert.SkipUnless(path is not null && isAsked, "Measured by benchmarks/studio.sh --minutes N.");
        StringBuilder table = new("| minutes | epochs | steps | server, working set | page, objects in use | elements of the page |\n|--:|--:|--:|--:|--:|--:|\n");
        await BeginAsync("{ data: 'spiral', rate: 0.003, epochs: 1000000, layers: [{ units: 32, activation: 'relu' }, { units: 32, activation: 'relu' }, { units: 16, activation: 'tanh' }] }");
        await Page.EvalOnSelectorAsync("#speed", "e => { e.value = 3; e.dispatchEvent(new Event('input')); }");
        await Page.ClickAsync("#play");
        for (int minute = 1; minute <= minutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), Cancel);
            if (minute != minutes && minute % Math.Max(1, minutes / 8) != 0)
            {
                continue;
            }

            ICDPSession tools = await Page.Context.NewCDPSessionAsync(Page);
            await tools.SendAsync("HeapProfiler.collectGarbage");
            double used = (await tools.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble();
            await tools.DetachAsync();
            int elements = await Page.EvaluateAsync<int>("document.querySelectorAll('*').length");
            table.Append(CultureInfo.InvariantCulture, $"| {minute} | {await Page.InnerTextAsync("#n-epoch")} | {await StepAsync():n0} | {Environment.WorkingSet / 1e6:0} MB | {used / 1e6:0.0} MB | {elements} |\n");
        }

        Assert.Equal("playing", await Page.EvaluateAsync<string>("document.body.dataset.status"));
        await File.WriteAllTextAsync(path, table.ToString(), Cancel);
    }

    private async Task BeginAsync(string experiment)
    {
        await Page.EvaluateAsync($"fetch('/api/experiment', {{ method: 'POST', headers: {{ 'Content-Type': 'application/json' }}, body: JSON.stringify({{ experiment: {experiment} }}) }})");
        await UntilAsync("document.querySelectorAll('#columns .unit').length > 20");
        await Page.WaitForTimeoutAsync(800);
    }

    private async Task<double> StepsASecondAsync()
    {
        await Task.Delay(700, Cancel);
        long before = Studio.Step, time = TimeProvider.System.GetTimestamp();
        await Task.Delay(4000, Cancel);
        return (Studio.Step - before) / TimeProvider.System.GetElapsedTime(time).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
