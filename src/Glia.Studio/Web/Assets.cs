using System.Collections.Concurrent;
using System.IO.Compression;

namespace Glia.Studio.Web;

/// <summary>The files of the page, compressed once. Names come from the assembly, so that no request reaches a file system.</summary>
internal static class Assets
{
    private static readonly ConcurrentDictionary<string, byte[]?> Compressed = new(StringComparer.Ordinal);

    /// <summary>Gets a file of the page, gzip-compressed; null where there is none.</summary>
    public static byte[]? Find(string path) => Compressed.GetOrAdd(path, static path =>
    {
        using Stream? file = Open(path);
        if (file is null)
        {
            return null;
        }

        using MemoryStream all = new();
        using (GZipStream zip = new(all, CompressionLevel.SmallestSize))
        {
            file.CopyTo(zip);
        }

        return all.ToArray();
    });

    /// <summary>Gets the page itself as it is written.</summary>
    public static string Page { get; } = Read("index.html");

    /// <summary>What a file is.</summary>
    public static string Kind(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    };
    private static Stream? Open(string path) => typeof(Assets).Assembly.GetManifestResourceStream("page/" + path);

    private static string Read(string path)
    {
        using StreamReader text = new(Open(path)!);
        return text.ReadToEnd();
    }
}
