using System.Globalization;
using System.Text;
using Glia.Studio.Data;
using Glia.Tabular;
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

    [Fact]
    public async Task A_dropped_parquet_file_is_learned_and_a_broken_one_is_refused_in_words()
    {
        // As the command does.
        FileFormats.Register();
        Expected.Add("422");
        await Page.SetInputFilesAsync("#file", Repository.At("tests", "vectors", "tables", "refused", "cut.parquet"));
        await UntilAsync("document.getElementById('say').className === 'bad'");
        Assert.Contains("cut.parquet", await Page.InnerTextAsync("#say"), StringComparison.Ordinal);

        await Page.SetInputFilesAsync("#file", Repository.At("tests", "vectors", "tables", "penguins.parquet"));
        await Page.WaitForSelectorAsync("#preview[open]");
        Assert.True(await Page.IsHiddenAsync("#say"));
        Assert.Contains("344 rows", await Page.InnerTextAsync("#preview-rows"), StringComparison.Ordinal);
        await Page.SelectOptionAsync("#target", "species");
        await UntilAsync("document.getElementById('preview-task').textContent.includes('softmax')");
        await NewRunAsync(() => ClickAsync("#preview-use"));
        Assert.Equal("own:penguins.parquet", (await ExperimentAsync()).GetProperty("data").GetString());
        await ClickAsync("#epoch");
        await UntilAsync("document.getElementById('n-epoch').textContent === '1'");
    }

    [Fact]
    public async Task A_table_larger_than_the_studio_takes_is_refused_in_words_and_nothing_is_lost()
    {
        await ClickAsync("#one");
        await UntilAsync("document.getElementById('n-step').textContent === '1'");
        await Page.EvaluateAsync("size => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array(size)], 'huge.csv')); window.dispatchEvent(new DragEvent('drop', { dataTransfer: d, bubbles: true })); }", Library.LargestUpload + 1);
        await UntilAsync("document.getElementById('say').textContent.includes('larger than 64 MiB')");
        Assert.Equal(1, await StepAsync());
    }

    [Fact]
    public async Task A_finished_run_that_is_dropped_stands_beside_the_present_one()
    {
        await ClickAsync("#one");
        await UntilAsync("document.getElementById('n-step').textContent === '1'");
        await ClickAsync("#tab-compare");
        await Page.WaitForSelectorAsync("#side-a .facts");

        await DropAsync("run.json", Finished);

        await UntilAsync("document.getElementById('side-b').textContent.includes('91.0 %')");
        Assert.Contains("iris.csv → kind", await Page.InnerTextAsync("#run-b option:checked"), StringComparison.Ordinal);
        Assert.Equal(2, await Page.Locator("#side-b .unit[data-state=dead]").CountAsync());
        Assert.Contains("dead units: 1 relu", await Page.InnerTextAsync("#side-b"), StringComparison.Ordinal);
        Assert.Contains("0.003", await Page.InnerTextAsync("#differences"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net")]
    [InlineData("compare")]
    [InlineData("atlas")]
    [InlineData("take")]
    public async Task What_goes_wrong_is_in_sight_in_every_view_however_far_it_is_scrolled(string view)
    {
        Expected.Add("422");
        await ClickAsync("#tab-" + view);
        await Page.SetViewportSizeAsync(1000, 500);
        await Page.EvaluateAsync("scrollTo(0, 400)");

        await DropAsync("run.json", "{}");

        await UntilAsync("document.getElementById('say').textContent.includes('run.json')");
        Assert.True(await Page.EvaluateAsync<bool>("(() => { const r = document.getElementById('say').getBoundingClientRect(); return r.height > 0 && document.elementFromPoint(r.left + 30, r.top + 10)?.id === 'say'; })()"));
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
            if (name == "picture.png")
            {
                Assert.True(await InkAsync(content, 40, 110, 960, 560) > 10_000, "The network is missing in the picture.");
                Assert.True(await InkAsync(content, 1080, 120, 480, 480) > 100_000, "The answers are missing in the picture.");
            }
        }
    }

    /// <summary>Pixels of a part of a picture that are not white.</summary>
    private Task<int> InkAsync(byte[] png, int x, int y, int width, int height) => Page.EvaluateAsync<int>(
        """
        async ([text, x, y, width, height]) => {
          const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(text), c => c.charCodeAt(0))])), g = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
          g.drawImage(picture, 0, 0);
          const d = g.getImageData(x, y, width, height).data;
          let ink = 0;
          for (let i = 0; i < d.length; i += 4) ink += d[i] + d[i + 1] + d[i + 2] < 750 ? 1 : 0;
          return ink;
        }
        """,
        (object[])[Convert.ToBase64String(png), x, y, width, height]);

    /// <summary>What is read of a run.json of glia train.</summary>
    private const string Finished = """
        {"task": "multiclass", "target": "kind",
         "record": {"source": "/somewhere/iris.csv", "metric": "accuracy", "steps": 30, "parameters": 51, "options": {"hidden": [4], "activations": ["relu"], "optimizer": "adam", "learning_rate": 0.003, "batch_norm": false, "layer_norm": false},
          "layers": [{"kind": "dense", "name": "1 dense", "outputs": 4, "text": "dense"}, {"kind": "activation", "name": "1 relu", "outputs": 4, "text": "relu"}, {"kind": "dense", "name": "2 dense", "outputs": 3, "text": "dense"}],
          "history": [{"epoch": 1, "train_loss": 1.0, "validation_loss": 1.1, "train_metric": 0.5, "validation_metric": 0.4}, {"epoch": 2, "train_loss": 0.5, "validation_loss": 0.6, "train_metric": 0.9, "validation_metric": 0.91}]},
         "health_report": {"layers": [{"name": "1 relu", "activation": "relu", "state": ["alive", "dead", "dead", "sparse"], "forward_gain": 0.8, "backward_gain": 0.5}],
          "findings": [{"problem": "dead_units", "layer": "1 relu", "proof": "observed", "evidence": "2 of 4", "advice": "lower the rate"}]}}
        """;
}
