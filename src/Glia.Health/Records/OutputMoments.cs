namespace Glia.Health.Records;

/// <summary>What the outputs y of one layer do over rows, per unit: mean size, range, and which are multiples of another.</summary>
/// <param name="units">Number of units.</param>
internal sealed class OutputMoments(int units)
{
    /// <summary>Samples among which multiples are looked for where rows come in portions of any size, and those of one row at most.</summary>
    private const int MostSamples = 1024;
    private const int SamplesOfRow = 4;

    /// <summary>Per unit Σ|y|.</summary>
    private readonly double[] _size = new double[units];
    private readonly float[] _max = Filled(units, float.NegativeInfinity);
    private readonly float[] _min = Filled(units, float.PositiveInfinity);
    private readonly List<float> _samples = [];
    private int[] _duplicateOf = [];
    private int[]? _found;

    /// <summary>Gets the rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Gets, per unit, the first unit of which it is a multiple over the first rows, −1 for none; empty before any rows.</summary>
    public int[] DuplicateOf => _samples.Count == 0 ? _duplicateOf : _found ??= Multiples.Find(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_samples), _samples.Count / units, units);

    /// <summary>Takes in rows.</summary>
    /// <param name="y">Outputs [rows, units].</param>
    /// <param name="rows">Number of rows.</param>
    public void Add(ReadOnlySpan<float> y, int rows)
    {
        if (Rows == 0)
        {
            _duplicateOf = Multiples.Find(y, rows, units);
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

    /// <summary>Takes in rows of channels; |y| is the mean over a row's positions.</summary>
    /// <param name="y">Outputs [rows, units, positions].</param>
    /// <param name="rows">Number of rows.</param>
    public void AddPositions(ReadOnlySpan<float> y, int rows)
    {
        _found = null;
        int length = rows == 0 ? 0 : y.Length / rows, positions = length / units;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = y.Slice(row * length, length);
            for (int unit = 0; unit < units; unit++)
            {
                double size = 0;
                float max = _max[unit], min = _min[unit];
                foreach (float value in values.Slice(unit * positions, positions))
                {
                    size += Math.Abs(value);
                    max = Math.Max(max, value);
                    min = Math.Min(min, value);
                }

                _size[unit] += size / Math.Max(1, positions);
                (_max[unit], _min[unit]) = (max, min);
            }

            for (int sample = 0; sample < Math.Min(SamplesOfRow, positions) && _samples.Count < MostSamples * units; sample++)
            {
                // Away from the rim, where padding makes channels look alike.
                int position = ((2 * sample) + 1) * positions / (2 * Math.Min(SamplesOfRow, positions));
                for (int unit = 0; unit < units; unit++)
                {
                    _samples.Add(values[(unit * positions) + position]);
                }
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
