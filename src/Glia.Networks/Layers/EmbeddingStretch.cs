namespace Glia.Networks.Layers;

/// <summary>Neighbouring outputs of an embedding layer that come from one place.</summary>
/// <param name="Input">The first input, or the one that is a code.</param>
/// <param name="Output">The first output.</param>
/// <param name="Length">How many outputs.</param>
/// <param name="Table">Where a code is looked up, <c>[levels, Length]</c>; null: as many inputs pass as they are.</param>
public sealed record EmbeddingStretch(int Input, int Output, int Length, Parameter? Table);
