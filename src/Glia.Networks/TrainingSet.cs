namespace Glia.Networks;

/// <summary>Rows to learn from or to be judged by, all row-major.</summary>
/// <param name="X">Inputs, <c>[rows, Features]</c>.</param>
/// <param name="Features">Width of a row of inputs.</param>
/// <param name="Targets">Targets, <c>[rows, TargetWidth]</c>; a class is its index, width 1.</param>
/// <param name="TargetWidth">Width of a row of targets.</param>
/// <param name="Weights">Weight of each row, not negative, class and sample weights multiplied; empty: 1 each.</param>
public sealed record TrainingSet(
    ReadOnlyMemory<float> X,
    int Features,
    ReadOnlyMemory<float> Targets,
    int TargetWidth,
    ReadOnlyMemory<float> Weights = default)
{
    /// <summary>Gets the number of rows.</summary>
    public int Rows => TargetWidth > 0 ? Targets.Length / TargetWidth : 0;

    /// <summary>Refuses what does not fit the network, the loss or itself.</summary>
    internal void Check(Network network, Loss loss, string name)
    {
        if (Features != network.Inputs)
        {
            throw new ArgumentException(Invariant($"The {name} rows have {Features} features; the network takes {network.Inputs}."), name);
        }

        int width = loss.TargetWidth(network.Outputs);
        if (TargetWidth != width)
        {
            throw new ArgumentException(
                Invariant($"The {name} targets have width {TargetWidth}; {loss.Text} with {network.Outputs} outputs takes width {width}."), name);
        }

        bool fits = Targets.Length == Rows * TargetWidth && X.Length == (long)Rows * Features;
        if (Rows == 0 || !fits || (Weights.Length > 0 && Weights.Length != Rows))
        {
            string sizes = Invariant($"{X.Length} inputs of width {Features}, {Targets.Length} targets of width {TargetWidth}, {Weights.Length} weights");
            throw new ArgumentException($"The {name} set does not fit together: {sizes}.", name);
        }

        double total = CheckValues(Targets.Span, Weights.Span, 0, network, loss, name);
        if (total <= 0)
        {
            throw new ArgumentException($"All weights of the {name} rows are 0; nothing can be learned.", name);
        }
    }

    /// <summary>Refuses targets and weights that cannot be learned from, of rows from one of the whole set on. Gives the sum of the weights.</summary>
    internal static double CheckValues(ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int first, Network network, Loss loss, string name)
    {
        int width = loss.TargetWidth(network.Outputs);
        for (int i = 0; i < targets.Length; i++)
        {
            if (loss.Complaint(targets[i], network.Outputs) is { } expected)
            {
                string seen = Invariant($"row {first + (i / width)} (counted from 0) is {targets[i]}");
                throw new ArgumentException($"The {name} target of {seen}; {loss.Text} takes {expected}.", name);
            }
        }

        double total = weights.IsEmpty ? 1 : 0;
        foreach (float weight in weights)
        {
            total += weight is >= 0 and < float.PositiveInfinity
                ? weight
                : throw new ArgumentException(Invariant($"A weight of the {name} rows is {weight}; weights are finite and not negative."), name);
        }

        return total;
    }
}
