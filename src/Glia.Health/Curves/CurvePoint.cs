namespace Glia.Health.Curves;

/// <summary>One epoch of every curve of a training.</summary>
/// <param name="Epoch">The epoch, the first is 1.</param>
/// <param name="Step">Steps made when it ended: what TensorBoard counts by.</param>
/// <param name="Values">Every curve's value by name, in one order for the whole training; what was not measured is null.</param>
public sealed record CurvePoint(int Epoch, long Step, IReadOnlyList<KeyValuePair<string, double?>> Values);
