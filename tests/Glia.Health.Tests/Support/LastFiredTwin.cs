using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.Health.Tests.Support;

/// <summary>Writes down the last step with z &gt; 0 for every unit, the slow way.</summary>
internal sealed class LastFiredTwin : IStepObserver
{
    public Dictionary<string, long[]> Steps { get; } = [];

    public void StepEnded(in StepView step)
    {
        for (int i = 0; i < step.Network.Layers.Count; i++)
        {
            if (step.Network.Layers[i] is ActivationLayer layer)
            {
                if (!Steps.TryGetValue(layer.Name, out long[]? last))
                {
                    last = new long[layer.Outputs];
                    Array.Fill(last, -1);
                    Steps.Add(layer.Name, last);
                }

                ReadOnlySpan<float> z = step.Output(i - 1);
                for (int row = 0; row < step.Rows; row++)
                {
                    Look(z.Slice(row * layer.Outputs, layer.Outputs), last, step.Step);
                }
            }
        }
    }

    private static void Look(ReadOnlySpan<float> row, long[] last, long step)
    {
        bool finite = true;
        foreach (float value in row)
        {
            finite &= float.IsFinite(value);
        }

        for (int unit = 0; finite && unit < row.Length; unit++)
        {
            last[unit] = row[unit] > 0 ? step : last[unit];
        }
    }
}
