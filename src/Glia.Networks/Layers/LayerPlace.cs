using Glia.Kernels.Activations;

namespace Glia.Networks.Layers;

/// <summary>Where a layer is built: its number, how wide its input is, what follows, and where its parameters live.</summary>
/// <param name="Number">How many dense layers stand up to here, this one included: layers that belong together share a number.</param>
/// <param name="Inputs">Width of the input.</param>
/// <param name="Following">The next activation before the next dense layer, if there is one.</param>
/// <param name="Store">Where parameters are declared.</param>
/// <param name="Taken">Names in use.</param>
/// <param name="IsLast">Whether the layer's outputs are those of the network.</param>
internal readonly record struct LayerPlace(int Number, int Inputs, Activation? Following, ParameterStore Store, HashSet<string> Taken, bool IsLast)
{
    /// <summary>
    /// The unique name "number kind". A second layer of the same kind behind the same dense layer gets a letter: names do not
    /// depend on layers of other kinds, so neither do the random draws that are made by name.
    /// </summary>
    public string Name(string kind)
    {
        string name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number} {kind}");
        string unique = name;
        for (int i = 2; !Taken.Add(unique); i++)
        {
            unique = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} #{i}");
        }

        return unique;
    }
}
