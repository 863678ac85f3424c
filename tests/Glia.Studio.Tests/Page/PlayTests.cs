using System.Text.Json;
using Glia.Studio.Experiments;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>Building a network and letting it learn, in the page.</summary>
public sealed class PlayTests(Chromium chromium) : PageTest(chromium)
{
    public static TheoryData<string> Failing => [.. Preset.All.Where(preset => preset.Cured is not null).Select(preset => preset.Name)];

    [Fact]
    public async Task Buttons_and_keys_play_pause_step_run_an_epoch_and_restart()
    {
        await ClickAsync("#one");
        await UntilAsync("document.getElementById('n-step').textContent === '1'");
        await Page.Keyboard.PressAsync("s");
        await UntilAsync("document.getElementById('n-step').textContent === '2'");
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1' && document.body.dataset.status === 'waiting'");
        await Page.Locator("h1").ClickAsync();
        await Page.Keyboard.PressAsync(" ");
        await UntilAsync("document.body.dataset.status === 'playing' && document.getElementById('play').getAttribute('aria-pressed') === 'true'");
        await Page.Keyboard.PressAsync(" ");
        await UntilAsync("document.body.dataset.status === 'waiting'");
        int held = await StepAsync();
        await Page.WaitForTimeoutAsync(300);
        Assert.Equal(held, await StepAsync());
        await NewRunAsync(() => Page.Keyboard.PressAsync("r"));
        await UntilAsync("document.getElementById('n-step').textContent === '0'");
    }

