using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>Tables in the page, and what is taken home.</summary>
public sealed class DataTests(Chromium chromium) : PageTest(chromium)
{
    [Fact]
    public async Task A_dropped_table_is_explained_its_target_chosen_and_learned()
    {
        StringBuilder csv = new("size,colour,grade,price\n");
        for (int i = 0; i < 120; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{i % 17}.5,{(i % 3 == 0 ? "red" : "blue")},{(i % 2 == 0 ? "yes" : "no")},{(3 * (i % 17)) + (i % 3)}.25\n");
        }

        await DropAsync("houses.csv", csv.ToString());
        await Page.WaitForSelectorAsync("#preview[open]");
        Assert.Contains("A number", await Page.InnerTextAsync("#preview-task"), StringComparison.Ordinal);
        await Page.SelectOptionAsync("#target", "grade");
        await UntilAsync("document.getElementById('preview-task').textContent.includes('sigmoid')");
        Assert.Contains("category", await Page.InnerTextAsync("#preview-columns"), StringComparison.Ordinal);
        await NewRunAsync(() => ClickAsync("#preview-use"));

        Assert.Equal("own:houses.csv", (await ExperimentAsync()).GetProperty("data").GetString());
        Assert.Equal("grade", (await ExperimentAsync()).GetProperty("target").GetString());
        Assert.True(await Page.IsHiddenAsync("#plane"));
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1'");
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "broken.csv")]
    [InlineData("", "broken.csv")]
    [InlineData("a,b\n1,2\n", "at least 20 rows")]
    [InlineData("\0\0\u0001PNG", "broken.csv")]
    public async Task A_broken_table_is_refused_in_words_and_nothing_is_lost(string text, string says)
    {
        Expected.Add("422");
        await ClickAsync("#one");
        await UntilAsync("document.getElementById('n-step').textContent === '1'");
        await Page.SetInputFilesAsync("#file", new FilePayload { Name = "broken.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await UntilAsync("!document.getElementById('say').hidden");
        Assert.Contains(says, await Page.InnerTextAsync("#say"), StringComparison.Ordinal);
        Assert.Equal(1, await StepAsync());
    }

    [Theory]
    [InlineData("penguins")]
    [InlineData("concrete")]
    [InlineData("three_arms")]
    [InlineData("waves")]
    public async Task Every_kind_of_table_learns(string name)
    {
        await NewRunAsync(() => Page.SelectOptionAsync("#table", name));
        await Page.EvaluateAsync("() => new MutationObserver(epoch => { if (epoch[0].target.textContent === '1') document.body.dataset.scoreWithEpoch ??= document.querySelector('#scores .valid strong').textContent; }).observe(document.getElementById('n-epoch'), { childList: true })");
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1' && document.body.dataset.status === 'waiting'");
        // The score is there as soon as the epoch is, however long the drawing waits.
        Assert.DoesNotContain("–", await Page.EvaluateAsync<string>("() => document.body.dataset.scoreWithEpoch"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_offered_can_be_taken_home()
    {
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1'");
        await ClickAsync("#tab-take");
        (string Name, byte[] Begins)[] files = [("run.yaml", "# glia"u8.ToArray()), ("data.csv", "x,y,cl"u8.ToArray()), ("curves.csv", "epoch,"u8.ToArray()), ("model.onnx", [8]), ("picture.png", [0x89, 0x50, 0x4E, 0x47])];
        foreach ((string name, byte[] begins) in files)
        {
            IDownload download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByText(name, new PageGetByTextOptions { Exact = true }).ClickAsync());
            byte[] content = await File.ReadAllBytesAsync(await download.PathAsync(), Cancel);
            Assert.Equal(name, download.SuggestedFilename);
            Assert.True(content.AsSpan().StartsWith(begins), name);
        }
    }
}
