using Glia.Kernels.Activations;

namespace Glia.Networks.Tests.Oracles;

/// <summary>
/// The catalogue's functions in double: some written a second time, with System.Math and straight from their definitions, all others by their
/// own kernels for float64, which the tests of Glia.Kernels hold against reference values.
/// </summary>
internal static class DoubleActivations
{
    public static double Of(Activation activation, double z, double learned)
    {
        double Parameter(string name) => activation.Parameters[name];
        return activation.Info.Name switch
        {
            "linear" => z,
            "sigmoid" => 1 / (1 + Math.Exp(-z)),
            "tanh" => Math.Tanh(z),
            "relu" => Math.Max(z, 0),
            "leaky_relu" => z > 0 ? z : Parameter("slope") * z,
            "prelu" => z > 0 ? z : (activation.Learned == LearnedPer.None ? Parameter("slope") : learned) * z,
            "elu" => z > 0 ? z : Parameter("alpha") * (Math.Exp(z) - 1),
            "swish" => z / (1 + Math.Exp(-(activation.Learned == LearnedPer.None ? Parameter("beta") : learned) * z)),
            _ when activation.Learned == LearnedPer.None => Forward(activation, [z])[0],
            _ => throw new InvalidOperationException($"Write {activation.Info.Name} down here, so that networks with it are tested."),
        };
    }

    public static double[] OfRow(Activation activation, double[] z)
    {
        double top = z.Max();
        double sum = z.Sum(v => Math.Exp(v - top));
        return activation.Info.Name switch
        {
            "softmax" => [.. z.Select(v => Math.Exp(v - top) / sum)],
            "log_softmax" => [.. z.Select(v => v - top - Math.Log(sum))],
            _ => Forward(activation, z),
        };
    }

    private static double[] Forward(Activation activation, double[] z)
    {
        double[] y = new double[activation.OutputUnits(z.Length)];
        activation.Forward(z, y);
        return y;
    }
}
