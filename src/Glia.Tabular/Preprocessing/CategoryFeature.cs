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

    internal override void Write(Table table, Column column, Span<float> x, int width, int start)
    {
        bool isTruth = IsTruth;
        if (Embedding > 0)
        {
            for (int row = 0; row < column.Rows; row++)
            {
                x[(row * width) + start] = Place(column, row, isTruth);
            }

            return;
        }

        for (int row = 0; row < column.Rows; row++)
        {
            Span<float> inputs = x.Slice((row * width) + start, Width);
            inputs.Clear();
            inputs[Place(column, row, isTruth)] = 1;
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

    private int Place(Column column, int row, bool isTruth)
    {
        string? text = column.TextAt(row);
        if (text is null)
        {
            return HasMissing ? Categories.Count : Levels - 1;
        }

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
