namespace Glia.Tabular;

/// <summary>Learns one feature from the training rows.</summary>
internal static class FeatureFitter
{
    /// <summary>The feature, or null if the column does not vary in these rows.</summary>
    public static Feature? Fit(Table train, Column column, ColumnKind kind, PreprocessorOptions options) => kind is ColumnKind.Number
        ? Number(train, column, options.Scaling)
        : Category(column, options.MostCategories);

    private static NumberFeature? Number(Table train, Column column, Scaling scaling)
    {
        ReadOnlySpan<double> values = ColumnValues.Numbers(train, column).Span;
        double[] sorted = [.. values.ToArray().Where(v => !double.IsNaN(v)).Order()];
        bool gaps = sorted.Length < values.Length;
        if (sorted.Length == 0 || (sorted[0] == sorted[^1] && !gaps))
        {
            return null;
        }

        double median = Scale.Quantile(sorted, 0.5);
        (double center, double scale) = scaling switch
        {
            Scaling.Standard => Standard(values, median),
            Scaling.Robust => Robust(sorted, values, median),
            _ => (0.0, 1.0),
        };
        return new NumberFeature
        {
            Name = column.Name,
            Median = median,
            Center = center,
            Scale = scale,
            HasIndicator = gaps,
            NeedsDouble = NumberFeature.IsFar(sorted[0], sorted[^1], scale),
        };
    }

    // With gaps filled, so that the inputs have mean 0 and variance 1 as the network sees them (as SimpleImputer before StandardScaler).
    private static (double Center, double Scale) Standard(ReadOnlySpan<double> values, double median)
    {
        double[] filled = values.ToArray();
        for (int i = 0; i < filled.Length; i++)
        {
            filled[i] = double.IsNaN(filled[i]) ? median : filled[i];
        }

        (double mean, double deviation) = Scale.Moments(filled);
        return deviation == 0 || !double.IsFinite(1 / deviation) ? (mean, 1) : (mean, 1 / deviation);
    }

    private static (double Center, double Scale) Robust(double[] sorted, ReadOnlySpan<double> values, double median)
    {
        double range = Scale.Quantile(sorted, 0.75) - Scale.Quantile(sorted, 0.25);
        return range > 0 && double.IsFinite(1 / range) && double.IsFinite(range) ? (median, 1 / range) : (median, Standard(values, median).Scale);
    }

    private static CategoryFeature? Category(Column column, int most)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int missing = 0;
        for (int row = 0; row < column.Rows; row++)
        {
            if (column.TextAt(row) is string text)
            {
                counts[text] = counts.GetValueOrDefault(text) + 1;
            }
            else
            {
                missing++;
            }
        }

        if (counts.Count == 0 || (counts.Count == 1 && missing == 0))
        {
            return null;
        }

        IEnumerable<string> kept = counts.Count <= most
            ? counts.Keys
            : counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(most).Select(c => c.Key);
        return new CategoryFeature
        {
            Name = column.Name,
            FromNumbers = column is NumberColumn,
            Categories = [.. kept.Order(StringComparer.Ordinal)],
            HasMissing = missing > 0,
        };
    }
}
