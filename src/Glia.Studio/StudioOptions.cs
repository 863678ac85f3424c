namespace Glia.Studio;

/// <summary>How to open the studio.</summary>
public sealed record StudioOptions
{
    /// <summary>Gets a table to begin with, as a path; null: a toy set.</summary>
    public string? DataPath { get; init; }

    /// <summary>Gets the column of that table to be predicted; null: its last one.</summary>
    public string? Target { get; init; }

    /// <summary>Gets the port on the loopback address; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Gets the secret without which nothing is answered; null: a new random one of 128 bits. Give the same one again so that pages that
    /// are open find a restarted server.
    /// </summary>
    public string? Token { get; init; }
}
