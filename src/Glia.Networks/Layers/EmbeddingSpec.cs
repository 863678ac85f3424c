namespace Glia.Networks.Layers;

/// <summary>
/// Embeddings: inputs that are codes of levels become numbers that are learned; all other inputs pass as they are. A code's numbers stand where the code stood.
/// </summary>
/// <param name="Columns">The inputs that are codes, in ascending order, at least one.</param>
public sealed record EmbeddingSpec(IReadOnlyList<EmbeddedColumn> Columns) : LayerSpec
{
    /// <summary>Specifications are equal when their columns are.</summary>
    /// <param name="other">Another.</param>
    /// <returns>Whether they make the same layer.</returns>
    public bool Equals(EmbeddingSpec? other) => other is not null && Columns.SequenceEqual(other.Columns);

    /// <inheritdoc/>
    public override int GetHashCode() => Columns.Aggregate(Columns.Count, HashCode.Combine);

    internal override Layer Build(in LayerPlace place) => new EmbeddingLayer(this, place);
}

/// <summary>One input that is a code.</summary>
/// <param name="Name">What it is of, such as the column of a table; unique in the layer.</param>
/// <param name="Input">Which input holds the code: a whole number from 0 to below <paramref name="Levels"/>.</param>
/// <param name="Levels">The number of levels; the last one stands for everything that is no level.</param>
/// <param name="Units">How many numbers a level becomes.</param>
public sealed record EmbeddedColumn(string Name, int Input, int Levels, int Units);
