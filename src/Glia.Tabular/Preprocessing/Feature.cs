using System.Text.Json.Serialization;

namespace Glia.Tabular;

/// <summary>Writes what some rows of a column become.</summary>
/// <param name="from">The first row.</param>
/// <param name="rows">How many.</param>
/// <param name="x">From the first input of the first row on; rows are a width apart.</param>
/// <param name="width">The inputs of a row, those of all columns.</param>
internal delegate void WriteRows(int from, int rows, Span<float> x, int width);

/// <summary>One raw column and how it becomes inputs of the network.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(NumberFeature), "number")]
[JsonDerivedType(typeof(CategoryFeature), "category")]
public abstract record Feature
{
    /// <summary>The raw column.</summary>
    public required string Name { get; init; }

    /// <summary>The number of inputs it becomes.</summary>
    [JsonIgnore]
    public abstract int Width { get; }

    /// <summary>The names of its inputs in order.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> OutputNames { get; }

    /// <summary>Reads a column, and writes its inputs from then on.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">The column.</param>
    /// <param name="unseen">Gets what training did not see; null where nobody asks.</param>
    internal abstract WriteRows Of(Table table, Column column, UnseenValues? unseen);

    /// <summary>Says what is wrong with values read from a file, or null.</summary>
    internal abstract string? Fault();
}
