namespace Glia.Networks;

/// <summary>Training rows that lie somewhere else than in memory, such as in a file, and are read piece by piece. The same rows every time they are read.</summary>
public interface IRowSource
{
    /// <summary>Gets the number of rows.</summary>
    int Rows { get; }

    /// <summary>Gets the width of a row of inputs.</summary>
    int Features { get; }

    /// <summary>Gets the width of a row of targets; a class is its index, width 1.</summary>
    int TargetWidth { get; }

    /// <summary>Gets a value indicating whether rows have weights; if not, each weighs 1.</summary>
    bool HasWeights { get; }

    /// <summary>Gets a name of the rows that other rows do not have: a hash of their content. A checkpoint is only resumed with the same ones.</summary>
    string Sha256 { get; }

    /// <summary>Reads rows that follow each other. Called from a thread of its own while the training goes on, but never twice at once.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="x">Inputs, <c>[rows, Features]</c>; its length says how many rows.</param>
    /// <param name="targets">Targets, <c>[rows, TargetWidth]</c>.</param>
    /// <param name="weights">Weights, <c>[rows]</c>; empty without <see cref="HasWeights"/>.</param>
    /// <exception cref="GliaException">The rows cannot be read.</exception>
    void Read(int first, Span<float> x, Span<float> targets, Span<float> weights);
}
