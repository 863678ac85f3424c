using System.Globalization;

namespace Glia.Tabular;

/// <summary>A table that this machine cannot hold is refused before it takes all memory: a small archive may unpack to terabytes.</summary>
internal static class MemoryLimit
{
    // The system and what is made of the table need the rest; beyond, Linux kills without a word.
    private const double Share = 0.6;

    /// <summary>Bytes that the values of one table may take; a test may ask for fewer.</summary>
    public static long Bytes { get; set; } = (long)(Share * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Refuses a table of more values than fit; 8 bytes each.</summary>
    public static void Check(string source, long rows, long columns)
    {
        if (rows > int.MaxValue || (double)rows * columns * sizeof(double) > Bytes)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"{source}: {rows} rows of {columns} columns are more than this machine holds in memory ({Bytes >> 20} MiB for a table). Train with --memory, which streams them; predict streams them anyway. If the file should be small, it is damaged."));
        }
    }
}
