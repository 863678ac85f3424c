using System.Text;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Glia.Tabular;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>Several targets in the page: chosen, explained, learned, painted one after the other, and carried by the address.</summary>
public sealed class SeveralTargetsPageTests(Chromium chromium) : PageTest(chromium)
{
    [Fact]
    public async Task Several_columns_are_chosen_with_the_keyboard_explained_and_learned()
    {
        Expected.Add("422");
        await DropAsync("sum", "product", "right", "above");
        await Page.FocusAsync("#together summary");
        await Page.Keyboard.PressAsync("Enter");
        await Page.FocusAsync("#targets input[value=right]");
        await Page.Keyboard.PressAsync(" ");
        await UntilAsync("document.getElementById('preview-task').textContent.includes('Several labels')");
        // The box that was ticked keeps the focus.
        Assert.Equal("right", await Page.EvaluateAsync<string>("() => document.activeElement.value"));
        await Page.CheckAsync("#targets input[value=sum]");
        await UntilAsync("document.getElementById('preview-task').textContent.includes('all numbers or all of two classes')");
        Assert.True(await Page.IsDisabledAsync("#preview-use"));
        await Page.UncheckAsync("#targets input[value=sum]");
        await UntilAsync("!document.getElementById('preview-use').disabled");
        AxeResult result = await Page.RunAxe();
        Assert.DoesNotContain(result.Violations, found => found.Impact is "serious" or "critical");
        await NewRunAsync(() => ClickAsync("#preview-use"));

        Assert.Equal(["above", "right"], (await ExperimentAsync()).GetProperty("targets").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("above, right", await Page.InnerTextAsync("#task-note"), StringComparison.Ordinal);
        await FullSpeedAsync();
        await ClickAsync("#play");
        await UntilAsync("parseFloat(document.querySelector('#by-target td').textContent) > 85");
        Assert.Contains("exact match", await Page.InnerTextAsync("#scores"), StringComparison.Ordinal);
        Assert.Equal(2, await Page.Locator("#by-target tbody tr").CountAsync());
    }

    [Fact]
    public async Task Which_output_is_painted_is_chosen_and_units_of_the_output_have_names()
    {
        await NumbersAsync();
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1'");
        Assert.Contains("for sum", await Page.InnerTextAsync("#surface-says"), StringComparison.Ordinal);
        string before = await Page.EvaluateAsync<string>("() => document.getElementById('surface').toDataURL()");

        await Page.SelectOptionAsync("#output", "1");

        await UntilAsync("document.getElementById('surface-says').textContent.includes('for product')");
        await Page.WaitForTimeoutAsync(300);
        Assert.NotEqual(before, await Page.EvaluateAsync<string>("() => document.getElementById('surface').toDataURL()"));
        Assert.Contains("product", await Page.GetAttributeAsync("#surface", "aria-label"), StringComparison.Ordinal);
        ILocator unit = Page.Locator(".layer:last-child .unit").Nth(1);
        Assert.Contains("product", await unit.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        await unit.ClickAsync();
        await Page.WaitForSelectorAsync("#card .chain");
        Assert.Contains("'product'", await Page.InnerTextAsync("#card"), StringComparison.Ordinal);
        AxeResult result = await Page.RunAxe();
        Assert.DoesNotContain(result.Violations, found => found.Impact is "serious" or "critical");
    }

    [Fact]
    public async Task The_address_carries_all_targets_and_one_is_chosen_again()
    {
        await NumbersAsync();
        string address = Page.Url;

        IPage other = await OpenAsync(Studio.Address.AbsoluteUri + address[address.IndexOf('#', StringComparison.Ordinal)..]);
        await UntilAsync(other, "document.getElementById('task-note').textContent.includes('sum, product')");
        Assert.Equal(["sum", "product"], await other.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#output option')].map(o => o.textContent)"));
        await other.CloseAsync();

        await ClickAsync("#look");
        await Page.WaitForSelectorAsync("#preview[open]");
        Assert.True(await Page.IsCheckedAsync("#targets input[value=product]"));
        await Page.SelectOptionAsync("#target", "product");
        await UntilAsync("document.getElementById('preview-task').textContent.includes('A number')");
        await NewRunAsync(() => ClickAsync("#preview-use"));
        JsonElement experiment = await ExperimentAsync();
        Assert.Equal("product", experiment.GetProperty("target").GetString());
        Assert.False(experiment.TryGetProperty("targets", out _));
        Assert.True(await Page.IsHiddenAsync("#output-field"));
        Assert.True(await Page.IsHiddenAsync("#by-target"));
        await ClickAsync("#tab-compare");
        await Page.WaitForSelectorAsync("#side-a .facts");
    }

    [Fact]
    public async Task A_training_of_several_targets_is_watched()
    {
        string path = Path.Combine(Path.GetTempPath(), $"glia-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, Several.Csv("sum", "product"), Cancel);
        await using StudioWatch studio = new(new StudioOptions { Token = Token });
        FitOptions options = new() { Hidden = [6], Epochs = 5, Patience = 0, Seed = 3 };
        Table table = Table.Read(path);
        File.Delete(path);

        TabularModel watched = Learner.FitTargets(table, ["sum", "product"], options, studio.Watch(new FitRun()), Cancel);
        IPage page = await OpenAsync(studio.Address!.AbsoluteUri);
        await UntilAsync(page, "document.body.dataset.status === 'over' && document.querySelector('#by-target td').textContent !== '–'");

        Assert.Contains("sum, product", await page.InnerTextAsync("#task-note"), StringComparison.Ordinal);
        Assert.Equal(Learner.FitTargets(table, ["sum", "product"], options, new FitRun(), Cancel).Run!.WeightsSha256, watched.Run!.WeightsSha256);
    }

    private async Task DropAsync(params string[] targets)
    {
        await Page.SetInputFilesAsync("#file", new FilePayload { Name = "several.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Several.Csv(targets)) });
        await Page.WaitForSelectorAsync("#preview[open]");
    }

    private async Task NumbersAsync()
    {
        await DropAsync("sum", "product");
        await Page.SelectOptionAsync("#target", "sum");
        await Page.ClickAsync("#together summary");
        await Page.CheckAsync("#targets input[value=product]");
        await UntilAsync("document.getElementById('preview-task').textContent.includes('Several numbers')");
        await NewRunAsync(() => ClickAsync("#preview-use"));
    }
}
