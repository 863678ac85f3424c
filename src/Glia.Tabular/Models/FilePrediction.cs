using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Glia.Tabular;

/// <summary>Predicts a file block by block: a thread of its own reads, the caller's predicts.</summary>
internal sealed class FilePrediction
{
    // Values of a block that lie in the second-level cache together with what is made of them.
    private const int BlockValues = 1 << 16;
    private const int MostRows = 8192;
    private const int BlocksAhead = 4;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly TabularModel _model;
    private readonly string _path;
    private readonly TableOptions _reading;
    private readonly int _blockRows;

    public FilePrediction(TabularModel model, string path, TableOptions reading)
    {
        (_model, _path) = (model, path);
        IReadOnlyList<Feature> features = model.Preprocessor.Features;
        reading = model.ReadOptions(reading);

        // Categories that are numbers are looked up by their text too, so no column has to be read a second time.
        _reading = reading with
        {
            Only = [.. features.Select(feature => feature.Name)],
            TextColumns = [.. reading.TextColumns, .. features.OfType<CategoryFeature>().Select(feature => feature.Name)],
        };
        _blockRows = Math.Clamp(BlockValues / Math.Max(features.Count, model.Preprocessor.Width), 16, MostRows);
    }

    public long Run(Action<Prediction> take, UnseenValues? unseen, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var blocks = new BlockingCollection<Table>(BlocksAhead);
        Exception? failure = null;
        void Read()
        {
            try
            {
                RowBlocks.Read(_path, _reading with { Cancel = stop.Token }, _ => _blockRows, block => blocks.Add(block, stop.Token), canCopy: true);
            }
#pragma warning disable CA1031 // Handed over to the caller's thread, which throws it.
            catch (Exception wrong)
#pragma warning restore CA1031
            {
                failure = wrong;
            }
            finally
            {
                blocks.CompleteAdding();
            }
        }

        var reader = new Thread(Read) { IsBackground = true, Name = "glia reads" };
        reader.Start();
        long rows = 0;
        try
        {
            foreach (Table block in blocks.GetConsumingEnumerable(cancel))
            {
                take(_model.Predict(block, unseen));
                rows += block.Rows;
            }
        }
        finally
        {
            // A reader of another format may be within a piece; it ends with the process then.
            stop.Cancel();
            reader.Join(LongestWait);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return rows;
    }
}
