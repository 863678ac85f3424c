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

        using StringContent step = new("""{"action":"epoch"}""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage made = await studio.Page.PostAsync("/api/control", step, Cancel);
        string report = "";
        for (int i = 0; i < 100 && !report.StartsWith("<!doctype html>", StringComparison.OrdinalIgnoreCase); i++)
        {
            await Task.Delay(100, Cancel);
            using HttpResponseMessage answer = await studio.Page.GetAsync("/api/take/report.html", Cancel);
            report = await answer.Content.ReadAsStringAsync(Cancel);
        }

        Assert.Contains("circle", report, StringComparison.Ordinal);
        Assert.Contains("class Model", await studio.Page.GetStringAsync("/api/take/model.cs", Cancel), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await studio.CloseAsync());
    }

    [Fact]
    public async Task A_training_is_shown_and_learns_the_same_weights()
    {
        using var folder = new Folder();
        await using Opened studio = await Opened.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--hidden", "16,8", "--epochs", "30", "--out", folder.Path("run"), "--json", "--studio");

        for (int i = 0; i < 600 && !studio.Output.Contains("weights_sha256", StringComparison.Ordinal); i++)
        {
            await Task.Delay(100, Cancel);
        }

        using JsonDocument hello = JsonDocument.Parse(await studio.Page.GetStringAsync("/api/hello", Cancel));
        Assert.True(hello.RootElement.GetProperty("setup").GetProperty("isWatched").GetBoolean());
        Assert.Equal(ExitCode.Done, await studio.CloseAsync());
        using JsonDocument result = JsonDocument.Parse(studio.Output);
        Assert.Equal(penguins.Json.GetProperty("weights_sha256").GetString(), result.RootElement.GetProperty("weights_sha256").GetString());
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
