using Glia.Health.Records;
using Glia.Kernels.Activations;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>
/// Begins anew with normalisation in front of every hidden activation, of batches where they have eight rows at least, else of rows. Source: Ioffe and Szegedy (ICML
/// 2015), Ba et al. (2016).
/// </summary>
internal sealed class Normalisation : ITreatment
{
    private const int FewRows = 8;

    public string Name => "normalisation";

    public Treated? Treat(Patient patient)
    {
        Network network = patient.Network;
        HashSet<int> hidden = OtherActivation.Hidden(network);
        if (hidden.Count == 0 || network.Spec.Any(spec => spec is BatchNormSpec or LayerNormSpec))
        {
            return null;
        }

        int batch = patient.Options.BatchSize > 0 ? Math.Min(patient.Options.BatchSize, patient.Train.Rows) : Math.Min(200, patient.Train.Rows);
        LayerSpec Norm() => batch >= FewRows ? new BatchNormSpec() : new LayerNormSpec();
        LayerSpec[] layers = [.. network.Spec.SelectMany((spec, i) => hidden.Contains(i) ? [Norm(), spec] : new[] { spec })];
        Network start = Surgery.Redrawn(Network.Create(network.Inputs, layers, patient.Options.Seed), patient.Options.Seed);
        return new Treated(start, patient.Options, $"begun anew with {(batch >= FewRows ? "batch" : "layer")} normalisation in front of every hidden activation");
    }
}

/// <summary>
/// Last, because it changes the function of every unit: begins anew with a rectifier that has a slope everywhere in place of one that has not, and with a rectifier in place of a
/// function that flattens.
/// </summary>
internal sealed class OtherActivation : ITreatment
{
    public string Name => "other_activation";

    public Treated? Treat(Patient patient)
    {
        Network network = patient.Network;
        HashSet<int> hidden = Hidden(network);
        if (hidden.Count == 0 || hidden.Any(i => Info(network.Spec[i]).ChangesWidth))
        {
            return null;
        }

        bool rectifies = Info(network.Spec[hidden.Min()]).IsRectifier;
        ActivationInfo? other = ActivationCatalog.All.FirstOrDefault(info => IsPlain(info) && (rectifies
            ? !info.IsRectifier && info.SlopeRange is { Low: > 0, High: <= 1 }
            : info.IsRectifier && info.SlopeRange is { Low: 0, High: 1 }));
        if (other is null)
        {
            return null;
        }

        LayerSpec[] layers = [.. network.Spec.Select((spec, i) => hidden.Contains(i) ? new ActivationSpec(other.Name) : spec)];
        Network start = Surgery.Redrawn(Network.Create(network.Inputs, layers, patient.Options.Seed), patient.Options.Seed);
        return new Treated(start, patient.Options, $"begun anew with {other.Name} in hidden layers");
    }

    /// <summary>Where the hidden activations stand.</summary>
    public static HashSet<int> Hidden(Network network) =>
        [.. Stage.Of(network).Where(stage => stage.Activation is not null && !stage.IsOutput).Select(stage => stage.After)];

    private static ActivationInfo Info(LayerSpec spec) => ((ActivationSpec)spec).Resolve().Info;

    /// <summary>Two straight pieces, unbounded above, nothing learned.</summary>
    private static bool IsPlain(ActivationInfo info) =>
        info is { IsMonotone: true, IsRowwise: false, ChangesWidth: false, LearnedParameter: null, Kinks.Count: 1, Family: ActivationFamily.PiecewiseLinear }
        && double.IsPositiveInfinity(info.Range.High) && info.Kinks[0].At == 0;
}
