namespace Glia.Networks;

/// <summary>
/// Training rows that need not fit in memory: they are read in windows, and only two windows, the one in use and the one being read
/// ahead, are in memory at a time: 2 · <see cref="WindowRows"/> · (4 · (features + target width + 1 with weights) + 4) bytes.
/// </summary>
/// <remarks>
/// Every epoch, blocks of WindowRows/256 rows (1 to 1024) are brought into an order that depends on seed and epoch only and dealt to windows; within
/// a window, all rows are shuffled by seed, epoch and number of the window. So rows sorted by their target are still mixed.
/// Same rows, seed, options and window: same weights, to the bit. A window that holds all rows gives the weights of training with the same rows
/// in a <see cref="TrainingSet"/>.
/// </remarks>
/// <param name="Source">Where the rows are.</param>
/// <param name="WindowRows">How many rows are shuffled together, at least 1; more than there are is all of them.</param>
/// <param name="Sample">
/// Some of the training rows, in memory: what observers are shown as training rows, and what epochs are judged by if there are no validation rows.
/// </param>
public sealed record StreamedRows(IRowSource Source, int WindowRows, TrainingSet Sample)
{
    /// <summary>Refuses what does not fit the network, the loss or itself.</summary>
    internal void Check(Network network, Loss loss, string name)
    {
        Sample.Check(network, loss, name);
        if (Source.Features != Sample.Features || Source.TargetWidth != Sample.TargetWidth || Source.HasWeights == Sample.Weights.IsEmpty)
        {
            string source = Shape(Source.Features, Source.TargetWidth, Source.HasWeights);
            throw new ArgumentException($"The {name} rows are {source}, their sample {Shape(Sample.Features, Sample.TargetWidth, !Sample.Weights.IsEmpty)}.", name);
        }

        if (Source.Rows < 1 || WindowRows < 1)
        {
            throw new ArgumentException(Invariant($"There are {Source.Rows} {name} rows, read in windows of {WindowRows}; both have to be at least 1."), name);
        }
    }

    private static string Shape(int features, int targets, bool weighted) =>
        Invariant($"{features} inputs and {targets} targets wide, {(weighted ? "with" : "without")} weights");
}
