using System.Globalization;

namespace Glia.Tabular;

/// <summary>
/// How a fit from a table larger than memory divides the memory it may take: half for the two windows of training rows, three sixteenths for the rows
/// of validation, test and sample, a quarter for the blocks being read and what is made of them. The network and the runtime come on top.
/// </summary>
/// <param name="Bytes">What <see cref="FitOptions.Memory"/> says.</param>
internal readonly record struct MemoryBudget(long Bytes)
{
    // More rows make neither a median nor a score noticeably better: their standard errors are below 0.4 % of a deviation.
    private const int MostSampled = 1 << 16;
    private const int MostHeld = 1 << 19;
    private const int MostInBlock = 4096;

    /// <summary>Rows that are read at once: a value takes 8 bytes raw, the same in the columns picked from it, and 8 in lists that grow.</summary>
    public int BlockRows(int columns) => Rows(Bytes / 16, 24L * columns, MostInBlock);

    /// <summary>Fewest raw training rows to sample while their number is not known; twice as many may be held.</summary>
    public int SampleRows(int columns) => Rows(Bytes / 16, 2 * 8L * columns, MostSampled);

    /// <summary>Most rows of validation and of test: raw, prepared, prepared again to be judged, and their outputs.</summary>
    public int HeldRows(int columns, int inputs, int outputs) => Rows(Bytes / 16, (8L * columns) + (8L * inputs) + (24L * outputs), MostHeld);

    /// <summary>Rows of one of the two windows.</summary>
    public int WindowRows(int inputs, int targets, bool weighted) => Rows(Bytes / 4, RowBytes(inputs, targets, weighted) + sizeof(int), (int)Math.Min(int.MaxValue, Array.MaxLength / inputs));

    /// <summary>Bytes of a prepared row: inputs, targets, weight.</summary>
    public static int RowBytes(int inputs, int targets, bool weighted) => sizeof(float) * (inputs + targets + (weighted ? 1 : 0));

    private int Rows(long bytes, long each, int most)
    {
        long rows = Math.Min(bytes / each, most);
        return rows >= 16
            ? (int)rows
            : throw new GliaException(string.Create(
                CultureInfo.InvariantCulture, $"memory is {Bytes >> 20} MiB, which holds fewer than 16 rows of this table at a time; allow more, or leave columns out."));
    }
}
