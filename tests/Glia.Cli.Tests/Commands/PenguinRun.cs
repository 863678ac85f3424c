using System.Text.Json;

namespace Glia.Cli.Tests.Commands;

/// <summary>One short training on a real table with gaps and texts, shared by the tests that only look at what it left.</summary>
public sealed class PenguinRun : IDisposable
{
    private readonly Folder _folder = new();

    public PenguinRun()
    {
        Outcome run = Cli.Run("train", Cli.Sample("penguins.csv"), "--target", "species", "--hidden", "16,8", "--epochs", "30", "--out", Out, "--json").Done();
        Json = run.Json();
        Error = run.Error;
    }

    public string Out => _folder.Path("run");

    public JsonElement Json { get; }

    public string Error { get; }

    public string File(string name) => Path.Combine(Out, name);

    public void Dispose() => _folder.Dispose();
}
