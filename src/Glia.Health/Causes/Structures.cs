using Glia.Health.Records;
using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Causes;

/// <summary>Other networks with the same initial weights: normalisation in front of every hidden activation, or another function.</summary>
internal static class Structures
{
    /// <summary>Rows of a batch below which its mean and variance are mere chance: rows are normalised instead.</summary>
    private const int FewRows = 8;

    /// <summary>A normalisation layer in front of every hidden activation that has none.</summary>
    public static Arrangement? Normalised(Case what)
    {
        IReadOnlyList<LayerSpec> specs = what.Initial.Layers;
        if (!what.HasBeginning || specs.Any(spec => spec is BatchNormSpec or LayerNormSpec) || Hidden(what.Initial).Count == 0)
        {
            return null;
        }

        bool byBatch = what.Record.Train.Rows / what.Initial.StepsPerEpoch >= FewRows;
        HashSet<int> hidden = Hidden(what.Initial);
        LayerSpec[] with = [.. specs.SelectMany((spec, i) => hidden.Contains(i) ? [byBatch ? new BatchNormSpec() : new LayerNormSpec(), spec] : new[] { spec })];
        return new Arrangement(what.Initial)
        {
            Text = $"{(byBatch ? "batch" : "layer")} normalisation in front of every hidden activation",
            Network = () => Make(what.Initial, with),
        };
    }

    /// <summary>In place of rectifiers one that has a slope everywhere, in place of others a rectifier, in hidden layers.</summary>
    public static Arrangement? OtherActivation(Case what)
    {
        HashSet<int> hidden = Hidden(what.Initial);
        if (!what.HasBeginning || hidden.Count == 0 || hidden.Any(i => ((ActivationSpec)what.Initial.Layers[i]).Resolve().Info.ChangesWidth))
        {
            return null;
        }

        bool rectifies = ((ActivationSpec)what.Initial.Layers[hidden.Min()]).Resolve().Info.IsRectifier;
        ActivationInfo? other = ActivationCatalog.All.FirstOrDefault(info => Plain(info) && (rectifies
            ? !info.IsRectifier && info.SlopeRange is { Low: > 0, High: <= 1 }
            : info.IsRectifier && info.SlopeRange is { Low: 0, High: 1 }));
        return other is null ? null : new Arrangement(what.Initial)
        {
            Text = $"{other.Name.Replace('_', ' ')} in hidden layers",
            Network = () => Make(what.Initial, [.. what.Initial.Layers.Select((spec, i) => hidden.Contains(i) ? new ActivationSpec(other.Name) : spec)]),
        };
    }

    /// <summary>Two straight pieces, unbounded above, nothing learned.</summary>
    private static bool Plain(ActivationInfo info) =>
        info is { IsMonotone: true, IsRowwise: false, ChangesWidth: false, LearnedParameter: null, Kinks.Count: 1 } && double.IsPositiveInfinity(info.Range.High)
        && info.Kinks[0].At == 0 && info.Family == ActivationFamily.PiecewiseLinear;

    /// <summary>Where the hidden activations stand.</summary>
    private static HashSet<int> Hidden(TrainingState state) =>
        [.. Stage.Of(state.ToNetwork()).Where(stage => stage.Activation is not null && !stage.IsOutput).Select(stage => stage.After)];

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
