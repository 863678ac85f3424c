namespace Glia.Networks;

/// <summary>
/// The flat arrays behind all parameters of a network. Layers declare first, arrays come after, so that a file's sizes can
/// be checked against the declaration before anything is allocated.
/// </summary>
internal sealed class ParameterStore
{
    /// <summary>Arrays are padded to whole vectors of 16 floats (512 bits), so that elementwise updates have no tail.</summary>
    private const int Padding = 16;

    private long _length;
    private long _stateLength;

    /// <summary>Number of parameter values.</summary>
    public int Length => checked((int)_length);

    /// <summary>Number of state values.</summary>
    public int StateLength => checked((int)_stateLength);

    /// <summary>Parameter values, padded.</summary>
    public float[] Values { get; private set; } = [];

    /// <summary>Their gradients, padded; the padding stays zero.</summary>
    public float[] Gradient { get; private set; } = [];

    /// <summary>State of layers, not padded.</summary>
    public float[] State { get; private set; } = [];

    public Parameter Declare(string name, int rows, int columns, bool decays)
    {
        Parameter parameter = new(this, name, rows, columns, (int)_length, decays);
        _length = Grown(_length, (long)rows * columns, name);
        return parameter;
    }

    public StateTensor DeclareState(string name, int length)
    {
        StateTensor state = new(this, name, (int)_stateLength, length);
        _stateLength = Grown(_stateLength, length, name);
        return state;
    }

    public void Allocate()
    {
        Values = new float[PaddedLength(Length)];
        Gradient = new float[Values.Length];
        State = new float[StateLength];
    }

    public static int PaddedLength(int length) => (length + Padding - 1) / Padding * Padding;

    private static long Grown(long length, long by, string name)
    {
        long grown = length + by;
        return grown <= Array.MaxLength - Padding
            ? grown
            : throw new GliaException($"The network is too large: with {name} it has more than {Array.MaxLength - Padding} values. Use fewer units.");
    }
}
