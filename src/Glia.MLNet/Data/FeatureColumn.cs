namespace Glia.MLNet.Data;

/// <summary>The vector of features: the column, and a name for each slot.</summary>
/// <param name="Name">The column.</param>
/// <param name="Slots">Names of slots, none twice: under these the model knows them.</param>
internal sealed record FeatureColumn(string Name, string[] Slots);
