using Glia.Networks.Numbers;

namespace Glia.Networks.Losses;

/// <summary>Rows to be judged: views, row-major, sizes already checked.</summary>
internal readonly ref struct LossBatch(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights, int rows)
{
    private readonly ReadOnlySpan<float> _weights = weights;

    /// <summary>Outputs [rows, outputs].</summary>
    public ReadOnlySpan<float> Outputs { get; } = outputs;

    /// <summary>Targets [rows, target width].</summary>
    public ReadOnlySpan<float> Targets { get; } = targets;

    /// <summary>Number of rows.</summary>
    public int Rows { get; } = rows;

    /// <summary>Sum of the rows' weights.</summary>
    public double TotalWeight
    {
        get
        {
            if (_weights.IsEmpty)
            {
                return Rows;
            }

            WeightedSum sum = default;
            foreach (float weight in _weights)
            {
                sum.Add(0, weight);
            }

            return sum.Weight;
        }
    }

    public double Weight(int row) => _weights.IsEmpty ? 1 : _weights[row];

    public ReadOnlySpan<float> Output(int row) => Row(Outputs, row);

    public ReadOnlySpan<float> Target(int row) => Row(Targets, row);

    private ReadOnlySpan<float> Row(ReadOnlySpan<float> values, int row)
    {
        int width = values.Length / Rows;
        return values.Slice(row * width, width);
    }
}
