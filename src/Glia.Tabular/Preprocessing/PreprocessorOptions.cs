namespace Glia.Tabular;

/// <summary>How raw columns become inputs.</summary>
public sealed record PreprocessorOptions
{
    /// <summary>The scale of numbers.</summary>
    public Scaling Scaling { get; init; } = Scaling.Standard;

    /// <summary>The most categories a column keeps; rarer ones share the unknown input, which is then learned from them.</summary>
    public int MostCategories { get; init; } = 256;

    /// <summary>Columns whose categories become codes for an embedding, and how many numbers a level becomes; 0: by <see cref="EmbeddingSize"/>.</summary>
    public IReadOnlyDictionary<string, int> Embeddings { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>From how many categories a column becomes codes for an embedding by itself; 0: none does.</summary>
    public int EmbedFrom { get; init; }

    internal static PreprocessorOptions Of(FitOptions options) => new()
    {
        Scaling = options.Scaling,
        MostCategories = options.MostCategories,
        Embeddings = options.Embeddings,
        EmbedFrom = options.EmbedFrom,
    };
}
