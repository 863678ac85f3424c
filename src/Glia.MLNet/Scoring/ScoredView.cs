using Microsoft.ML;

namespace Glia.MLNet.Scoring;

/// <summary>A view with predictions beside its columns; nothing is computed before it is asked for.</summary>
internal sealed class ScoredView(IDataView source, Mapper mapper) : IDataView
{
    public DataViewSchema Schema => mapper.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] wanted = [.. columnsNeeded];
        return Scored(source.GetRowCursor(mapper.GetDependencies(wanted), rand), wanted);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] wanted = [.. columnsNeeded];
        return [.. source.GetRowCursorSet(mapper.GetDependencies(wanted), n, rand).Select(cursor => Scored(cursor, wanted))];
    }

    private ScoredCursor Scored(DataViewRowCursor cursor, DataViewSchema.Column[] wanted) => new(cursor, new Columns(mapper, cursor, wanted));
}
