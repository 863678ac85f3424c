using System.Security.Cryptography;

namespace Glia.Fuzz;

/// <summary>The committed inputs of a reader: <c>tests/vectors/fuzz/READER</c>, each named by its content. Findings that were mended stay among them.</summary>
internal static class Corpus
{
    /// <summary>All readers together stay below half a megabyte.</summary>
    public const int MostBytes = 30_000;

    public static string Folder(Reader reader) => Path.Combine(Root(), "tests", "vectors", "fuzz", reader.Name);

    public static IReadOnlyList<string> Files(Reader reader) => Directory.Exists(Folder(reader)) ? [.. Directory.GetFiles(Folder(reader)).Order(StringComparer.Ordinal)] : [];

    /// <summary>What to begin with: what is committed and the seeds.</summary>
    public static IReadOnlyList<byte[]> Load(Reader reader) => [.. Files(reader).Select(File.ReadAllBytes), .. reader.Seeds()];

    /// <summary>Keeps an input under the name of its content.</summary>
    public static string Keep(Reader reader, byte[] input, string prefix = "")
    {
        Directory.CreateDirectory(Folder(reader));
        string path = Path.Combine(Folder(reader), prefix + Convert.ToHexStringLower(SHA256.HashData(input))[..12] + reader.Extension);
        File.WriteAllBytes(path, input);
        return path;
    }

    /// <summary>The folder that holds Glia.slnx: above the program, or above where it was started.</summary>
    public static string Root()
    {
        foreach (string start in (string[])[AppContext.BaseDirectory, Environment.CurrentDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Glia.slnx")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new GliaException("No Glia.slnx above; run the fuzzer inside the repository.");
    }
}
