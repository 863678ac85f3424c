using System.Text.Json;

namespace Glia.Studio.Tests;

/// <summary>What a studio tells its pages.</summary>
internal static class Frames
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for a frame.</summary>
    /// <param name="page">Who listens.</param>
    /// <param name="wanted">Which frame.</param>
    public static async Task<JsonElement> FrameAsync(this HttpClient page, Func<JsonElement, bool> wanted)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using StreamReader lines = new(await page.GetStreamAsync("/api/events", patience.Token));
        bool isFrame = false;
        while (await lines.ReadLineAsync(patience.Token) is { } line)
        {
            isFrame = line.StartsWith("event: ", StringComparison.Ordinal) ? line == "event: frame" : isFrame;
            if (isFrame && line.StartsWith("data: ", StringComparison.Ordinal) && JsonDocument.Parse(line[6..]).RootElement is var frame && wanted(frame))
            {
                return frame;
            }
        }

        throw new InvalidOperationException("The events ended.");
    }
}
