namespace Glia.Tabular;

/// <summary>Learns one feature from the training rows.</summary>
internal static class FeatureFitter
{
    /// <summary>The feature, or null if the column does not vary in these rows.</summary>
    public static Feature? Fit(Table train, Column column, ColumnKind kind, PreprocessorOptions options)
    {
        if (kind is not ColumnKind.Number)
        {
            return Category(ColumnFacts.Of(train, column, countsNumbers: true), options);
        }

        ReadOnlyMemory<double> values = ColumnValues.Numbers(train, column);
        double[] sorted = [.. values.ToArray().Where(v => !double.IsNaN(v)).Order()];
        return sorted.Length == 0 ? null : Number(
            new NumberFacts(column.Name, sorted[0], sorted[^1], sorted.Length < values.Length, sorted, median => Filled(values.Span, median)), options.Scaling);
    }

    /// <summary>The feature of a column of numbers, or null if it does not vary.</summary>
    public static NumberFeature? Number(NumberFacts facts, Scaling scaling)
    {
        if (facts.Lowest == facts.Highest && !facts.HasGaps)
        {
            return null;
        }

        double median = Scale.Quantile(facts.Sorted, 0.5);
        (double center, double scale) = scaling switch
        {
            Scaling.Standard => Standard(facts, median),
            Scaling.Robust => Robust(facts, median),
            _ => (0.0, 1.0),
        };
        return new NumberFeature
        {
            Name = facts.Name,
            Median = median,
            Center = center,
            Scale = scale,
            HasIndicator = facts.HasGaps,
            NeedsDouble = NumberFeature.IsFar(facts.Lowest, facts.Highest, scale),
        };
    }

    /// <summary>The feature of a column of categories, or null if it does not vary.</summary>
    public static CategoryFeature? Category(ColumnFacts facts, PreprocessorOptions options)
    {
        (string Text, ValueCount Seen)[] counts = [.. facts.Values];
        bool hasMissing = facts.Present < facts.Rows;
        if (counts.Length == 0 || (counts.Length == 1 && !hasMissing))
        {
            return null;
        }

        bool embedded = options.Embeddings.TryGetValue(facts.Name, out int units) || (options.EmbedFrom > 0 && counts.Length >= options.EmbedFrom);
        IEnumerable<(string Text, ValueCount Seen)> kept = embedded ? Repeated(counts)
            : counts.Length <= options.MostCategories ? counts
            : counts.OrderByDescending(c => c.Seen.Count).ThenBy(c => c.Text, StringComparer.Ordinal).Take(options.MostCategories);
        var feature = new CategoryFeature
        {
            Name = facts.Name,
            FromNumbers = !facts.IsText,
            Categories = [.. kept.Select(c => c.Text).Order(StringComparer.Ordinal)],
            HasMissing = hasMissing,
        };
        return embedded ? feature with { Embedding = units > 0 ? units : EmbeddingSize.Of(feature.Levels) } : feature;
    }

    // A level seen once teaches its own numbers the noise of one row. All such levels teach the unknown level instead what it is for: levels hardly known.
    // Not where nearly nothing would be left.
    private static (string Text, ValueCount Seen)[] Repeated((string Text, ValueCount Seen)[] counts)
    {
        (string Text, ValueCount Seen)[] repeated = [.. counts.Where(c => c.Seen.Count > 1)];
        return repeated.Length > 1 ? repeated : counts;
    }

    // With gaps filled, so that the inputs have mean 0 and variance 1 as the network sees them (as SimpleImputer before StandardScaler).
    private static (double Center, double Scale) Standard(NumberFacts facts, double median)
    {
        (double mean, double deviation) = facts.MomentsFilledWith(median);
        return deviation == 0 || !double.IsFinite(1 / deviation) ? (mean, 1) : (mean, 1 / deviation);
    }

    private static (double Center, double Scale) Robust(NumberFacts facts, double median)
    {
        double range = Scale.Quantile(facts.Sorted, 0.75) - Scale.Quantile(facts.Sorted, 0.25);
        return range > 0 && double.IsFinite(1 / range) && double.IsFinite(range) ? (median, 1 / range) : (median, Standard(facts, median).Scale);
    }

    private static (double Mean, double Deviation) Filled(ReadOnlySpan<double> values, double median)
    {
        double[] filled = values.ToArray();
        for (int i = 0; i < filled.Length; i++)
        {
            filled[i] = double.IsNaN(filled[i]) ? median : filled[i];
        }

        return Scale.Moments(filled);
    }
}

/// <summary>What is known of the numbers a feature is learned from.</summary>
/// <param name="Name">The column.</param>
/// <param name="Lowest">The lowest value.</param>
/// <param name="Highest">The highest value.</param>
/// <param name="HasGaps">Whether one is missing.</param>
/// <param name="Sorted">The values, or a sample of them, ascending.</param>
/// <param name="MomentsFilledWith">Mean and deviation with a number in place of missing ones.</param>
internal sealed record NumberFacts(
    string Name, double Lowest, double Highest, bool HasGaps, double[] Sorted, Func<double, (double Mean, double Deviation)> MomentsFilledWith);
