namespace Glia.Tabular;

/// <summary>Apache Arrow's file format (IPC, Feather version 2) and its stream format, compressed or not, read record batch by record batch.</summary>
/// <remarks>
/// Numbers of every width and decimals are numbers; truth values are <c>true</c> and <c>false</c>; texts are texts; dictionaries (categories) are what they stand for; dates, timestamps and times are texts
/// (ISO 8601), durations seconds. Null and NaN are missing. Lists, structures, maps, unions and bytes are refused by name.
/// </remarks>
internal sealed class ArrowFormat : TableFormat
{
    private static ReadOnlySpan<byte> Continuation => [0xFF, 0xFF, 0xFF, 0xFF];

    public override string Name => "Arrow";

    // A stream has no magic: it begins with a continuation mark and a length below 16 MiB.
    public override bool Knows(string path, ReadOnlySpan<byte> start, TableOptions options) =>
        options.Query is null && (HasMagic(start, "ARROW1"u8) || (start.StartsWith(Continuation) && start.Length >= 8 && start[7] == 0));

    public override RowSource Open(string path, TableOptions options) => ArrowSource.Open(path);
}
