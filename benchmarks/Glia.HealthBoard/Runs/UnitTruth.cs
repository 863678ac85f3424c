using Glia.Health;
using Glia.HealthBoard.Data;
using Glia.HealthBoard.Results;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Runs;

/// <summary>
/// The truth about every rectifier unit, by a forward pass of its own over all training and held rows, and in one or two dimensions over a
/// dense grid of the data's box. Shares no code with the probes.
/// </summary>
internal sealed class UnitTruth
{
    private const int Chunk = 2048;
    private const int GridOfOne = 20001;
    private const int GridOfTwo = 201;

    private readonly Dictionary<string, bool[]> _fires;
    private readonly Dictionary<string, bool[]>? _firesOnGrid;

    private UnitTruth(Dictionary<string, bool[]> fires, Dictionary<string, bool[]>? firesOnGrid) => (_fires, _firesOnGrid) = (fires, firesOnGrid);

    public static UnitTruth Of(Network network, LearningTask task)
    {
        Dictionary<string, bool[]> fires = [];
        Mark(network, task.Train.X.Span, fires);
        Mark(network, task.Held.X.Span, fires);
        if (network.Inputs > 2)
        {
            return new UnitTruth(fires, null);
        }

        Dictionary<string, bool[]> grid = fires.ToDictionary(pair => pair.Key, pair => (bool[])pair.Value.Clone());
        Mark(network, Grid(task.Train.X.Span, network.Inputs), grid);
        return new UnitTruth(fires, grid);
    }

    /// <summary>Whether every unit of a finding fires on no row at all.</summary>
    public bool Confirms(Finding finding) => finding.Problem is Problems.DeadUnits or Problems.DeadLayer
        && finding.Units.All(unit => !_fires[finding.Layer][unit]);

    /// <summary>What the report says of the units, beside the truth.</summary>
    public UnitTally Compare(HealthReport report)
    {
        UnitTally tally = new();
        foreach (LayerHealth layer in report.Layers.Where(layer => _fires.ContainsKey(layer.Name)))
        {
            for (int unit = 0; unit < layer.Units; unit++)
            {
                bool said = layer.State[unit] == UnitState.Dead, dead = !_fires[layer.Name][unit];
                tally.Units++;
                tally.DeadFound += said && dead ? 1 : 0;
                tally.DeadInvented += said && !dead ? 1 : 0;
                tally.DeadMissed += !said && dead ? 1 : 0;
                tally.FoundButAliveOnGrid += said && dead && _firesOnGrid?[layer.Name][unit] == true ? 1 : 0;
                tally.FoundWithGrid += said && dead && _firesOnGrid is not null ? 1 : 0;
            }
        }

        return tally;
    }

    private static void Mark(Network network, ReadOnlySpan<float> x, Dictionary<string, bool[]> fires)
    {
        int rows = x.Length / network.Inputs;
        for (int from = 0; from < rows; from += Chunk)
        {
            int count = Math.Min(Chunk, rows - from);
            ForwardPass pass = network.Run(x.Slice(from * network.Inputs, count * network.Inputs), count);
            for (int i = 0; i < network.Layers.Count; i++)
            {
                if (network.Layers[i] is ActivationLayer { Activation.Info.IsRectifier: true } layer)
                {
                    if (!fires.TryGetValue(layer.Name, out bool[]? marks))
                    {
                        fires.Add(layer.Name, marks = new bool[layer.Inputs]);
                    }

                    ReadOnlySpan<float> z = pass.Output(i - 1);
                    for (int at = 0; at < z.Length; at++)
                    {
                        marks[at % marks.Length] |= z[at] > 0;
                    }
                }
            }
        }
    }

    private static float[] Grid(ReadOnlySpan<float> x, int width)
    {
        (float Low, float High)[] box = new (float, float)[width];
        Array.Fill(box, (float.MaxValue, float.MinValue));
        for (int i = 0; i < x.Length; i++)
        {
            box[i % width] = (Math.Min(box[i % width].Low, x[i]), Math.Max(box[i % width].High, x[i]));
        }

        int points = width == 1 ? GridOfOne : GridOfTwo;
        float At(int axis, int step) => box[axis].Low + ((box[axis].High - box[axis].Low) * step / (points - 1));
        return width == 1
            ? [.. Enumerable.Range(0, points).Select(i => At(0, i))]
            : [.. Enumerable.Range(0, points * points).SelectMany(i => (float[])[At(0, i / points), At(1, i % points)])];
    }
}
