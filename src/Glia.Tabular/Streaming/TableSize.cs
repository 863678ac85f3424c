namespace Glia.Tabular;

/// <summary>How much memory a fit takes whose table is held in memory, judged by the file alone.</summary>
internal static class TableSize
{
    // The peak of whole trainings by benchmarks/large --small, per byte of a file of 20 columns: 9 with 0.4 and 1.6 million rows, 13 with 3.2 million.
    private const double BytesPerByte = 13;

    // Tables of numbers shrink to a quarter or a third with gzip.
    private const double Unpacked = 4;

    public static long Estimate(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (long)(file.Length * BytesPerByte * (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Unpacked : 1)) : 0;
    }
}
