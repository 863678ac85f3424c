using Glia.Kernels.Activations;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>Units, signal, causes and treatments, as the page shows them.</summary>
public sealed class SeeTests(Chromium chromium) : PageTest(chromium)
{
    private const string Dead = "document.querySelectorAll('#columns .unit[data-state=dead]').length";

    [Fact]
    public async Task A_dead_unit_is_crossed_its_chain_has_a_zero_and_asking_why_names_the_cause()
    {
        await NewRunAsync(() => ClickAsync("[data-preset=born_dead]"));
        await UntilAsync(Dead + " >= 8");
        await ClickAsync(".unit[data-state=dead]");
        await Page.WaitForSelectorAsync("#card .chain li.zero");
        Assert.Equal("dead", await Page.InnerTextAsync("#card .state"));
        Assert.Contains("dead", await Page.GetAttributeAsync(".unit[data-state=dead]", "aria-label"), StringComparison.Ordinal);

        await ClickAsync("#explain");
        await Page.WaitForSelectorAsync(".finding tr.helped", new PageWaitForSelectorOptions { Timeout = 90_000, State = WaitForSelectorState.Attached });
        await UntilAsync("document.getElementById('progress').hidden", 90);
        await UntilAsync("document.querySelectorAll('.unit[data-proof=certified]').length > 0");
    }

    /// <summary>A network that a rate of 1 kills: where it is after so many steps is always the same.</summary>
    private async Task BeginKilledAsync()
    {
        await PostAsync("{ data: 'circle', layers: [{ units: 8, activation: 'relu' }, { units: 8, activation: 'relu' }], rate: 1 }");
        await UntilAsync("document.getElementById('rate-said').textContent === '1'");
    }

    [Fact]
    public async Task Treatments_are_tried_and_the_network_shown_is_the_healed_one()
    {
        await NewRunAsync(() => ClickAsync("[data-preset=born_dead]"));
        await UntilAsync(Dead + " >= 8 && parseInt(document.getElementById('n-epoch').textContent) >= 3");
        int before = await Page.EvaluateAsync<int>(Dead);

        await ClickAsync("#heal");
        await Page.WaitForSelectorAsync("#healed", new PageWaitForSelectorOptions { Timeout = 150_000 });
        Assert.NotEqual(0, await Page.Locator("tr.kept").CountAsync());
        await UntilAsync($"{Dead} < {before}");
        // Beside the healed network stand its scores, not those of the sick one.
        await UntilAsync(Accuracy + " >= 95");
    }

    [Fact]
    public async Task A_death_is_dated_and_its_card_says_which_batch_and_through_what()
    {
        await BeginKilledAsync();
        await StepsAsync(600);
        await UntilAsync(Dead + " >= 8");
        Assert.Matches("^†[0-9]+$", await Page.InnerTextAsync("#columns .unit[data-state=dead] b"));

        await ClickAsync("#explain");
        await UntilAsync("document.getElementById('progress').hidden && document.getElementById('verdict').childElementCount > 0", 90);
        await ClickAsync("#columns .unit[data-state=dead]");
        await Page.WaitForSelectorAsync("#card .shares");

        Assert.Matches(@"The update of step \d+ \(epoch \d+, \d+ rows\) moved its highest z", await Page.InnerTextAsync("#card .banner"));
        await ClickAsync("#card details summary");
        Assert.Matches(@"counted from 0: \d+", await Page.InnerTextAsync("#card details"));
    }

    [Fact]
    public async Task Once_examined_a_unit_is_on_the_board_what_its_card_says()
    {
        await BeginKilledAsync();
        await StepsAsync(600);
        await ClickAsync("#explain");
        await UntilAsync("document.getElementById('progress').hidden && document.getElementById('verdict').childElementCount > 0", 90);
        await UntilAsync("document.querySelectorAll('.unit[data-proof=certified]').length > 0");

        string[] differing = await Page.EvaluateAsync<string[]>(
            "Promise.all([...document.querySelectorAll('#columns .unit:not([data-state=output])')].map(u => fetch(`/api/unit?layer=${u.dataset.layer}&unit=${u.dataset.unit}`).then(a => a.json()).then(look => look.state === u.dataset.state ? '' : `${u.dataset.layer}/${u.dataset.unit}: ${look.state}, ${u.dataset.state}`))).then(all => all.filter(Boolean))");

        Assert.Empty(differing);
    }

