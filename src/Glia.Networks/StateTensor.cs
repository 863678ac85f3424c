namespace Glia.Networks;

/// <summary>
/// A named vector that a layer keeps but does not learn by gradient, such as a running mean. It belongs to the weights
/// wherever they are saved, hashed, remembered as best or restored.
/// </summary>
public sealed class StateTensor
{
    private readonly ParameterStore _store;

    internal StateTensor(ParameterStore store, string name, int offset, int length)
    {
        _store = store;
        Name = name;
        Offset = offset;
        Length = length;
    }

    /// <summary>Gets the name, unique in the network, such as <c>1 batch_norm.running_mean</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the number of values.</summary>
    public int Length { get; }

    /// <summary>Gets the values, writable.</summary>
    public Span<float> Values => _store.State.AsSpan(Offset, Length);

    internal int Offset { get; }
}
