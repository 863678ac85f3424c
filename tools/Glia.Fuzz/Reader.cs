namespace Glia.Fuzz;

/// <summary>Something that reads what others wrote.</summary>
/// <param name="Name">Its name on the command line, and the folder of its corpus.</param>
/// <param name="Extension">How its files end, with the dot.</param>
/// <param name="Assemblies">The assemblies whose branches guide the search.</param>
/// <param name="Read">Reads a file.</param>
internal sealed record Reader(string Name, string Extension, IReadOnlyList<string> Assemblies, Action<string> Read)
{
    /// <summary>What a valid file looks like, to begin with.</summary>
    public required Func<IEnumerable<byte[]>> Seeds { get; init; }

    /// <summary>Words that its files are made of: chance alone would not find them.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Makes a checksum fit again, so that a change gets past it.</summary>
    public Func<byte[], byte[]> Mend { get; init; } = bytes => bytes;

    /// <summary>
    /// The most that one file of some kilobytes may allocate: 256 MiB. A reader that believes a damaged length takes gigabytes.
    /// </summary>
    public long MostBytes { get; init; } = 256L << 20;
}
