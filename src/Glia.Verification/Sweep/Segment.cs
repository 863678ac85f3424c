namespace Glia.Verification.Sweep;

/// <summary>A run of floats of one sign, by the bits of their magnitudes, ends included, with the curves that hold on it.</summary>
/// <param name="First">The bits of the smallest magnitude.</param>
/// <param name="Last">The bits of the largest.</param>
/// <param name="Value">The value's curve; null where each float is asked of the oracle.</param>
/// <param name="Slope">The slope's curve; null where each float is asked of the oracle.</param>
internal sealed record Segment(int First, int Last, Curve? Value, Curve? Slope);
