namespace Glia.Tabular;

/// <summary>How raw columns become inputs.</summary>
public sealed record PreprocessorOptions
{
    /// <summary>The scale of numbers.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>The most categories a column keeps; rarer ones share the unknown input, which is then learned from them.</summary>
    public int MostCategories { get; init; } = 256;
}
