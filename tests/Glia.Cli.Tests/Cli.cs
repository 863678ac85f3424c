using System.Text.Json;
using Glia.Cli.Terminal;

namespace Glia.Cli.Tests;

/// <summary>Runs the real entry point in this process, with streams of its own.</summary>
internal static class Cli
{
    public static string Sample(string name) => Repository.At("samples", name);

    public static Outcome Run(params string[] args) => Run(CancellationToken.None, args);

    public static Outcome Run(CancellationToken cancel, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var pipe = new Screen(IsInteractive: false, HasColour: false, Width: 0);
        int code = Entry.Run(args, new Host(output, error, pipe, pipe, cancel));
        return new Outcome(code, output.ToString(), error.ToString());
    }
}

/// <summary>What a command did.</summary>
internal sealed record Outcome(int Code, string Out, string Error)
{
    /// <summary>Standard output as one JSON object.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Out);
        return document.RootElement.Clone();
    }

    /// <summary>The same, for a command that must have succeeded.</summary>
    public Outcome Done()
    {
        Assert.True(Code == ExitCode.Done, $"exit code {Code}: {Error}");
        return this;
    }
}
