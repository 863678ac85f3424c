using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Pruning;

/// <summary>
/// Takes units that give 0 out of a network: the column of weights into a unit, its bias, and the row of weights out of it. Wherever the units
/// do give 0, the outputs keep their bits.
/// </summary>
/// <remarks>
/// A unit's output of ±0 enters the layer behind as fma(±0, w, s), which gives s back for every s but ±0, where at most the sign of the zero is
/// another. Later terms that are not zero forget that sign, and so does a bias, unless it is −0. So a unit stays where the layer behind has a
/// bias of −0, where a weight out of it is not finite (0·∞ is no number), or where something between maps 0 to another value or looks at the
/// whole row. A constant other than 0 stays too: folded into the bias it would be rounded elsewhere. Each layer keeps one unit at least.
/// </remarks>
public static class Pruner
{
    /// <summary>Removes units.</summary>
    /// <param name="network">The network; not changed.</param>
    /// <param name="dead">Index of an activation layer in <see cref="Network.Layers"/> and a unit that gives 0 there.</param>
    /// <returns>A smaller network, and which units went.</returns>
    /// <exception cref="ArgumentException">A layer is no activation, or has no such unit.</exception>
    public static PruneResult Prune(Network network, IReadOnlyList<(int Layer, int Unit)> dead)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(dead);
        SortedSet<int>[] gone = [.. network.Layers.Select(_ => new SortedSet<int>())];
        List<PrunedUnit> units = [];
        foreach ((int layer, int unit) in dead.Distinct().Order())
        {
            if (layer < 0 || layer >= gone.Length || network.Layers[layer] is not ActivationLayer activation || unit < 0 || unit >= activation.Inputs)
            {
                throw new ArgumentException(Invariant($"There is no unit {unit} of an activation at layer {layer} of the network."), nameof(dead));
            }

            (int first, string? reason) = Place(network, layer, unit);
            if (reason is null && gone[first].Count + 1 == network.Layers[first].Outputs)
            {
                reason = gone[first].Contains(unit) ? null : "a layer keeps one unit at least";
            }

            units.Add(new PrunedUnit(activation.Name, unit, reason));
            if (reason is null)
            {
                gone[first].Add(unit);
            }
        }

        return new PruneResult(Smaller(network, gone), units);
    }

    /// <summary>The dense layer that makes the unit, and why it has to stay, if it does.</summary>
    private static (int Dense, string? Reason) Place(Network network, int layer, int unit)
    {
        if (!IsZero((ActivationLayer)network.Layers[layer], unit))
        {
            return (0, "its function does not give 0");
        }

        int first = layer - 1;
        while (first >= 0 && network.Layers[first] is BatchNormLayer or DropoutLayer or ActivationLayer { Activation.Info: { IsRowwise: false, ChangesWidth: false } })
        {
            first--;
        }

        if (first < 0 || network.Layers[first] is not DenseLayer)
        {
            return (0, first < 0 ? "it is an input" : Invariant($"'{network.Layers[first].Name}' looks at the whole row"));
        }

        for (int i = layer + 1; i < network.Layers.Count; i++)
        {
            switch (network.Layers[i])
            {
                case DropoutLayer:
                    break;
                case ActivationLayer next when IsZero(next, unit):
                    break;
                case DenseLayer next:
                    return (first, Behind(next, unit));
                default:
                    return (first, Invariant($"'{network.Layers[i].Name}' makes something of its 0"));
            }
        }

        return (first, "it is an output of the network");
    }

    private static string? Behind(DenseLayer next, int unit)
    {
        foreach (float weight in next.Weights.Values.Slice(unit * next.Outputs, next.Outputs))
        {
            if (!float.IsFinite(weight))
            {
                return "a weight out of it is not finite";
            }
        }

        foreach (float bias in next.Bias.Values)
        {
            if (bias == 0 && float.IsNegative(bias))
            {
                return Invariant($"a bias of '{next.Name}' is −0, which tells zeros of both signs apart");
            }
        }

        return null;
    }

    /// <summary>Whether a function of single units maps zeros of both signs to zero.</summary>
    private static bool IsZero(ActivationLayer layer, int unit)
    {
        ActivationInfo info = layer.Activation.Info;
        if (info.IsRowwise || info.ChangesWidth)
        {
            return false;
        }

        float[] zeros = new float[2 * layer.Inputs];
        Array.Fill(zeros, -0f, layer.Inputs, layer.Inputs);
        layer.Activation.ForwardRows(zeros, layer.Inputs, layer.Learned is null ? default : layer.Learned.Values, zeros);
        return zeros[unit] == 0 && zeros[layer.Inputs + unit] == 0;
    }

    /// <summary>The network without the units that are gone, by dense layer.</summary>
    private static Network Smaller(Network network, SortedSet<int>[] gone)
    {
        LayerSpec[] specs = [.. network.Spec.Select((spec, i) => spec is DenseSpec dense ? dense with { Units = dense.Units - gone[i].Count } : spec)];
        Network smaller = Network.Create(network.Inputs, specs, 0);
        int[] before = [.. Enumerable.Range(0, network.Inputs)];
        for (int i = 0; i < specs.Length; i++)
        {
            Layer from = network.Layers[i], to = smaller.Layers[i];
            if (from is EmbeddingLayer)
            {
                // No unit of it goes, and the rows of its tables are levels, not units of the layer before.
                for (int p = 0; p < from.Parameters.Count; p++)
                {
                    from.Parameters[p].Values.CopyTo(to.Parameters[p].Values);
                }

                before = [.. Enumerable.Range(0, from.Outputs)];
                continue;
            }

            int[] kept = from is DenseLayer ? [.. Enumerable.Range(0, from.Outputs).Where(unit => !gone[i].Contains(unit))]
                : from.Outputs == from.Inputs ? before
                : [.. Enumerable.Range(0, from.Outputs)];
            for (int p = 0; p < from.Parameters.Count; p++)
            {
                Parameter old = from.Parameters[p];
                Copy(old.Values, old.Columns, to.Parameters[p].Values, old.Rows == 1 ? [0] : before, old.Columns == 1 ? [0] : kept);
            }

            for (int s = 0; s < from.State.Count; s++)
            {
                Copy(from.State[s].Values, from.State[s].Values.Length, to.State[s].Values, [0], kept);
            }

            before = kept;
        }

        return smaller;
    }

    private static void Copy(ReadOnlySpan<float> from, int columns, Span<float> to, int[] rows, int[] kept)
    {
        int at = 0;
        foreach (int row in rows)
        {
            foreach (int column in kept)
            {
                to[at++] = from[(row * columns) + column];
            }
        }
    }
}

/// <summary>What was taken out of a network.</summary>
/// <param name="Network">The smaller network.</param>
/// <param name="Units">Every unit asked for.</param>
public sealed record PruneResult(Network Network, IReadOnlyList<PrunedUnit> Units)
{
    /// <summary>Gets the number of units removed.</summary>
    public int Removed => Units.Count(unit => unit.Reason is null);
}

/// <summary>A unit that was to be removed.</summary>
/// <param name="Layer">Name of the activation layer.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Reason">Why it stays; null: it went.</param>
public sealed record PrunedUnit(string Layer, int Unit, string? Reason);
