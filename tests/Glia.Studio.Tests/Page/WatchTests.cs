using Glia.Networks;
using Glia.Networks.Layers;
using Glia.Studio.Data;
using Glia.Tabular;
using Microsoft.Playwright;

namespace Glia.Studio.Tests.Page;

/// <summary>A training of another program in the page: watched, held, let go, and the same weights in the end.</summary>
public sealed class WatchTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FitOptions Options => new() { Hidden = [8, 8], Epochs = 3000, Patience = 0, Seed = 3, LearningRate = 0.001 };

    [Fact]
    public async Task It_is_watched_held_and_let_go_and_learns_what_it_would_have_learned()
    {
        TaskCompletionSource<Uri> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using StudioWatch studio = new(new StudioOptions { Token = "abcdefgh12345678" }, opened.SetResult, Cancel);
        // The training takes its time until it has been held: on a fast engine it would be over before a slow page first looks.
        Brake brake = new();
        Task<TabularModel> training = Task.Run(() => Learner.Fit(Toys.Make("circle"), "class", Options, studio.Watch(new FitRun { Observers = [brake] }), Cancel), Cancel);
        IPage page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync((await opened.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel)).AbsoluteUri);
        await PageTest.UntilAsync(page, "document.body.dataset.status === 'playing'");

        Assert.True(await page.IsDisabledAsync("#f-optimizer"));
        Assert.Contains("another program", await page.InnerTextAsync("#say"), StringComparison.Ordinal);
        await page.ClickAsync("#play");
        await PageTest.UntilAsync(page, "document.body.dataset.status === 'waiting'");
        string step = await page.InnerTextAsync("#n-step");
        await page.WaitForTimeoutAsync(400);
        Assert.Equal(step, await page.InnerTextAsync("#n-step"));
        Assert.False(training.IsCompleted);
        brake.Off = true;
        await page.ClickAsync("#play");
        TabularModel model = await training.WaitAsync(TimeSpan.FromSeconds(120), Cancel);
        await PageTest.UntilAsync(page, "document.body.dataset.status === 'over'");
        foreach (string button in (string[])["#play", "#one", "#epoch"])
        {
            Assert.True(await page.IsDisabledAsync(button));
            Assert.Contains("The training is over", await page.GetAttributeAsync(button, "title"), StringComparison.Ordinal);
        }

        await page.Context.CloseAsync();

        Assert.Equal(Learner.Fit(Toys.Make("circle"), "class", Options, new FitRun(), Cancel).Run!.WeightsSha256, model.Run!.WeightsSha256);
    }

    [Fact]
    public async Task A_trainer_without_a_table_is_watched_in_one_line()
    {
        await using StudioWatch studio = new(new StudioOptions { Token = "abcdefgh12345678" });
        Table table = Toys.Make("plane");
        float[] x = [.. Enumerable.Range(0, 400).SelectMany(row => (float[])[(float)((NumberColumn)table["x"]).Values.Span[row], (float)((NumberColumn)table["y"]).Values.Span[row]])];
        float[] t = [.. Enumerable.Range(0, 400).Select(row => (float)((NumberColumn)table["height"]).Values.Span[row])];
        var trainer = new Trainer(Network.Create(2, [new DenseSpec(6), new ActivationSpec("tanh"), new DenseSpec(1)], 1), Loss.Parse("squared"), new TrainingOptions { Epochs = 5 }, studio);
        trainer.Fit(new TrainingSet(x, 2, t, 1), cancel: Cancel);

        IPage page = await chromium.Browser.NewPageAsync();
        await page.GotoAsync(studio.Address!.AbsoluteUri);
        await PageTest.UntilAsync(page, "document.body.dataset.status === 'over' && document.querySelectorAll('.unit[data-fires]').length >= 6");
        Assert.True(await page.IsVisibleAsync("#plane"));
        await page.Context.CloseAsync();
    }

    /// <summary>Lets an epoch take 20 ms at the least, so 3000 of them a minute.</summary>
    private sealed class Brake : IStepObserver
    {
        public volatile bool Off;

        public void EpochEnded(EpochRecord epoch, Network network)
        {
            if (!Off)
            {
                Thread.Sleep(20);
            }
        }
    }
}
