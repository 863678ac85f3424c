using Microsoft.ML;

namespace Glia.MLNet.Tests;

/// <summary>What cannot be learned from is named.</summary>
public sealed class BadInputTests
{
    private readonly MLContext _context = new(seed: 1);

    private string Refused(Action<IDataView> act, IEnumerable<FlowerRow>? rows = null) => Assert.Throws<GliaException>(() => act(Views.View(_context, rows))).Message;

    [Fact]
    public void A_column_that_is_not_there() =>
        Assert.Contains("'Featurs'", Refused(data => _context.Regression.Trainers.Glia("Number", "Featurs").Fit(data)), StringComparison.Ordinal);

    [Fact]
    public void A_label_of_another_type()
    {
        Assert.Contains("MapValueToKey", Refused(data => _context.MulticlassClassification.Trainers.Glia().Fit(data)), StringComparison.Ordinal);
        Assert.Contains("Boolean", Refused(data => _context.BinaryClassification.Trainers.Glia().Fit(data)), StringComparison.Ordinal);
        Assert.Contains("Single", Refused(data => _context.Regression.Trainers.Glia("IsFirst").Fit(data)), StringComparison.Ordinal);
    }

    [Fact]
    public void Features_that_are_no_vector() =>
        Assert.Contains("Concatenate", Refused(data => _context.Regression.Trainers.Glia("Number", "Weight").Fit(data)), StringComparison.Ordinal);

    [Fact]
    public void An_infinite_feature()
    {
        FlowerRow[] rows = Views.Iris();
        rows[6].Features[2] = float.PositiveInfinity;
        Assert.Contains("Row 7, feature 'Features_2'", Refused(data => _context.Regression.Trainers.Glia("Number").Fit(data), rows), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_is_no_error()
    {
        FlowerRow[] rows = Views.Iris();
        rows[6].Features[2] = float.NaN;
        IDataView data = Views.View(_context, rows);
        IDataView scored = _context.Regression.Trainers.Glia("Number", fit: Views.Quick).Fit(data).Transform(data);
        Assert.All(Microsoft.ML.Data.ColumnCursorExtensions.GetColumn<float>(scored, "Score"), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void No_rows() => Assert.NotEmpty(Refused(data => _context.Regression.Trainers.Glia("Number").Fit(data), []));
}