    [Fact]
    public async Task Slow_is_slow_and_the_rate_changes_while_the_same_run_goes_on()
    {
        await Page.EvalOnSelectorAsync("#speed", "e => { e.value = 1; e.dispatchEvent(new Event('input')); }");
        Assert.Equal("10/s", await Page.InnerTextAsync("#speed-said"));
        await Page.WaitForTimeoutAsync(1000);
        long started = TimeProvider.System.GetTimestamp();
        await ClickAsync("#play");
        await UntilAsync("parseInt(document.getElementById('n-step').textContent) >= 8");
        int made = await StepAsync();
        Assert.InRange(made, 8, (10 * TimeProvider.System.GetElapsedTime(started).TotalSeconds) + 2);
        await Page.EvalOnSelectorAsync("#rate", "e => { e.value = -3; e.dispatchEvent(new Event('input')); }");
        string hash = await Page.EvaluateAsync<string>("location.hash");
        Assert.Equal("0.001", await Page.InnerTextAsync("#rate-said"));
        await UntilAsync("document.body.dataset.status === 'playing'");
        Assert.Contains("\"rate\":0.001", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Padded(hash[3..]))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_units_and_activations_with_their_parameters_are_built_in_the_page()
    {
        await NewRunAsync(() => ClickAsync("#add-layer"));
        Assert.Equal(3, (await ExperimentAsync()).GetProperty("layers").GetArrayLength());
        await NewRunAsync(() => ClickAsync("button[aria-label='One unit more, layer 3']"));
        await NewRunAsync(() => Page.SelectOptionAsync("select[aria-label='Activation of layer 3']", "leaky_relu"));
        await ClickAsync("button.spark[aria-label*='layer 3']");
        await Page.WaitForSelectorAsync("#card canvas.curve");
        await NewRunAsync(() => Page.EvalOnSelectorAsync("#card [data-parameter]", "e => { e.value = 0.25; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change')); }"));
        JsonElement layer = (await ExperimentAsync()).GetProperty("layers")[2];
        Assert.Equal(5, layer.GetProperty("units").GetInt32());
        Assert.Matches(@"^leaky_relu\(.*=0\.25\)$", layer.GetProperty("activation").GetString()!);
        await NewRunAsync(() => ClickAsync("button[aria-label='Remove this layer, layer 3']"));
        Assert.Equal(2, (await ExperimentAsync()).GetProperty("layers").GetArrayLength());
        await Page.GoBackAsync();
        await UntilAsync("document.querySelectorAll('.layer select').length === 3");
    }

    [Fact]
    public async Task A_setting_of_the_training_changes_while_it_runs_and_the_weights_go_on()
    {
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1' && document.body.dataset.status === 'waiting'");
        await ClickAsync("#play");
        await UntilAsync("document.body.dataset.status === 'playing'");
        await Page.FillAsync("#f-l2", "0.01");
        await NewRunAsync(() => Page.PressAsync("#f-l2", "Enter"));
        await UntilAsync("document.body.dataset.status === 'playing' && document.getElementById('say').textContent.includes('weights it has')");
        await NewRunAsync(() => ClickAsync("#restart"));
        await UntilAsync("document.getElementById('n-step').textContent === '0' && document.getElementById('say').hidden");
    }

    [Theory]
    [InlineData("#play", "document.getElementById('n-epoch').textContent === '2' && document.body.dataset.status === 'over'")]
    [InlineData("#one", "document.getElementById('n-step').textContent === '1' && document.body.dataset.status === 'waiting'")]
    [InlineData("#epoch", "document.getElementById('n-epoch').textContent === '1' && document.body.dataset.status === 'waiting'")]
    public async Task A_run_that_is_over_goes_on_with_its_weights(string button, string until)
    {
        await Page.FillAsync("#f-epochs", "2");
        await NewRunAsync(() => Page.PressAsync("#f-epochs", "Enter"));
        await FullSpeedAsync();
        string plays = (await Page.GetAttributeAsync("#play", "title"))!;
        await ClickAsync("#play");
        await UntilAsync("document.body.dataset.status === 'over' && document.getElementById('say').textContent.includes('epochs are over')");
        Assert.NotEqual(plays, await Page.GetAttributeAsync("#play", "title"));
        Assert.Contains("Go on", await Page.GetAttributeAsync("#play", "aria-label"), StringComparison.Ordinal);

        // Said by the answer of the server; whether weights are taken over from a run, the engine's tests say.
        IResponse begun = await Page.RunAndWaitForResponseAsync(() => ClickAsync(button), answer => answer.Url.EndsWith("/api/experiment", StringComparison.Ordinal));
        Assert.Contains("\"keepsWeights\":true", begun.Request.PostData, StringComparison.Ordinal);
        Assert.True(begun.Ok);
        await UntilAsync(until);
        Assert.True(await Page.IsEnabledAsync("#play"));
    }

    [Theory]
    [InlineData("optimizer", "sgd")]
    [InlineData("batch", "16")]
    [InlineData("initialization", "orthogonal")]
    [InlineData("bias", "0.5")]
    [InlineData("scaling", "robust")]
    [InlineData("norm", "layer")]
    [InlineData("dropout", "0.1")]
    [InlineData("l1", "0.001")]
    [InlineData("l2", "0.001")]
    [InlineData("clip", "1")]
    [InlineData("epochs", "50")]
    [InlineData("seed", "7")]
    public async Task Every_setting_reaches_the_run(string name, string value)
    {
        if (await Page.EvalOnSelectorAsync<string>($"#f-{name}", "e => e.tagName") == "SELECT")
        {
            await NewRunAsync(() => Page.SelectOptionAsync($"#f-{name}", value));
        }
        else
        {
            await Page.FillAsync($"#f-{name}", value);
            await NewRunAsync(() => Page.PressAsync($"#f-{name}", "Enter"));
        }

        Assert.Equal(value, (await ExperimentAsync()).GetProperty(name).ToString());
        await ClickAsync("#one");
        await UntilAsync("document.getElementById('n-step').textContent === '1'");
    }

    [Theory]
    [MemberData(nameof(Failing))]
    public async Task What_fails_on_purpose_fails_and_its_cure_cures_it(string name)
    {
        await FullSpeedAsync();
        await NewRunAsync(() => ClickAsync($"[data-preset={name}]"));
        // The score is drawn a picture later than the epoch it belongs to.
        await UntilAsync($"(parseInt(document.getElementById('n-epoch').textContent.replace(',', '')) >= 40 || document.body.dataset.status === 'over') && {Accuracy} >= 0", 60);
        Assert.InRange(await Page.EvaluateAsync<double>(Accuracy), 0, 85);

        await NewRunAsync(() => ClickAsync("#cure"));
        await UntilAsync(Accuracy + " >= 95", 60);
        Assert.Contains("good", await Page.GetAttributeAsync("#lesson", "class"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_carries_the_whole_experiment_to_the_same_weights()
    {
        await NewRunAsync(() => ClickAsync("#dice"));
        string link = await Page.InputValueAsync("#link");
        byte[] first = await ModelAfterAsync(Page);
        await NewRunAsync(() => ClickAsync("[data-preset=spiral]"));

        IPage other = await OpenAsync(Studio.Address.AbsoluteUri + link[link.IndexOf('#', StringComparison.Ordinal)..]);
        await UntilAsync(other, "document.getElementById('f-seed').value === '2'");

        Assert.Equal(first, await ModelAfterAsync(other));
    }

    [Fact]
    public async Task A_number_that_is_not_finite_stops_the_run_with_a_sentence()
    {
        await NewRunAsync(() => Page.SelectOptionAsync("#f-optimizer", "sgd"));
        await PostAsync("{ data: 'plane', optimizer: 'sgd', rate: 100000, layers: [{ units: 8, activation: 'linear' }] }");
        await UntilAsync("document.getElementById('table').value === 'plane'");
        await ClickAsync("#play");
        await UntilAsync("document.getElementById('say').textContent.includes('not finite')");
        Assert.Contains("bad", await Page.GetAttributeAsync("#say", "class"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_impossible_setting_is_refused_in_words_and_the_run_stays()
    {
        Expected.Add("422");
        await Page.FillAsync("#f-clip", "1e999");
        await Page.EvalOnSelectorAsync("#f-l2", "e => { e.removeAttribute('min'); e.value = -1; e.dispatchEvent(new Event('change')); }");
        await UntilAsync("!document.getElementById('say').hidden && document.getElementById('say').className === 'bad'");
        Assert.Equal("0", await Page.InputValueAsync("#f-l2"));
        Assert.Equal(0, (await ExperimentAsync()).GetProperty("l2").GetDouble());
    }

    private static string Padded(string text) => text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');

    /// <summary>The model file after one epoch.</summary>
    private static async Task<byte[]> ModelAfterAsync(IPage page)
    {
        await page.ClickAsync("#epoch");
        await UntilAsync(page, "document.getElementById('n-epoch').textContent === '1' && document.body.dataset.status === 'waiting'");
        return Convert.FromBase64String(await page.EvaluateAsync<string>("() => fetch('/api/take/model.onnx').then(a => a.arrayBuffer()).then(b => btoa(String.fromCharCode(...new Uint8Array(b))))"));
    }
}
