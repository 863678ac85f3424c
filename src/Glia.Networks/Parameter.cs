namespace Glia.Networks;

/// <summary>
/// A named matrix that is learned, row-major <c>[Rows, Columns]</c>: a view into the one flat array that holds all
/// parameters of a <see cref="Network"/>, and into the flat array of their gradients.
/// </summary>
public sealed class Parameter
{
    private readonly ParameterStore _store;

    internal Parameter(ParameterStore store, string name, int rows, int columns, int offset, bool decays)
    {
        _store = store;
        Name = name;
        Rows = rows;
        Columns = columns;
        Offset = offset;
        Decays = decays;
    }

    /// <summary>Gets the name, unique in the network: the layer's name, a dot and the role, such as <c>1 dense.weights</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the number of rows; 1 for vectors.</summary>
    public int Rows { get; }

    /// <summary>Gets the number of columns.</summary>
    public int Columns { get; }

    /// <summary>Gets the position of the first value in <see cref="Network.Values"/>.</summary>
    public int Offset { get; }

    /// <summary>Gets the number of values, Rows · Columns.</summary>
    public int Length => Rows * Columns;

    /// <summary>
    /// Gets a value indicating whether L1, L2 and decoupled decay act on it: true for dense weights, false for biases,
    /// scales and shifts of normalisation, and learned slopes of activations.
    /// </summary>
    public bool Decays { get; }

    /// <summary>Gets the values, writable; valid as long as the network lives.</summary>
    public Span<float> Values => _store.Values.AsSpan(Offset, Length);

    /// <summary>Gets ∂L/∂value of the last backward pass, the mean over the batch.</summary>
    public Span<float> Gradient => _store.Gradient.AsSpan(Offset, Length);
}