    [Fact]
    public async Task Units_that_fire_pulse_while_the_training_is_slow()
    {
        await Page.EvalOnSelectorAsync("#speed", "e => { e.value = .6; e.dispatchEvent(new Event('input')); }");
        await ClickAsync("#play");
        await UntilAsync("document.querySelectorAll('.unit[data-firing]').length > 0");
        Assert.Equal(0, await Page.EvaluateAsync<int>("document.getAnimations().length"));

        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.NoPreference });
        await UntilAsync("document.getAnimations().some(a => a.effect.target.classList.contains('unit') && a.effect.getKeyframes().some(k => k.boxShadow !== undefined))");
    }

    [Fact]
    public async Task A_unit_of_the_map_is_chosen_by_pointing_and_by_keys()
    {
        await PostAsync("{ data: 'circle', layers: [{ units: 100, activation: 'relu' }, { units: 60, activation: 'relu' }] }");
        await UntilAsync("document.querySelectorAll('canvas.map')[1]?.getAttribute('aria-label').includes('alive')");
        await Page.Locator("canvas.map").Nth(1).ClickAsync(new LocatorClickOptions { Position = new Position { X = 3, Y = 3 } });
        await UntilAsync("document.querySelector('#card h3')?.textContent.startsWith('Unit 33, 2 relu')");
        // The largest of all hundred weights, not only of those that are drawn.
        Assert.Equal(12, await Page.Locator("#card .weight").CountAsync());

        // Six cells in a row: 28 units beside the 32 that are drawn one by one.
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("ArrowRight");
        Assert.Matches("^Unit 40: ", await Page.Locator("canvas.map").Nth(1).GetAttributeAsync("aria-valuetext"));
        await Page.Keyboard.PressAsync("Enter");
        await UntilAsync("document.querySelector('#card h3')?.textContent.startsWith('Unit 40, 2 relu')");
        await ClickAsync("#card .close");
        Assert.Equal("slider", await Page.EvaluateAsync<string>("document.activeElement.getAttribute('role')"));
        // What is drawn of units stands in their frames, whatever room the maps take.
        Assert.InRange(await Page.EvaluateAsync<double>("(() => { const units = [...document.querySelectorAll('.unit[data-layer=\"1\"]')], gap = document.querySelectorAll('canvas.gap')[1].getBoundingClientRect(); return Math.abs(gap.right - units[0].getBoundingClientRect().left); })()"), 0, 2);
    }

    [Fact]
    public async Task A_weights_chain_of_factors_is_followed_by_choosing_it()
    {
        await ClickAsync("#epoch");
        await UntilAsync("document.body.dataset.status === 'waiting' && document.getElementById('n-epoch').textContent === '1'");
        await ClickAsync("[data-layer='1'][data-unit='2']");
        await Page.Locator("#card .weight").Nth(2).ClickAsync();
        await UntilAsync("document.querySelectorAll('#card .weight')[2]?.getAttribute('aria-pressed') === 'true'");
        Assert.True(await Page.Locator("#card .chain li").CountAsync() >= 3);
        await ClickAsync("#card .close");
        Assert.Equal("2", await Page.EvaluateAsync<string>("document.activeElement.dataset.unit"));
    }

    [Fact]
    public async Task Arrows_go_from_unit_to_unit_and_pointing_shows_its_picture()
    {
        await Page.FocusAsync("[data-layer='0'][data-unit='0']");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("1/1", await Page.EvaluateAsync<string>("document.activeElement.dataset.layer + '/' + document.activeElement.dataset.unit"));
        await UntilAsync("document.getElementById('surface-says').textContent.startsWith('Unit 2')");
        await Page.HoverAsync("h1");
        await Page.Locator("#play").FocusAsync();
        await UntilAsync("document.getElementById('surface-says').textContent.startsWith('What')");
    }

    [Fact]
    public async Task Lines_by_gradient_differ_from_lines_by_weight_and_the_river_flows()
    {
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1'");
        const string ink = "(() => { const c = document.querySelectorAll('canvas.gap')[1]; const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let sum = 0; for (let i = 3; i < d.length; i += 4) sum += d[i] * (i % 977); return sum; })()";
        await UntilAsync(ink + " > 0");
        double weights = await Page.EvaluateAsync<double>(ink);
        await Page.CheckAsync("input[value=gradients]");
        await UntilAsync($"{ink} > 0 && {ink} !== {weights.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}");
        await UntilAsync("/forward × .*back × /.test(document.getElementById('river').getAttribute('aria-label'))");
    }

    [Fact]
    public async Task Ten_thousand_units_stay_a_fluid_map()
    {
        await PostAsync("{ data: 'circle', rate: 0.001, layers: [{ units: 9900, activation: 'relu' }, { units: 16, activation: 'relu' }] }");
        await UntilAsync("document.querySelector('canvas.map')?.getAttribute('aria-label').includes('alive')", 150);
        await ClickAsync("#play");
        await UntilAsync("parseInt(document.getElementById('n-step').textContent.replace(',', '')) > 20", 60);
        Assert.Contains("alive", await Page.GetAttributeAsync("canvas.map", "title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_stand_side_by_side_with_what_differs()
    {
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1'");
        await NewRunAsync(() => Page.SelectOptionAsync("#f-optimizer", "rmsprop"));
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1' && document.body.dataset.status === 'waiting'");
        await ClickAsync("#tab-compare");
        await Page.WaitForSelectorAsync("#differences td");
        Assert.Contains("rmsprop", await Page.InnerTextAsync("#differences"), StringComparison.Ordinal);
        Assert.Equal(2, await Page.Locator("#view-compare canvas.surface").CountAsync());
        await NewRunAsync(() => ClickAsync("#side-b .act"));
        Assert.Equal("adam", (await ExperimentAsync()).GetProperty("optimizer").GetString());
    }

    [Fact]
    public async Task The_atlas_lays_functions_over_each_other_and_turns_their_parameters()
    {
        await ClickAsync("#tab-atlas");
        await Page.WaitForSelectorAsync("#value canvas");
        int first = await Page.Locator("#facts .fact").CountAsync();
        Assert.InRange(first, 3, 6);
        await Page.FillAsync("#find", "leaky");
        await ClickAsync(".chip[data-name=leaky_relu]");
        await UntilAsync($"document.querySelectorAll('#facts .fact').length === {first + 1}");
        await Page.EvalOnSelectorAsync("#sliders input", "e => { e.value = 0.5; e.dispatchEvent(new Event('input')); }");
        await UntilAsync("document.getElementById('facts').textContent.includes('=0.5')");
        Assert.Equal(first + 2, await Page.Locator("#value .u-series").CountAsync());
    }

    [Fact]
    public async Task The_atlas_draws_every_function_of_the_catalogue()
    {
        await ClickAsync("#tab-atlas");
        await Page.WaitForSelectorAsync("#value canvas");
        foreach (ActivationInfo info in ActivationCatalog.All)
        {
            await Page.CheckAsync($".chip[data-name={info.Name}] input", new PageCheckOptions { Force = true });
            await UntilAsync($"[...document.querySelectorAll('#facts h3')].some(h => h.textContent.split('(')[0] === '{info.Name.Replace('_', ' ')}')");
            Assert.True(await Page.IsHiddenAsync("#say"), info.Name);
            await Page.UncheckAsync($".chip[data-name={info.Name}] input", new PageUncheckOptions { Force = true });
        }
    }

    [Fact]
    public async Task A_function_that_changes_the_width_is_chosen_for_a_layer_and_all_its_units_are_seen()
    {
        await NewRunAsync(() => Page.SelectOptionAsync("select[aria-label='Activation of layer 1']", "glu"));
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1'");
        // Six units have three outputs, from which lines lead on.
        const string ink = "(() => { const c = document.querySelectorAll('canvas.gap')[1]; return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0); })()";
        await UntilAsync(ink);
        await ClickAsync("[data-layer='0'][data-unit='5']");
        await Page.WaitForSelectorAsync("#card .chain");
        Assert.Equal(0, await Page.Locator("#card .chain li.zero").CountAsync());
    }
}
