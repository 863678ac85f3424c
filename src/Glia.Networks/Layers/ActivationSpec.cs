using System.Text.Json.Serialization;
using Glia.Kernels.Activations;

namespace Glia.Networks.Layers;

/// <summary>An activation function on every unit, or over every row.</summary>
/// <param name="Activation">A text that <see cref="ActivationCatalog.Parse"/> understands.</param>
public sealed record ActivationSpec(string Activation) : LayerSpec
{
    /// <summary>A function that is not in the catalogue; known to this process only, so that it is not part of a file.</summary>
    [JsonIgnore]
    internal Activation? Own { get; init; }

    /// <summary>
    /// Uses a function that need not be in the catalogue. Such a network trains and predicts; a file of it loads only where the catalogue
    /// knows the name.
    /// </summary>
    /// <param name="activation">The function.</param>
    /// <returns>The specification.</returns>
    public static ActivationSpec Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return new ActivationSpec(activation.Text) { Own = activation };
    }

    /// <summary>The function itself.</summary>
    /// <returns>The function given, or the one of the catalogue that the text names.</returns>
    public Activation Resolve() => Own ?? ActivationCatalog.Parse(Activation);

    internal override Layer Build(in LayerPlace place) => new ActivationLayer(this, place);
}
