using Glia.Verification.Series;

namespace Glia.Verification.Rows;

/// <summary>The largest of each few neighbours.</summary>
internal sealed class NeighbourRows(int pieces, float[] row) : RowOracle
{
    /// <inheritdoc/>
    public override int Group => pieces;

    /// <inheritdoc/>
    public override Truth Value(int o) => Truth.Of(row[Largest(o)]);

    /// <inheritdoc/>
    public override Truth Slope(int i) => Truth.Of(Largest(i / pieces) == i ? 1 : 0);

    private int Largest(int o) => Enumerable.Range(o * pieces, pieces).MaxBy(i => row[i]);
}
