namespace Glia.Networks;

/// <summary>What every layer gave for a batch in prediction.</summary>
public sealed class ForwardPass
{
    private readonly float[][] _outputs;

    internal ForwardPass(int rows, float[][] outputs)
    {
        Rows = rows;
        _outputs = outputs;
    }

    /// <summary>Gets the number of rows.</summary>
    public int Rows { get; }

    /// <summary>Gets y of a layer.</summary>
    /// <param name="layer">Index in <see cref="Network.Layers"/>; −1 for the rows themselves.</param>
    /// <returns><c>[rows, units]</c>.</returns>
    public ReadOnlySpan<float> Output(int layer) => _outputs[layer + 1];
}
