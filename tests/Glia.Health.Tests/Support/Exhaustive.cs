using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Support;

/// <summary>The slow twin: row by row, sharing nothing with the code under test.</summary>
internal static class Exhaustive
{
    /// <summary>For each activation layer and unit, how many rows have z &gt; 0.</summary>
    public static Dictionary<string, long[]> Fired(Network network, ReadOnlySpan<float> x, int rows)
    {
        ForwardPass pass = network.Run(x, rows);
        Dictionary<string, long[]> fired = [];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (network.Layers[i] is ActivationLayer layer)
            {
                ReadOnlySpan<float> z = pass.Output(i - 1);
                long[] counts = new long[layer.Outputs];
                for (int at = 0; at < z.Length; at++)
                {
                    counts[at % layer.Outputs] += z[at] > 0 ? 1 : 0;
                }

                fired.Add(layer.Name, counts);
            }
        }

        return fired;
    }
}
