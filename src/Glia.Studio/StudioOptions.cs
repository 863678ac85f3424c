using System.Net;
using Glia.Tabular;

namespace Glia.Studio;

/// <summary>How to open the studio.</summary>
public sealed record StudioOptions
{
    /// <summary>Gets a table to begin with, as a path, or a finished run to look at: its folder or run.json; null: a toy set.</summary>
    public string? DataPath { get; init; }

    /// <summary>Gets the column of that table to be predicted; null: its last one.</summary>
    public string? Target { get; init; }

    /// <summary>Gets the columns of that table to be predicted together: all numbers, or all of two classes; empty: <see cref="Target"/> alone.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Gets the port on the loopback address; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Gets the secret without which nothing is answered; null: a new random one of 128 bits. Give the same one again so that pages that
    /// are open find a restarted server.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>
    /// Gets the address to listen on beside which nothing is heard; null: the loopback address, which only this machine reaches. Others see the page with
    /// any other address, and change it: the token is all that stands between, and it travels unencrypted.
    /// </summary>
    public IPAddress? Listen { get; init; }

    /// <summary>Gets what makes a page of a model that is ready, to be taken away as report.html; null: no report is offered.</summary>
    public Func<TabularModel, string>? Report { get; init; }

    /// <summary>Gets what writes a model as source code, to be taken away as model.cs; null: none is offered.</summary>
    public Func<TabularModel, string>? Source { get; init; }
}
