using System.Text.Json.Serialization;

namespace Glia.Tabular;

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

    /// <summary>Writes its inputs for every row into columns start … start + Width − 1 of x [rows, width].</summary>
    internal abstract void Write(Table table, Column column, Span<float> x, int width, int start);

    /// <summary>Says what is wrong with values read from a file, or null.</summary>
    internal abstract string? Fault();
}
