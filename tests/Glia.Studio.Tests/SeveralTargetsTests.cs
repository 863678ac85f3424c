using System.Net;
using System.Text;
using System.Text.Json;

namespace Glia.Studio.Tests;

/// <summary>Several targets, as the server answers for them.</summary>
public sealed class SeveralTargetsTests : IAsyncLifetime
{
    private const string Token = "abcdefgh12345678";
    private readonly HttpClient _page = new();
    private StudioServer _studio = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _studio = await StudioServer.StartAsync(new StudioOptions { Token = Token }, Cancel);
        _page.BaseAddress = new Uri($"http://127.0.0.1:{_studio.Address.Port}");
        _page.DefaultRequestHeaders.Add("X-Glia-Token", Token);
        foreach ((string name, string[] targets) in ((string, string[])[])[("several", ["sum", "product", "right", "above"]), ("numbers", ["sum", "product"]), ("labels", ["right", "above"])])
        {
            using HttpResponseMessage read = await _page.PostAsync($"/api/upload?name={name}.csv", new StringContent(Several.Csv(targets)), Cancel);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        await _studio.DisposeAsync();
    }

    [Theory]
    [InlineData("multitarget", "sum", "product")]
    [InlineData("multilabel", "right", "above")]
    [InlineData("multilabel", "above", "right")]
    [InlineData("regression", "sum")]
    public async Task A_preview_says_what_columns_are_together(string task, params string[] targets)
    {
        JsonElement preview = await GetAsync("/api/preview?data=own:several.csv" + string.Concat(targets.Select(name => "&target=" + name)));

        Assert.Equal(task, preview.GetProperty("task").GetString());
        Assert.Equal(targets, preview.GetProperty("targets").EnumerateArray().Select(name => name.GetString()));
        Assert.DoesNotContain(preview.GetProperty("columns").EnumerateArray(), column => targets.Contains(column.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("all numbers or all of two classes", "sum", "right")]
    [InlineData("named twice", "sum", "sum")]
    [InlineData("no column 'summ'", "sum", "summ")]
    public async Task What_does_not_go_together_is_said_by_preview_and_experiment(string says, params string[] targets)
    {
        using HttpResponseMessage preview = await _page.GetAsync("/api/preview?data=own:several.csv" + string.Concat(targets.Select(name => "&target=" + name)), Cancel);
        using HttpResponseMessage begun = await _page.PostAsync("/api/experiment", Json(Wish(targets)), Cancel);

        foreach (HttpResponseMessage answer in (HttpResponseMessage[])[preview, begun])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains(says, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("multitarget", "R²", "squared", "sum", "product")]
    [InlineData("multilabel", "exact match", "binary_cross_entropy", "right", "above")]
    public async Task They_are_learned_and_each_has_its_score_and_its_plane(string task, string metric, string loss, params string[] targets)
    {
        JsonElement setup = await PostAsync("/api/experiment", Wish(targets, targets[0] == "sum" ? "numbers" : "labels"));
        Assert.Equal((task, metric, loss), (setup.GetProperty("task").GetString(), setup.GetProperty("metric").GetString(), setup.GetProperty("loss").GetString()));
        Assert.Equal(targets, setup.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("name").GetString()));
        // x, y, held, and the value of both: rows of one network with two answers.
        Assert.All(setup.GetProperty("plane").GetProperty("rows").EnumerateArray(), row => Assert.Equal(5, row.GetArrayLength()));
        Assert.Equal(2, setup.GetProperty("layers").EnumerateArray().Last().GetProperty("units").GetInt32());

        await PostAsync("/api/control", """{"action":"steps","value":600}""");
        JsonElement first = await _page.FrameAsync(frame => frame.GetProperty("step").GetInt64() == 600 && frame.TryGetProperty("surface", out _));
        await PostAsync("/api/control", """{"action":"output","value":1}""");
        JsonElement second = await _page.FrameAsync(frame => frame.GetProperty("painted").GetInt32() == 1);

        Assert.Equal(0, first.GetProperty("painted").GetInt32());
        Assert.NotEqual(first.GetProperty("surface").GetString(), second.GetProperty("surface").GetString());
        Assert.All(first.GetProperty("byTarget").EnumerateArray(), score => Assert.InRange(score.GetDouble(), 0.7, 1));
        Assert.Equal(2, first.GetProperty("byTarget").GetArrayLength());
        JsonElement unit = await GetAsync("/api/unit?layer=1&unit=1");
        Assert.Contains($"'{targets[1]}'", unit.GetProperty("say").GetString(), StringComparison.Ordinal);
        string run = await _page.GetStringAsync("/api/take/run.yaml", Cancel);
        Assert.Contains($"target: [\"{targets[0]}\", \"{targets[1]}\"]", run, StringComparison.Ordinal);
        Assert.NotEmpty(await _page.GetByteArrayAsync("/api/take/model.onnx", Cancel));
        using HttpResponseMessage beyond = await _page.PostAsync("/api/control", Json("""{"action":"output","value":2}"""), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, beyond.StatusCode);
    }

    [Fact]
    public async Task Which_answer_is_painted_stays_while_the_targets_do()
    {
        await PostAsync("/api/experiment", """{"experiment":{"data":"own:numbers.csv","targets":["sum","product"],"layers":[{"units":4,"activation":"tanh"}]}}""");
        await PostAsync("/api/control", """{"action":"output","value":1}""");

        await PostAsync("/api/control", """{"action":"restart"}""");
        Assert.Equal(1, (await _page.FrameAsync(frame => frame.TryGetProperty("surface", out _))).GetProperty("painted").GetInt32());
        await PostAsync("/api/experiment", """{"experiment":{"data":"own:numbers.csv","targets":["product","sum"]}}""");
        Assert.Equal(0, (await _page.FrameAsync(frame => frame.TryGetProperty("surface", out _))).GetProperty("painted").GetInt32());
    }

    /// <summary>What a page posts to begin with these targets.</summary>
    private static string Wish(string[] targets, string table = "several") => $$$"""{"experiment":{"data":"own:{{{table}}}.csv","targets":{{{JsonSerializer.Serialize(targets)}}},"layers":[{"units":8,"activation":"tanh"}]}}""";

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await _page.GetByteArrayAsync(path, Cancel)).RootElement;

    private async Task<JsonElement> PostAsync(string path, string json)
    {
        using HttpResponseMessage answer = await _page.PostAsync(path, Json(json), Cancel);
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
