using Glia.HealthBoard.Catalog;
using Glia.Kernels.Randomness;

namespace Glia.HealthBoard.Repairs;

/// <summary>
/// Random settings for a new start: the yardstick that repair tools were found not to beat (Kim et al., ICST 2023). Drawn: learning rate, a
/// factor between 1/100 and 10, even in the logarithm; hidden activation; initialisation; optimizer; batch normalisation or not.
/// </summary>
internal static class RandomSearch
{
    private static readonly string[] Activations = ["relu", "leaky_relu", "elu", "tanh", "swish", "sigmoid"];
    private static readonly string?[] Starts = [null, "he_normal", "glorot_uniform", "lecun_normal", "orthogonal"];
    private static readonly string[] Optimizers = ["adam", "sgd", "momentum(momentum=0.9)", "rmsprop"];

    public static Setup Draw(Setup setup, RandomStream random) => setup with
    {
        Rate = setup.Rate * Math.Pow(10, (3 * random.NextDouble()) - 2),
        Activation = Activations[random.NextInt(Activations.Length)],
        Init = Starts[random.NextInt(Starts.Length)],
        Optimizer = Optimizers[random.NextInt(Optimizers.Length)],
        Norm = random.NextInt(2) == 0 ? null : "batch",
        Start = null,
    };
}
