using Glia.Health.Records;
using Glia.Networks;

namespace Glia.Health.Causes;

/// <summary>The biases of hidden layers are put back after every update.</summary>
internal sealed class FrozenBiases : IStepRule
{
    private readonly float[][] _values;

    public static Arrangement? Arrange(Case what) => Hidden(what.Start.ToNetwork()).Length > 0
        ? new Arrangement(what.Start)
        {
            Text = what.Start.Step == 0 ? "hidden biases frozen at their start" : Invariant($"hidden biases frozen from step {what.Start.Step} on"),
            Rule = () => new FrozenBiases(what.Start),
        }
        : null;

    private FrozenBiases(TrainingState from)
    {
        _values = [.. Hidden(from.ToNetwork()).Select(bias => bias.Values.ToArray())];
    }

    public void Updated(long step, Network network)
    {
        Parameter[] biases = Hidden(network);
        for (int i = 0; i < biases.Length; i++)
        {
            _values[i].CopyTo(biases[i].Values);
        }
    }

    /// <summary>Biases of all stages but the output's.</summary>
    public static Parameter[] Hidden(Network network) => [.. Stage.Of(network).SkipLast(1).Select(stage => stage.Bias).OfType<Parameter>()];
}
