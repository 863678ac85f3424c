using System.Text;

namespace Glia.Tabular.Tests;

/// <summary>Files in a folder of their own that is gone when the test is over.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("glia-tabular-").FullName;

    public string File(string content, string name = "table.csv") => File(Encoding.UTF8.GetBytes(content), name);

    public string File(byte[] content, string name = "table.csv")
    {
        string path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public Table Table(string content, TableOptions? options = null) => Tabular.Table.Read(File(content), options);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

internal static class Refused
{
    /// <summary>The message of the GliaException; it must hold every given piece.</summary>
    public static void Saying(Action act, params string[] pieces)
    {
        string message = Assert.Throws<GliaException>(act).Message;
        Assert.All(pieces, piece => Assert.Contains(piece, message, StringComparison.Ordinal));
    }
}
