namespace Glia.Tabular;

/// <summary>How much memory a fit takes whose table is held in memory, judged by the file alone.</summary>
internal static class TableSize
{
    // The peak of whole trainings by benchmarks/large --small, per byte of a file of 20 columns: 9 with 0.4 and 1.6 million rows, 13 with 3.2 million.
    private const double BytesPerByte = 13;

    // Tables of numbers shrink to a quarter or a third with gzip.
    private const double Unpacked = 4;

    // A number of such a file is 8 characters with its separator: so much a value, where a format says how many there are.
    private const double BytesPerValue = 8 * BytesPerByte;

    public static long Estimate(string path, TableOptions options)
    {
        if (TableFormat.Of(path, options) is { } format)
        {
            using RowSource source = SourceTable.Open(format, path, options);
            if (source.Rows is { } rows)
            {
                return (long)Math.Min(1L << 60, (double)rows * source.Columns.Count * BytesPerValue);
            }
        }

        var file = new FileInfo(path);
        return file.Exists ? (long)(file.Length * BytesPerByte * (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Unpacked : 1)) : 0;
    }
}
