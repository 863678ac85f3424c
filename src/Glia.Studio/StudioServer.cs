using System.Net;
using System.Security.Cryptography;
using Glia.Studio.Data;
using Glia.Studio.Live;
using Glia.Studio.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Glia.Studio;

/// <summary>
/// The studio: a web server on the loopback address with one page, on which a network learns while it is looked at. Nothing outside this
/// machine can reach it, and nothing on it without the token of <see cref="Address"/>.
/// </summary>
public sealed class StudioServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Workbench _bench;
    private bool _isClosed;

    private StudioServer(WebApplication app, Workbench bench, Uri address) => (_app, _bench, Address) = (app, bench, address);

    /// <summary>Gets the steps of the run that is shown.</summary>
    internal long Step => _bench.Run.Pace.Step;

    /// <summary>Gets the address to open, with the token.</summary>
    public Uri Address { get; }

    /// <summary>Starts the studio.</summary>
    /// <param name="options">Port, data and token; null for the defaults.</param>
    /// <param name="cancel">Gives up starting.</param>
    /// <returns>The running studio; dispose it to stop.</returns>
    /// <exception cref="GliaException">The table cannot be read, or the port is taken.</exception>
    public static Task<StudioServer> StartAsync(StudioOptions? options = null, CancellationToken cancel = default) => StartAsync(options, null, cancel);

    internal static async Task<StudioServer> StartAsync(StudioOptions? options, WatchedRun? watched, CancellationToken cancel)
    {
        options ??= new StudioOptions();
        string token = options.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        if (token.Length < 16 || !token.All(char.IsAsciiLetterOrDigit))
        {
            throw new GliaException("The token of the studio has to be at least 16 letters and digits; leave it out for a random one.");
        }

        Library library = new();
        IPAddress listen = options.Listen ?? IPAddress.Loopback;
        string? finished = FinishedFile(options.DataPath);
        byte[] run = finished is null ? [] : await File.ReadAllBytesAsync(finished, cancel).ConfigureAwait(false);
        if (options.DataPath is { } path && finished is null)
        {
            library.AddFile(path, options.Targets.Count > 0 ? options.Targets : options.Target is { } one ? [one] : []);
        }

        Workbench bench = new(library, watched) { Report = options.Report, Source = options.Source };
        if (finished is not null)
        {
            bench.PutFinished(run, finished);
        }

        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Library.LargestUpload;
            kestrel.Listen(listen, options.Port);
        });
        WebApplication app = builder.Build();
        Gate gate = new(token, listen);
        Routes routes = new(bench, gate, app.Lifetime.ApplicationStopping);
        app.Run(routes.AnswerAsync);
        try
        {
            await app.StartAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception taken) when (taken is IOException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            bench.Dispose();
            throw new GliaException($"The studio cannot listen on {listen}, port {options.Port}: {taken.Message} Take another --port, or none for a free one.", taken);
        }

        gate.Port = new Uri(app.Urls.First()).Port;
        return new StudioServer(app, bench, new Uri($"http://{gate.Host}/?token={token}"));
    }

    /// <summary>The run.json that a path means: itself, or in a folder.</summary>
    private static string? FinishedFile(string? path) => path is null ? null
        : Directory.Exists(path) ? Path.Combine(path, "run.json") is var file && File.Exists(file) ? file : throw new GliaException($"There is no run.json in the folder {path}. Give a table, or a folder that 'glia train' wrote.")
        : path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(path) ? path : null;

    /// <summary>Waits until somebody wants the studio to stop, and stops it.</summary>
    /// <param name="cancel">Ends it.</param>
    /// <returns>A task that ends with the studio.</returns>
    public async Task RunUntilAsync(CancellationToken cancel)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is how it is asked to stop.
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
        {
            return;
        }

        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        _bench.Dispose();
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
