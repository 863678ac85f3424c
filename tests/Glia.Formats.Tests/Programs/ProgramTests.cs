using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace Glia.Tabular.Tests.Programs;

public sealed class ProgramTests
{
    private static Table Sample { get; } = Table.From([Column.Numbers("a", new[] { 1, double.NaN, 0.1 }), Column.Texts("k", ["x", null, "ö"])]);

    [Fact]
    public void A_view_gives_back_the_table_it_shows()
    {
        Same.Table(Sample, Table.From(Sample.ToDataView(exact: true)));
        IDataView single = Sample.ToDataView();
        Assert.Equal([1, double.NaN, 0.1f], ((NumberColumn)single.ToTable(["a"])["a"]).Values.ToArray());
        Refused.Saying(() => single.ToTable(["b"]), "no column 'b'");
        Assert.Equal(3, single.GetRowCount());
    }

    [Fact]
    public void A_frame_gives_back_the_table_it_copies()
    {
        Same.Table(Sample, Table.From(Sample.ToDataFrame()));
        var frame = new DataFrame(
            new Int32DataFrameColumn("i", [1, null, 3]), new BooleanDataFrameColumn("b", [true, null, false]),
            new DateTimeDataFrameColumn("t", [new DateTime(2024, 2, 29), null, null]), new DecimalDataFrameColumn("m", [12.34m, null, 1]));
        Table table = Table.From(frame);
        Assert.Equal(["1", "true", "2024-02-29", "12.34"], table.Columns.Select(c => c.TextAt(0)));
        Assert.All(table.Columns, c => Assert.True(c.IsMissing(1)));
    }
}
