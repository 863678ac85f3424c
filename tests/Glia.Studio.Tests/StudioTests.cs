using System.IO.Compression;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glia.Studio.Tests;

/// <summary>The studio as a page, and as a stranger, meets it.</summary>
public sealed class StudioTests : IAsyncLifetime
{
    private const string Token = "abcdefgh12345678";
    private readonly HttpClient _page = new(new HttpClientHandler { AllowAutoRedirect = false });
    private StudioServer _studio = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _studio = await StudioServer.StartAsync(new StudioOptions { Token = Token }, Cancel);
        _page.BaseAddress = new Uri($"http://127.0.0.1:{_studio.Address.Port}");
        _page.DefaultRequestHeaders.Add("X-Glia-Token", Token);
    }

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        await _studio.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/main.js")]
    [InlineData("/api/hello")]
    [InlineData("/api/events")]
    public async Task Nothing_is_answered_without_the_token(string path)
    {
        using HttpClient stranger = new() { BaseAddress = _page.BaseAddress };

        using HttpResponseMessage answer = await stranger.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_address_exchanges_the_token_for_a_cookie_that_other_sites_cannot_send()
    {
        using HttpResponseMessage answer = await _page.GetAsync("/?token=" + Token, Cancel);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        string cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Another_host_name_is_refused_even_with_the_token()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/hello");
        request.Headers.Host = "studio.example";

        using HttpResponseMessage answer = await _page.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Another_sites_page_is_refused_even_with_the_token()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/hello");
        request.Headers.Add("Origin", "http://elsewhere.example");

        using HttpResponseMessage answer = await _page.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/../Glia.Studio.dll")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%2fpresets.json")]
    [InlineData("/etc/passwd")]
    public async Task No_path_leaves_the_page(string path)
    {
        using HttpResponseMessage answer = await _page.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>As it stands in the request: a client of ours would tidy the path up before it is sent.</summary>
    [Theory]
    [InlineData("/../../etc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/vendor/../../etc/passwd")]
    [InlineData("/..\\..\\etc\\passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/api/take/../../../etc/passwd")]
    [InlineData("/api/take/%2fetc%2fpasswd")]
    public async Task No_raw_path_leaves_the_page(string path)
    {
        using TcpClient line = new();
        await line.ConnectAsync(IPAddress.Loopback, _studio.Address.Port, Cancel);
        await using NetworkStream stream = line.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{_studio.Address.Port}\r\nX-Glia-Token: {Token}\r\nConnection: close\r\n\r\n"), Cancel);

        string answer = await new StreamReader(stream).ReadToEndAsync(Cancel);

        Assert.Matches("^HTTP/1.1 4(00|04|22) ", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost")]
    [InlineData("https://127.0.0.1:{0}")]
    [InlineData("http://127.0.0.1.elsewhere.example:{0}")]
    public async Task An_origin_that_is_nearly_this_one_is_refused_too(string origin)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/api/control") { Content = new StringContent("""{"action":"play"}""", Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Origin", origin.Replace("{0}", _studio.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

        using HttpResponseMessage answer = await _page.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("same-site", "/api/take/curves.csv", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "/main.js", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", "/main.js", HttpStatusCode.OK)]
    [InlineData("none", "/", HttpStatusCode.OK)]
    [InlineData("cross-site", "/?token=" + Token, HttpStatusCode.SeeOther)]
    public async Task A_page_of_another_port_gets_no_picture_or_script_either_but_a_link_leads_here(string site, string path, HttpStatusCode expected)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Add("Sec-Fetch-Site", site);

        using HttpResponseMessage answer = await _page.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_wrong_token_opens_nothing()
    {
        using HttpClient stranger = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _page.BaseAddress };

        using HttpResponseMessage answer = await stranger.GetAsync("/?token=" + Token.ToUpperInvariant(), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Other_machines_are_not_heard()
    {
        IPAddress? outside = NetworkInterface.GetAllNetworkInterfaces().Where(each => each.OperationalStatus == OperationalStatus.Up)
            .SelectMany(each => each.GetIPProperties().UnicastAddresses).Select(each => each.Address).FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(each));
        Assert.SkipWhen(outside is null, "This machine has no address but the loopback one.");
        using TcpClient line = new();

        await Assert.ThrowsAnyAsync<SocketException>(async () => await line.ConnectAsync(outside!, _studio.Address.Port, Cancel));
    }

    [Theory]
    [InlineData("/api/upload?name=huge.csv", 64L << 20, true)]
    [InlineData("/api/upload?name=huge.csv", 64L << 20, false)]
    [InlineData("/api/finished?name=run.json", 64L << 20, false)]
    [InlineData("/api/experiment", 1L << 20, true)]
    [InlineData("/api/experiment", 1L << 20, false)]
    public async Task What_is_sent_here_is_bounded_whether_its_length_is_told_or_not(string path, long most, bool isTold)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StreamContent(new Endless(most + 1)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentLength = isTold ? most + 1 : null;
        request.Headers.TransferEncodingChunked = !isTold;
        // What is too long by its length alone is refused before it is sent, and the line closed.
        request.Headers.ExpectContinue = isTold;

        using HttpResponseMessage answer = await _page.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains($"{most >> 20} MiB", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_allows_no_inline_script_and_is_small()
    {
        long size = 0;
        foreach (string file in (string[])["/", "/main.js", "/network.js", "/answers.js", "/clinic.js", "/atlas.js", "/builder.js", "/compare.js", "/data.js", "/charts.js", "/picture.js", "/api.js", "/dom.js", "/texts.js", "/studio.css", "/icon.svg", "/vendor/uplot.js", "/vendor/uplot.css"])
        {
            using HttpResponseMessage answer = await _page.GetAsync(file, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            size += (await answer.Content.ReadAsByteArrayAsync(Cancel)).Length;
        }

        Assert.InRange(size, 10_000, 300_000);
    }

    [Fact]
    public async Task A_run_waits_plays_and_shows_its_units()
    {
        using JsonDocument hello = await GetAsync("/api/hello");
        Assert.True(hello.RootElement.GetProperty("functions").GetArrayLength() > 20);

        await PostAsync("/api/control", """{"action":"steps","value":40}""", HttpStatusCode.NoContent);
        JsonElement frame = await _page.FrameAsync(each => each.GetProperty("step").GetInt64() == 40);

        Assert.Equal("waiting", frame.GetProperty("status").GetString());
        Assert.Equal(6, frame.GetProperty("layers")[0].GetProperty("states").GetBytesFromBase64().Length);
        Assert.Equal(3600, frame.GetProperty("surface").GetBytesFromBase64().Length);
    }

    [Fact]
    public async Task Gradient_of_the_chain_rule_view_is_that_of_the_trainer_and_a_dead_unit_has_a_zero_factor()
    {
        await PostAsync("/api/experiment", """{"experiment":{"data":"circle","bias":-50,"layers":[{"units":5,"activation":"relu"}]}}""", HttpStatusCode.OK);

        using JsonDocument chain = await GetAsync("/api/chain?layer=0&from=0&to=2");
        using JsonDocument unit = await GetAsync("/api/unit?layer=0&unit=2");

        Assert.Equal(0, chain.RootElement.GetProperty("gradient").GetDouble());
        Assert.Contains(chain.RootElement.GetProperty("factors").EnumerateArray(), factor => factor.GetProperty("isZero").GetBoolean());
        Assert.Equal("dead", unit.RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Factors_of_a_weight_below_a_function_that_changes_the_width_multiply_to_no_false_zero()
    {
        using JsonDocument hello = await GetAsync("/api/hello");
        string[] functions = [.. hello.RootElement.GetProperty("functions").EnumerateArray().Where(f => f.GetProperty("changesWidth").GetBoolean() && f.GetProperty("canHide").GetBoolean()).Select(f => f.GetProperty("name").GetString()!)];
        Assert.True(functions.Length >= 8);
        foreach (string function in functions)
        {
            await PostAsync("/api/experiment", $$$"""{"experiment":{"data":"circle","layers":[{"units":8,"activation":"{{{function}}}"},{"units":4,"activation":"tanh"}]}}""", HttpStatusCode.OK);

            using JsonDocument chain = await GetAsync("/api/chain?layer=0&from=0&to=7");

            Assert.NotEqual(0, chain.RootElement.GetProperty("gradient").GetDouble());
            Assert.DoesNotContain(chain.RootElement.GetProperty("factors").EnumerateArray(), factor => factor.GetProperty("isZero").GetBoolean());
            JsonElement frame = await _page.FrameAsync(each => each.GetProperty("layers").GetArrayLength() > 0);
            Assert.Equal(8, frame.GetProperty("layers")[0].GetProperty("pictures").EnumerateObject().Count());
        }
    }

    [Theory]
    [InlineData("""{"experiment":{"data":"nowhere"}}""", "There is no table")]
    [InlineData("""{"experiment":{"rate":-1}}""", "")]
    [InlineData("""{"experiment":{"layers":[{"units":0,"activation":"relu"}]}}""", "at least one unit")]
    [InlineData("""{"experiment":{"layers":[{"units":3,"activation":"rellu"}]}}""", "relu")]
    [InlineData("""{"experiment":{},"run":99}""", "Another tab")]
    [InlineData("""{"experimen":{}}""", "")]
    public async Task Impossible_wishes_are_answered_with_a_sentence_and_the_run_stays(string body, string says)
    {
        using HttpResponseMessage answer = await _page.PostAsync("/api/experiment", new StringContent(body, Encoding.UTF8, "application/json"), Cancel);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using JsonDocument hello = await GetAsync("/api/hello");
        Assert.Equal(1, hello.RootElement.GetProperty("setup").GetProperty("run").GetInt32());
    }

    [Fact]
    public async Task A_dropped_table_is_read_and_a_broken_one_is_refused_in_words()
    {
        StringBuilder good = new("a,b,c\n");
        for (int i = 0; i < 60; i++)
        {
            good.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},{i % 7},{(i % 2 == 0 ? "yes" : "no")}\n");
        }

        using HttpResponseMessage read = await _page.PostAsync("/api/upload?name=../../mine.csv", new StringContent(good.ToString()), Cancel);
        using HttpResponseMessage broken = await _page.PostAsync("/api/upload?name=broken.csv", new StringContent("a,b\n1,2\n3\n"), Cancel);

        Assert.Contains("own:mine.csv", await read.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        Assert.Contains("broken.csv", await broken.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_to_others_still_wants_the_token_and_a_host_of_its_own()
    {
        await using StudioServer open = await StudioServer.StartAsync(new StudioOptions { Token = Token, Listen = IPAddress.Any }, Cancel);
        using HttpClient stranger = new() { BaseAddress = new Uri($"http://127.0.0.1:{open.Address.Port}") };
        using HttpRequestMessage renamed = new(HttpMethod.Get, "/api/hello");
        renamed.Headers.Add("X-Glia-Token", Token);
        renamed.Headers.Host = $"evil.example:{open.Address.Port}";

        using HttpResponseMessage nobody = await stranger.GetAsync("/api/hello", Cancel);
        using HttpResponseMessage rebound = await stranger.SendAsync(renamed, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, rebound.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"record":{},"health_report":{}}""")]
    [InlineData("""{"record":3,"health_report":[]}""")]
    public async Task A_file_that_is_no_run_is_refused_in_words(string text)
    {
        using HttpResponseMessage answer = await _page.PostAsync("/api/finished?name=run.json", new StringContent(text), Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("run.json", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_run_file_says_that_the_rate_was_turned()
    {
        await PostAsync("/api/control", """{"action":"rate","value":0.002}""", HttpStatusCode.NoContent);

        string run = await _page.GetStringAsync("/api/take/run.yaml", Cancel);

        Assert.Contains("learning_rate: 0.002\n", run, StringComparison.Ordinal);
        Assert.Contains("# In the studio the learning rate was 0.01 at first", run, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_the_training_change_while_the_weights_go_on_and_others_are_refused()
    {
        await PostAsync("/api/control", """{"action":"steps","value":40}""", HttpStatusCode.NoContent);
        await _page.FrameAsync(each => each.GetProperty("step").GetInt64() == 40);
        using JsonDocument learned = await GetAsync("/api/unit?layer=0&unit=1"), hello = await GetAsync("/api/hello");
        JsonObject next = JsonNode.Parse(hello.RootElement.GetProperty("setup").GetProperty("experiment").GetRawText())!.AsObject();
        (next["dropout"], next["batch"]) = (0.2, 8);

        await PostAsync("/api/experiment", new JsonObject { ["experiment"] = next.DeepClone(), ["keepsWeights"] = true }.ToJsonString(), HttpStatusCode.OK);

        using JsonDocument kept = await GetAsync("/api/unit?layer=0&unit=1");
        Assert.NotEqual(0, learned.RootElement.GetProperty("bias").GetDouble());
        Assert.Equal(learned.RootElement.GetProperty("bias").GetDouble(), kept.RootElement.GetProperty("bias").GetDouble());
        next["norm"] = "layer";
        using HttpResponseMessage other = await _page.PostAsync("/api/experiment", new StringContent(new JsonObject { ["experiment"] = next, ["keepsWeights"] = true }.ToJsonString(), Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Contains("same layers", await other.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_carries_its_first_look_and_no_name_in_a_table_becomes_part_of_it()
    {
        const string Name = "</script><script src=x>";
        StringBuilder rows = new($"a,{Name},c\n");
        for (int i = 0; i < 60; i++)
        {
            rows.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},{i % 7},{(i % 2 == 0 ? "yes" : "no")}\n");
        }

        using HttpResponseMessage read = await _page.PostAsync("/api/upload?name=mine.csv", new StringContent(rows.ToString()), Cancel);
        await PostAsync("/api/experiment", """{"experiment":{"data":"own:mine.csv","layers":[{"units":3,"activation":"relu"}]}}""", HttpStatusCode.OK);

        await using GZipStream unzipped = new(await _page.GetStreamAsync("/", Cancel), CompressionMode.Decompress);
        string page = await new StreamReader(unzipped).ReadToEndAsync(Cancel);

        Assert.DoesNotContain(Name, page, StringComparison.Ordinal);
        const string Start = "<script id=\"hello\" type=\"application/json\">";
        int at = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        using JsonDocument hello = JsonDocument.Parse(page[at..page.IndexOf("</script>", at, StringComparison.Ordinal)]);
        Assert.Contains(hello.RootElement.GetProperty("setup").GetProperty("inputs").EnumerateArray(), name => name.GetString() == Name);
        Assert.Equal(3, hello.RootElement.GetProperty("first").GetProperty("layers")[0].GetProperty("states").GetBytesFromBase64().Length);
    }

    private async Task<JsonDocument> GetAsync(string path) => JsonDocument.Parse(await _page.GetByteArrayAsync(path, Cancel));

    private async Task PostAsync(string path, string json, HttpStatusCode expected)
    {
        using HttpResponseMessage answer = await _page.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>Blanks, as many as are wished; where they end is not told.</summary>
    private sealed class Endless(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int some = (int)Math.Min(count, _left);
            buffer.AsSpan(offset, some).Fill((byte)' ');
            _left -= some;
            return some;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
