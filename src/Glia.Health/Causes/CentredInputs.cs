using Glia.Health.Measures;
using Glia.Networks.Layers;

namespace Glia.Health.Causes;

/// <summary>
/// The mean of every input, over the training rows, is taken off it. Tried where γ = ‖mean‖ / ‖standard deviation‖ of the inputs is at least 1.5; inputs far off
/// centre (γ of 10 and more) decide by themselves which units fire at all. Uniform numbers on one side of 0 have 1.7. At 1.04 (the scoreboard's Blob) centring
/// saves deep narrow networks now and then, as many small changes do. Not where inputs are codes of an embedding layer: those have no centre.
/// </summary>
internal static class CentredInputs
{
    private const double Centred = 1.5;

    public static Arrangement? Arrange(Case what)
    {
        if (what.Initial.Layers[0] is EmbeddingSpec)
        {
            return null;
        }

        InputMoments inputs = InputMoments.Of(what.Record.Train);
        return inputs.Gamma > Centred && what.HasBeginning
            ? new Arrangement(what.Initial)
            {
                Text = Invariant($"inputs centred (their mean is {inputs.Gamma:G3} times their spread)"),
                Rows = inputs.Centre,
            }
            : null;
    }
}
