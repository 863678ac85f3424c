using System.Globalization;
using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>
/// A column of categories: one input for each, in ordinal order, then one for missing (if one was missing in training), then one for
/// every value not seen in training. Exactly one of them is 1. A missing value that was never missing in training is unknown. Truth values are known in each of their spellings (true, True, TRUE).
/// Where the network learns an embedding of the column, it becomes one input instead: the number of that place, from 0.
/// </summary>
public sealed record CategoryFeature : Feature
{
    /// <summary>Whether the column held numbers that name something; the categories are then those numbers in their shortest form.</summary>
    public bool FromNumbers { get; init; }

    /// <summary>The categories seen in training: each once, in ordinal order.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>Whether missing is a category of its own.</summary>
    public bool HasMissing { get; init; }

    /// <summary>How many numbers the network's embedding makes of each level; 0: none, one input a level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Embedding { get; init; }

    /// <summary>Whether the categories are truth values, which are read in each of their spellings.</summary>
    internal bool IsTruth => !FromNumbers && Truths.Are(Categories);

    /// <summary>The levels: categories, missing if it is one, and unknown, which is the last.</summary>
    [JsonIgnore]
    public int Levels => Categories.Count + (HasMissing ? 2 : 1);

    /// <inheritdoc/>
    [JsonIgnore]
    public override int Width => Embedding > 0 ? 1 : Levels;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> OutputNames => Embedding > 0 ? [Name] :
        [.. Categories.Select(c => $"{Name}={c}"), .. HasMissing ? [$"{Name}=(missing)"] : Array.Empty<string>(), $"{Name}=(unknown)"];

    /// <summary>The texts that stand for a category: itself, and of a truth value its spellings.</summary>
    /// <param name="category">Its place in <see cref="Categories"/>.</param>
    /// <returns>The texts; the category itself first.</returns>
    public IReadOnlyList<string> SpellingsOf(int category) => IsTruth ? Truths.Spellings(Categories[category]) : [Categories[category]];

    internal override WriteRows Of(Table table, Column column, UnseenValues? unseen)
    {
        int[] places = Places(column);
        if (unseen is not null && places.AsSpan().Contains(Levels - 1))
        {
            FindUnknown(table, column, places, unseen);
        }

        if (Embedding > 0)
        {
            return (from, rows, x, width) =>
            {
                for (int row = 0; row < rows; row++)
                {
                    x[row * width] = places[from + row];
                }
            };
        }

        int levels = Levels;
        return (from, rows, x, width) =>
        {
            for (int row = 0; row < rows; row++)
            {
                Span<float> inputs = x.Slice(row * width, levels);
                inputs.Clear();
                inputs[places[from + row]] = 1;
            }
        };
    }

    private void FindUnknown(Table table, Column column, int[] places, UnseenValues unseen)
    {
        int unknown = Levels - 1;
        int[] texts = [.. Enumerable.Range(0, places.Length).Where(row => places[row] == unknown && !column.IsMissing(row))];
        int[] gaps = [.. Enumerable.Range(0, places.Length).Where(row => places[row] == unknown && column.IsMissing(row))];
        if (texts.Length > 0)
        {
            unseen.AddTexts(Name, texts.Length, column.TextAt(texts[0])!, table.Place(texts[0]));
        }

        if (gaps.Length > 0)
        {
            unseen.AddGaps(Name, gaps.Length, table.Place(gaps[0]), "an unknown category");
        }
    }

    internal override string? Fault()
    {
        if (Embedding < 0)
        {
            return $"the embedding of column '{Name}' has {Embedding} numbers";
        }

        for (int i = 0; i < Categories.Count; i++)
        {
            if (Categories[i] is null || (i > 0 && string.CompareOrdinal(Categories[i - 1], Categories[i]) >= 0))
            {
                return $"the categories of column '{Name}' are not in order";
            }
        }

        return null;
    }

    /// <summary>The place of every row. Most texts were seen a few rows before, and a comparison costs less than a search.</summary>
    private int[] Places(Column column)
    {
        const int Remembered = 16;
        var seen = new (string? Text, int Place)[Remembered];
        int[] places = new int[column.Rows];
        bool isTruth = IsTruth;
        int missing = HasMissing ? Categories.Count : Levels - 1;
        for (int row = 0; row < places.Length; row++)
        {
            if (column.TextAt(row) is not string text)
            {
                places[row] = missing;
                continue;
            }

            ref (string? Text, int Place) last = ref seen[text.Length == 0 ? 0 : (text.Length + text[0] + text[^1]) % Remembered];
            if (!string.Equals(last.Text, text, StringComparison.Ordinal))
            {
                last = (text, Place(column, text, isTruth));
            }

            places[row] = last.Place;
        }

        return places;
    }

    private int Place(Column column, string text, bool isTruth)
    {
        if (FromNumbers && column is TextColumn && CellRules.TryNumber(text, CultureInfo.InvariantCulture, out double value))
        {
            text = NumberColumn.Format(value) ?? text;
        }

        return IndexOf(isTruth ? Truths.Named(text) : text) is int index and >= 0 ? index : Levels - 1;
    }

    private int IndexOf(string text)
    {
        int low = 0, high = Categories.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(Categories[middle], text);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
