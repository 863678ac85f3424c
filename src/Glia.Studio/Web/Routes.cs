using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Glia.Kernels.Activations;
using Glia.Studio.Experiments;
using Glia.Studio.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Glia.Studio.Web;

/// <summary>What is answered to which request. Errors become a sentence and a status, never a trace.</summary>
internal sealed class Routes(Workbench bench, Gate gate, CancellationToken stopping)
{
    private const int LargestPost = 1 << 20;

    private const string PostLimit = "Posts to the studio are JSON of at most 1 MiB.";

    /// <summary>Where the page keeps the first answer.</summary>
    private const string HelloPlace = "{\"hello\":0}";

    public async Task AnswerAsync(HttpContext http)
    {
        try
        {
            if (gate.Passes(http))
            {
                await RouteAsync(http).ConfigureAwait(false);
            }
            else if (http.Items["refused"] is string why)
            {
                await TroubleAsync(http, http.Response.StatusCode, why).ConfigureAwait(false);
            }
        }
        catch (ConflictException wrong)
        {
            await TroubleAsync(http, 409, wrong.Message).ConfigureAwait(false);
        }
        catch (GliaException wrong)
        {
            await TroubleAsync(http, 422, wrong.Message).ConfigureAwait(false);
        }
        catch (JsonException wrong)
        {
            await TroubleAsync(http, 400, $"That is not what the studio understands: {wrong.Message}").ConfigureAwait(false);
        }
        catch (BadHttpRequestException wrong)
        {
            await TroubleAsync(http, wrong.StatusCode, wrong.StatusCode != 413 ? wrong.Message : http.Request.Path.Value is not ("/api/upload" or "/api/finished") ? PostLimit
                : string.Create(CultureInfo.InvariantCulture, $"The file is larger than {Data.Library.LargestUpload >> 20} MiB. Start the studio with it: glia studio FILE.")).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The page has gone.
        }
    }

