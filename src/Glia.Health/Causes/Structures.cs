using Glia.Health.Records;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Causes;

/// <summary>Other networks with the same initial weights: normalisation in front of every hidden activation, paths around layers, or another function.</summary>
internal static class Structures
{
    /// <summary>A normalisation layer in front of every hidden activation that has none.</summary>
    public static Arrangement? Normalised(Case what) =>
        what.HasBeginning && OtherNetworks.Normalised(what.Initial.ToNetwork(), what.Record.Train.Rows / what.Initial.StepsPerEpoch) is var (layers, kind)
            ? new Arrangement(what.Initial)
            {
                Text = $"{kind} normalisation in front of every hidden activation",
                Network = () => Make(what.Initial, layers),
            }
            : null;

    /// <summary>A path around every hidden layer as wide as the one before.</summary>
    public static Arrangement? Residual(Case what) =>
        what.HasBeginning && ResidualPaths.Add(what.Initial.ToNetwork()) is > 0 and var layers
            ? new Arrangement(what.Initial)
            {
                Text = Invariant($"paths around {layers} hidden layers"),
                Touch = network => ResidualPaths.Add(network),
            }
            : null;

    /// <summary>Two straight pieces with a slope everywhere in hidden layers; in place of such, a rectifier.</summary>
    public static Arrangement? OtherActivation(Case what) =>
        what.HasBeginning && OtherNetworks.WithOtherActivation(what.Initial.ToNetwork()) is var (layers, name)
            ? new Arrangement(what.Initial)
            {
                Text = $"{name.Replace('_', ' ')} in hidden layers",
                Network = () => Make(what.Initial, layers),
            }
            : null;

    /// <summary>A network whose parameters start as those of the same name in the state.</summary>
    private static Network Make(TrainingState state, IReadOnlyList<LayerSpec> specs)
    {
        Network network = Network.Create(state.Inputs, specs, state.Options.Seed);
        Dictionary<string, Parameter> known = state.ToNetwork().Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (Parameter parameter in network.Parameters)
        {
            if (known.TryGetValue(parameter.Name, out Parameter? start) && start.Length == parameter.Length)
            {
                start.Values.CopyTo(parameter.Values);
            }
        }

        return network;
    }
}
