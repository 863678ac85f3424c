using System.Text.Json;
using System.Text.RegularExpressions;
using Glia.Cli.Terminal;

namespace Glia.Cli.Tests.Commands;

/// <summary>The studio as the command line opens it: on a finished run, and beside a training.</summary>
public sealed class StudioCommandTests(PenguinRun penguins) : IClassFixture<PenguinRun>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_finished_run_is_looked_at_and_a_report_taken_of_a_new_one()
    {
        await using Opened studio = await Opened.Run("studio", penguins.Out, "--no-browser");

        using JsonDocument runs = JsonDocument.Parse(await studio.Page.GetStringAsync("/api/runs", Cancel));
        using JsonDocument hello = JsonDocument.Parse(await studio.Page.GetStringAsync("/api/hello", Cancel));

        JsonElement finished = runs.RootElement[1];
        Assert.Equal("penguins.csv → species", finished.GetProperty("title").GetString());
        Assert.Equal(penguins.Json.GetProperty("epochs").GetInt32(), finished.GetProperty("epochs").GetInt32());
        Assert.Equal([16, 8], finished.GetProperty("layers").EnumerateArray().Take(2).Select(layer => layer.GetProperty("states").GetBytesFromBase64().Length));
        Assert.True(hello.RootElement.GetProperty("hasFinished").GetBoolean());

        string report = await studio.ReportAsync();

        Assert.Contains("circle", report, StringComparison.Ordinal);
        Assert.Contains("class Model", await studio.Page.GetStringAsync("/api/take/model.cs", Cancel), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await studio.CloseAsync());
    }

    [Fact]
    public async Task A_training_is_shown_and_learns_the_same_weights()
    {
        using var folder = new Folder();
        await using Opened studio = await Opened.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--hidden", "16,8", "--epochs", "30", "--out", folder.Path("run"), "--json", "--studio");

        await studio.TrainedAsync();

        using JsonDocument hello = JsonDocument.Parse(await studio.Page.GetStringAsync("/api/hello", Cancel));
        Assert.True(hello.RootElement.GetProperty("setup").GetProperty("isWatched").GetBoolean());
        Assert.Equal(ExitCode.Done, await studio.CloseAsync());
        using JsonDocument result = JsonDocument.Parse(studio.Output);
        Assert.Equal(penguins.Json.GetProperty("weights_sha256").GetString(), result.RootElement.GetProperty("weights_sha256").GetString());
    }

    [Fact]
    public async Task A_training_of_several_targets_is_shown_learns_the_same_weights_and_is_looked_at_when_it_is_over()
    {
        using var folder = new Folder();
        string[] train = ["train", Cli.Sample("penguins.csv"), "--target", "bill_length_mm", "--target", "body_mass_g", "--hidden", "8", "--epochs", "10", "--json"];
        JsonElement alone = Cli.Run([.. train, "--out", folder.Path("alone")]).Done().Json();
        await using (Opened beside = await Opened.Run([.. train, "--out", folder.Path("run"), "--studio"]))
        {
            await beside.TrainedAsync();

            using JsonDocument hello = JsonDocument.Parse(await beside.Page.GetStringAsync("/api/hello", Cancel));
            JsonElement setup = hello.RootElement.GetProperty("setup");
            Assert.Equal("multitarget", setup.GetProperty("task").GetString());
            Assert.Equal(["bill_length_mm", "body_mass_g"], setup.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString()));
            Assert.Equal(ExitCode.Done, await beside.CloseAsync());
            using JsonDocument result = JsonDocument.Parse(beside.Output);
            Assert.Equal(alone.GetProperty("weights_sha256").GetString(), result.RootElement.GetProperty("weights_sha256").GetString());
        }

        await using Opened studio = await Opened.Run("studio", folder.Path("run"), "--no-browser");
        using JsonDocument runs = JsonDocument.Parse(await studio.Page.GetStringAsync("/api/runs", Cancel));
        Assert.Equal("penguins.csv → bill_length_mm, body_mass_g", runs.RootElement[1].GetProperty("title").GetString());
        Assert.Equal(2, runs.RootElement[1].GetProperty("experiment").GetProperty("targets").GetArrayLength());
        Assert.Equal(ExitCode.Done, await studio.CloseAsync());
    }

    [Fact]
    public async Task A_run_of_several_targets_is_taken_home_and_repeated_by_its_run_file()
    {
        using var folder = new Folder();
        await using Opened studio = await Opened.Run("studio", Cli.Sample("penguins.csv"), "--target", "bill_length_mm,body_mass_g", "--no-browser");
        string report = await studio.ReportAsync();

        Assert.Contains("bill_length_mm", report, StringComparison.Ordinal);
        Assert.Contains("body_mass_g", await studio.Page.GetStringAsync("/api/take/model.cs", Cancel), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(folder.Path("model.onnx"), await studio.Page.GetByteArrayAsync("/api/take/model.onnx", Cancel), Cancel);
        string header = Cli.Run("predict", folder.Path("model.onnx"), Cli.Sample("penguins.csv")).Done().Out.Split('\n')[0];
        Assert.Equal("prediction_bill_length_mm,prediction_body_mass_g", header.TrimEnd('\r'));
        string data = folder.Write("data.csv", await studio.Page.GetStringAsync("/api/take/data.csv", Cancel));
        string run = folder.Write("run.yaml", await studio.Page.GetStringAsync("/api/take/run.yaml", Cancel));
        string[] epoch = (await studio.Page.GetStringAsync("/api/take/curves.csv", Cancel)).Split('\n')[1].Split(',');
        Assert.Equal("multitarget", Cli.Run("train", data, "--config", run, "--epochs", "2", "--out", folder.Path("again"), "--json").Done().Json().GetProperty("task").GetString());
        using JsonDocument again = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.Path("again"), "run.json"), Cancel));
        JsonElement first = again.RootElement.GetProperty("record").GetProperty("history")[0];
        Assert.Equal<IEnumerable<string>>(epoch[1..3], [first.GetProperty("train_loss").GetRawText(), first.GetProperty("validation_loss").GetRawText()]);
        Assert.Equal(ExitCode.Done, await studio.CloseAsync());
    }

    [Fact]
    public void An_address_that_is_none_is_wrong_usage()
    {
        Outcome outcome = Cli.Run("studio", "--listen", "everywhere", "--no-browser");

        Assert.Equal(ExitCode.WrongUsage, outcome.Code);
        Assert.Contains("everywhere", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>A command that runs until it is cancelled, and the page it opened.</summary>
    private sealed class Opened : IAsyncDisposable
    {
        private readonly StringWriter _output = new();
        private readonly StringWriter _error = new();
        private readonly CancellationTokenSource _close = new();
        private Task<int> _command = Task.FromResult(0);

        public HttpClient Page { get; } = new();

        public string Output => _output.ToString();

        public static async Task<Opened> Run(params string[] args)
        {
            Opened opened = new();
            var pipe = new Screen(IsInteractive: false, HasColour: false, Width: 0);
            opened._command = Task.Run(() => Entry.Run(args, new Host(TextWriter.Synchronized(opened._output), TextWriter.Synchronized(opened._error), pipe, pipe, opened._close.Token)), Cancel);
            for (int i = 0; i < 600; i++)
            {
                if (Regex.Match(opened._output + "\n" + opened._error, @"(?<page>http://127\.0\.0\.1:\d+)/\?token=(?<token>\w+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } address)
                {
                    opened.Page.BaseAddress = new Uri(address.Groups["page"].Value);
                    opened.Page.DefaultRequestHeaders.Add("X-Glia-Token", address.Groups["token"].Value);
                    return opened;
                }

                await Task.Delay(50, Cancel);
            }

            throw new InvalidOperationException($"No address: {opened._output} {opened._error}");
        }

        /// <summary>Waits until a training beside the page has said its result.</summary>
        public async Task TrainedAsync()
        {
            for (int i = 0; i < 600 && !Output.Contains("weights_sha256", StringComparison.Ordinal); i++)
            {
                await Task.Delay(100, Cancel);
            }
        }

        /// <summary>Learns an epoch, and takes the report as soon as there is one.</summary>
        public async Task<string> ReportAsync()
        {
            using StringContent step = new("""{"action":"epoch"}""", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage made = await Page.PostAsync("/api/control", step, Cancel);
            string report = "";
            for (int i = 0; i < 100 && !report.StartsWith("<!doctype html>", StringComparison.OrdinalIgnoreCase); i++)
            {
                await Task.Delay(100, Cancel);
                using HttpResponseMessage answer = await Page.GetAsync("/api/take/report.html", Cancel);
                report = await answer.Content.ReadAsStringAsync(Cancel);
            }

            return report;
        }

        public async Task<int> CloseAsync()
        {
            await _close.CancelAsync();
            return await _command;
        }

        public async ValueTask DisposeAsync()
        {
            await CloseAsync();
            Page.Dispose();
            _close.Dispose();
            await _output.DisposeAsync();
            await _error.DisposeAsync();
        }
    }
}