    private Task RouteAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        string path = request.Path.Value ?? "/";
        return (request.Method, path) switch
        {
            ("GET", "/api/hello") => SendAsync(http, Hello(), StudioJson.Default.Hello),
            ("GET", "/api/events") => EventsAsync(http),
            ("GET", "/api/preview") => SendAsync(http, Previews.Of(bench.Library, Text(request, "data"), [.. request.Query["target"].OfType<string>().Where(target => target.Length > 0)]), StudioJson.Default.Preview),
            ("GET", "/api/curve") => SendAsync(http, Atlas.Curve(Text(request, "function"), Number(request, "from", -6), Number(request, "to", 6)), StudioJson.Default.CurveLook),
            ("GET", "/api/runs") => SendAsync(http, bench.Runs(), StudioJson.Default.IReadOnlyListRunLook),
            ("GET", "/api/unit") => SendAsync(http, UnitView.Of(bench.Run, bench.Observatory.Copy(), bench.Clinic.Report, (int)Number(request, "layer", 0), (int)Number(request, "unit", 0)), StudioJson.Default.UnitLook),
            ("GET", "/api/chain") => SendAsync(http, ChainView.Of(bench.Run, bench.Observatory.Copy(), (int)Number(request, "layer", 0), (int)Number(request, "from", 0), (int)Number(request, "to", 0)), StudioJson.Default.ChainLook),
            ("GET", _) when path.StartsWith("/api/take/", StringComparison.Ordinal) => TakeAsync(http, path["/api/take/".Length..]),
            ("POST", "/api/experiment") => ExperimentAsync(http),
            ("POST", "/api/control") => ControlAsync(http),
            ("POST", "/api/explain") => Start(http, heal: false),
            ("POST", "/api/heal") => Start(http, heal: true),
            ("POST", "/api/upload") => UploadAsync(http),
            ("POST", "/api/finished") => FinishedAsync(http),
            ("GET", "/") => PageAsync(http),
            ("GET", _) => FileAsync(http, path[1..]),
            _ => TroubleAsync(http, 405, $"{request.Method} {path} does not exist."),
        };
    }

    private Hello Hello() => new(
        typeof(Routes).Assembly.GetName().Version?.ToString(3) ?? "", bench.Library.Entries,
        [.. ActivationCatalog.All.Select(Words.Of)], Preset.All, bench.Observatory.Setup, Takeaway.Names(bench), bench.HasFinished)
    {
        Studio = bench.Id,
        LargestUpload = Data.Library.LargestUpload,
    };

    private async Task ExperimentAsync(HttpContext http) =>
        await SendAsync(http, bench.Begin(await ReadAsync(http, StudioJson.Default.Begin).ConfigureAwait(false)), StudioJson.Default.Setup).ConfigureAwait(false);

    private async Task ControlAsync(HttpContext http)
    {
        bench.Control(await ReadAsync(http, StudioJson.Default.Control).ConfigureAwait(false));
        http.Response.StatusCode = 204;
    }

    private Task Start(HttpContext http, bool heal)
    {
        bench.Clinic.Start(heal);
        http.Response.StatusCode = 202;
        return Task.CompletedTask;
    }

    private async Task UploadAsync(HttpContext http)
    {
        Data.DataEntry entry = await bench.Library.AddUploadAsync(Text(http.Request, "name"), http.Request.Body, http.RequestAborted).ConfigureAwait(false);
        await SendAsync(http, Previews.Of(bench.Library, entry.Name, null), StudioJson.Default.Preview).ConfigureAwait(false);
    }

    private async Task FinishedAsync(HttpContext http)
    {
        using MemoryStream all = new();
        await http.Request.Body.CopyToAsync(all, http.RequestAborted).ConfigureAwait(false);
        await SendAsync(http, bench.PutFinished(all.GetBuffer().AsMemory(0, (int)all.Length), Data.Library.Label(Text(http.Request, "name"))), StudioJson.Default.RunLook).ConfigureAwait(false);
    }

    private async Task TakeAsync(HttpContext http, string what)
    {
        (byte[] content, string name, string kind) = Takeaway.Make(bench, what);
        http.Response.ContentType = kind;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await http.Response.Body.WriteAsync(content, http.RequestAborted).ConfigureAwait(false);
    }

    private async Task EventsAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        Channel<(string Event, byte[] Json)> page = bench.Join();
        try
        {
            if (bench.Clinic.Latest is { } verdict)
            {
                page.Writer.TryWrite(("verdict", JsonSerializer.SerializeToUtf8Bytes(verdict, StudioJson.Default.Verdict)));
            }

            await foreach ((string what, byte[] json) in page.Reader.ReadAllAsync(over.Token).ConfigureAwait(false))
            {
                await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes($"event: {what}\ndata: "), over.Token).ConfigureAwait(false);
                await http.Response.Body.WriteAsync(json, over.Token).ConfigureAwait(false);
                await http.Response.Body.WriteAsync("\n\n"u8.ToArray(), over.Token).ConfigureAwait(false);
                await http.Response.Body.FlushAsync(over.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            bench.Leave(page);
        }
    }

    /// <summary>The page carries what it would ask for first, and a first look: it draws its units without waiting for an answer.</summary>
    private async Task PageAsync(HttpContext http)
    {
        // Characters that mean something to HTML are escaped in this JSON.
        string page = Assets.Page.Replace(HelloPlace, JsonSerializer.Serialize(Hello() with { First = bench.First() }, StudioJson.Default.Hello), StringComparison.Ordinal);
        http.Response.ContentType = Assets.Kind("index.html");
        http.Response.Headers.ContentEncoding = "gzip";
        GZipStream zip = new(http.Response.Body, CompressionLevel.Fastest);
        await using (zip.ConfigureAwait(false))
        {
            await zip.WriteAsync(Encoding.UTF8.GetBytes(page), http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static async Task FileAsync(HttpContext http, string path)
    {
        if (Assets.Find(path) is not { } file)
        {
            await TroubleAsync(http, 404, "There is no such page.").ConfigureAwait(false);
            return;
        }

        http.Response.ContentType = Assets.Kind(path);
        http.Response.Headers.ContentEncoding = "gzip";
        http.Response.ContentLength = file.Length;
        await http.Response.Body.WriteAsync(file, http.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> kind)
    {
        if (!(http.Request.ContentType ?? "").StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw new GliaException(PostLimit);
        }

        // Also where no length is told.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestPost;

        return await JsonSerializer.DeserializeAsync(http.Request.Body, kind, http.RequestAborted).ConfigureAwait(false) ?? throw new GliaException("The post is empty.");
    }

    private static async Task SendAsync<T>(HttpContext http, T value, JsonTypeInfo<T> kind)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(http.Response.Body, value, kind, http.RequestAborted).ConfigureAwait(false);
    }

    private static async Task TroubleAsync(HttpContext http, int status, string error)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.StatusCode = status;
            await SendAsync(http, new Trouble(error), StudioJson.Default.Trouble).ConfigureAwait(false);
        }
    }

    private static string Text(HttpRequest request, string name) => Optional(request, name) ?? throw new GliaException($"The request needs '{name}'.");

    private static string? Optional(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static double Number(HttpRequest request, string name, double otherwise) => Optional(request, name) is not { } text ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) <= 1e9 ? number
        : throw new GliaException($"'{text}' is no number for '{name}'.");
}
