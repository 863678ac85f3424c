namespace Glia.Networks;

/// <summary>A number computed from outputs, to be shown beside the loss; training does not depend on it.</summary>
/// <param name="outputs">Raw outputs, <c>[rows, outputs]</c>, in the order of the set.</param>
/// <param name="set">The rows with their targets and weights.</param>
/// <returns>The metric.</returns>
public delegate double TrainingMetric(ReadOnlySpan<float> outputs, TrainingSet set);
