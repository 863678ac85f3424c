namespace Glia.Kernels.Activations;

/// <summary>The gradients that <see cref="FusedRows.Backward"/> reads and writes.</summary>
public readonly ref struct FusedGradients
{
    /// <summary>Gets ∂L/∂(y·m) <c>[rows, outputs]</c>, read; empty where there is no mask.</summary>
    public Span<float> Masked { get; init; }

    /// <summary>Gets ∂L/∂y <c>[rows, outputs]</c>: written under a mask, where it may be <see cref="Masked"/>; otherwise read.</summary>
    public required Span<float> Y { get; init; }

    /// <summary>Gets ∂L/∂z <c>[rows, units]</c>, written.</summary>
    public required Span<float> Z { get; init; }

    /// <summary>Gets ∂L/∂b <c>[units]</c>, overwritten; empty where nobody asks.</summary>
    public Span<float> Bias { get; init; }

    /// <summary>Gets the gradient of the learned values, overwritten; as long as they are.</summary>
    public Span<float> Learned { get; init; }
}
