namespace Glia.Tabular;

/// <summary>
/// A format of table files other than separated text. Formats that need a package are in projects of their own and are made known by <see cref="Register"/>;
/// <see cref="Table.Read"/> and everything that reads a table then takes them.
/// </summary>
public abstract class TableFormat
{
    /// <summary>As many first bytes of a file are shown to <see cref="Knows"/>.</summary>
    public const int StartBytes = 16;

    private static readonly Lock Turn = new();
    private static TableFormat[] Known = [new NumpyFormat()];

    /// <summary>The name in messages: "Parquet".</summary>
    public abstract string Name { get; }

    /// <summary>The formats known, in the order in which they are asked.</summary>
    public static IReadOnlyList<TableFormat> All => Known;

    /// <summary>Makes a format known to everything that reads tables in this process; one of the same name is replaced.</summary>
    /// <param name="format">The format.</param>
    public static void Register(TableFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        lock (Turn)
        {
            Known = [.. Known.Where(known => known.Name != format.Name), format];
        }
    }

    /// <summary>Whether a file is of this format.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="start">Its first bytes, fewer than <see cref="StartBytes"/> only if it is shorter.</param>
    /// <param name="options">How it is to be read.</param>
    /// <returns>True if <see cref="Open"/> should read it.</returns>
    public abstract bool Knows(string path, ReadOnlySpan<byte> start, TableOptions options);

    /// <summary>Whether a file begins with the letters of a format and not with a text: a column may be named PAR1.</summary>
    /// <param name="start">The first bytes.</param>
    /// <param name="magic">The letters.</param>
    /// <returns>True if what follows the letters is no character of a text, or nothing follows.</returns>
    public static bool HasMagic(ReadOnlySpan<byte> start, ReadOnlySpan<byte> magic) =>
        start.StartsWith(magic) && (start.Length == magic.Length || start[magic.Length] is < (byte)'\t' or > (byte)'\r' and < (byte)' ' or > (byte)'~');

    /// <summary>Opens a file of this format. What it throws other than <see cref="GliaException"/> is told as a damaged file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How to read it.</param>
    /// <returns>Its rows.</returns>
    public abstract RowSource Open(string path, TableOptions options);

    /// <summary>The format of a file; null for separated text, and for what cannot be looked at (its reader says why).</summary>
    internal static TableFormat? Of(string path, TableOptions options)
    {
        ReadOnlySpan<byte> start = PipeWait.Until(path, () => Start(path), options.Cancel);
        foreach (TableFormat format in Known)
        {
            if (format.Knows(path, start, options))
            {
                return format;
            }
        }

        return options.Query is not null
            ? throw new GliaException($"{path}: a query needs a database, and none is known here. Register SQLite and DuckDB (package Glia.Sql: SqlFormats.Register()).")
            : UnknownFormat.Named(start) is { } known
            ? throw new GliaException($"{path} is {known}")
            : null;
    }

    private static byte[] Start(string path)
    {
        // A pipe must not lose its first bytes, and holds separated text.
        try
        {
            if (!File.Exists(path))
            {
                return [];
            }

            byte[] bytes = new byte[StartBytes];
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return file.CanSeek ? bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return [];
        }
    }
}
