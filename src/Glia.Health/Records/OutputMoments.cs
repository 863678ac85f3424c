namespace Glia.Health.Records;

/// <summary>What the outputs y of one layer do over rows, per unit: mean size, range, and which are multiples of another.</summary>
/// <param name="units">Number of units.</param>
internal sealed class OutputMoments(int units)
{
    /// <summary>Per unit Σ|y|.</summary>
    private readonly double[] _size = new double[units];
    private readonly float[] _max = Filled(units, float.NegativeInfinity);
    private readonly float[] _min = Filled(units, float.PositiveInfinity);

    /// <summary>Gets the rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Gets, per unit, the first unit of which it is a multiple over the first rows, −1 for none; empty before any rows.</summary>
    public int[] DuplicateOf { get; private set; } = [];

    /// <summary>Takes in rows.</summary>
    /// <param name="y">Outputs [rows, units].</param>
    /// <param name="rows">Number of rows.</param>
    public void Add(ReadOnlySpan<float> y, int rows)
    {
        if (Rows == 0)
        {
            DuplicateOf = Multiples.Find(y, rows, units);
        }

        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = y.Slice(row * units, units);
            for (int unit = 0; unit < values.Length; unit++)
            {
                float value = values[unit];
                _size[unit] += Math.Abs(value);
                _max[unit] = Math.Max(_max[unit], value);
                _min[unit] = Math.Min(_min[unit], value);
            }
        }

        Rows += rows;
    }

    /// <summary>Whether y was the same on every row, up to what rounding does to a float.</summary>
    public bool IsConstant(int unit) => Rows > 0 && _max[unit] - _min[unit] <= 1e-6f * Math.Max(Math.Abs(_max[unit]), Math.Abs(_min[unit]));

    /// <summary>For each unit mean |y| over the layer's mean |y|; empty where all are 0.</summary>
    public double[] Activity()
    {
        double mean = _size.Sum() / units;
        return Rows > 0 && mean > 0 && double.IsFinite(mean) ? [.. _size.Select(size => size / mean)] : [];
    }

    private static float[] Filled(int units, float value)
    {
        float[] values = new float[units];
        Array.Fill(values, value);
        return values;
    }
}
