namespace Glia.Launcher;

/// <summary>Knows by the arguments what the native programs cannot do: read Parquet, Arrow and databases, whose libraries make types at run time.</summary>
internal static class ManagedWork
{
    /// <summary>A configuration is a page of text.</summary>
    private const long MostBytes = 1 << 20;

    /// <summary>Whether any argument asks for such a table, by itself or in a configuration. One too many costs half a second, one too few an error.</summary>
    public static bool IsIn(IReadOnlyList<string> args)
    {
        for (int i = 0; i < args.Count; i++)
        {
            int equals = args[i].IndexOf('=', StringComparison.Ordinal);
            bool isConfiguration = i > 0 && args[i - 1] is "--config" or "sweep";
            if (Asks(args[i], isConfiguration) || (equals > 0 && Asks(args[i][(equals + 1)..], args[i][..equals] == "--config")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a file begins as one of these formats does.</summary>
    public static bool IsForeign(ReadOnlySpan<byte> start) =>
        start.StartsWith("PAR1"u8) || start.StartsWith("ARROW1"u8) || start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF])
        || start.StartsWith("SQLite format 3\0"u8) || (start.Length > 8 && start[8..].StartsWith("DUCK"u8));

    // A query is DuckDB's, whatever the file; the studio takes files of every format while it is open.
    private static bool Asks(string word, bool isConfiguration) => word is "--query" or "studio" or "--studio" || word.StartsWith("--query=", StringComparison.Ordinal) || IsForeignFile(word)
        || ((isConfiguration || Path.GetExtension(word) is ".yaml" or ".yml") && Configures(word));

    private static bool Configures(string path) => Looked(path, file =>
    {
        using var text = new StreamReader(file);
        while (file.Length <= MostBytes && text.ReadLine() is { } line)
        {
            if (line.Split(':', 2) is [var name, var rest] && rest.Split(" #", 2)[0].Trim().Trim('"', '\'') is var value
                && name switch { "query" => value is not ("" or "null" or "~"), "data" => IsForeignFile(value), _ => false })
            {
                return true;
            }
        }

        return false;
    });

    private static bool IsForeignFile(string path) => Looked(path, file =>
    {
        Span<byte> start = stackalloc byte[16];
        return IsForeign(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
    });

    // A pipe is not so much as opened, which would lose its writer and what it wrote; it has no length. What cannot be opened is told of by whoever is to read it.
    private static bool Looked(string path, Func<FileStream, bool> holds)
    {
        try
        {
            if (!File.Exists(path) || ((FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is not { Exists: true, Length: > 0 })
            {
                return false;
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return holds(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or InvalidCastException)
        {
            return false;
        }
    }
}
