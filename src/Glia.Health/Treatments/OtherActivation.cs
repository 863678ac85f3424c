using Glia.Health.Records;
using Glia.Kernels.Activations;
using Glia.Networks.Layers;

namespace Glia.Health.Treatments;

/// <summary>
/// Last, because it changes the function of every unit: begins anew with another one in hidden layers. Without a function given, two straight pieces that have a slope
/// everywhere, in place of these a rectifier.
/// </summary>
/// <param name="function">
/// The function; null: by what is there now. The tangent of hyperbolas is centred and bounded, so that no signal grows or dies in deep and narrow layers; ELU has a
/// slope everywhere, is smooth and nearly centred (Clevert et al., ICLR 2016).
/// </param>
internal sealed class OtherActivation(ActivationInfo? function = null) : ITreatment
{
    public string Name => function is null ? "other_activation" : function.IsSigmoidal ? "bounded_activation" : "smooth_activation";

    public Treated? Treat(Patient patient)
    {
        (LayerSpec[] Layers, string Name)? other = function is null
            ? OtherNetworks.WithOtherActivation(patient.Network)
            : OtherNetworks.With(patient.Network, function) is { } layers ? (layers, function.Name) : null;
        return other is var (specs, name)
            ? new Treated(OtherNetworks.Redrawn(patient.Network.Inputs, specs, patient.Options.Seed), patient.Options, $"begun anew with {name.Replace('_', ' ')} in hidden layers")
            : null;
    }
}
