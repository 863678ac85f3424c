namespace Glia.Health.Records;

/// <summary>Mean and spread of every input over rows. Codes of an embedding layer are names and no quantities: they count as inputs that do not vary.</summary>
/// <param name="inputs">Number of inputs.</param>
/// <param name="codes">Those that are codes.</param>
internal sealed class InputMoments(int inputs, IReadOnlyList<int> codes)
{
    private readonly double[] _sum = new double[inputs];
    private readonly double[] _squares = new double[inputs];
    private long _rows;

    /// <summary>Takes in rows [rows, inputs].</summary>
    public void Add(ReadOnlySpan<float> x, int rows)
    {
        for (int at = 0; at < rows * inputs; at++)
        {
            _sum[at % inputs] += x[at];
            _squares[at % inputs] += (double)x[at] * x[at];
        }

        foreach (int code in codes)
        {
            (_sum[code], _squares[code]) = (0, 0);
        }

        _rows += rows;
    }

    /// <summary>γ = |mean| / |standard deviation| as vectors over the inputs; null without rows or spread.</summary>
    public double? Offset()
    {
        double spread = Enumerable.Range(0, inputs).Sum(Variance);
        double centre = _sum.Sum(sum => sum / _rows * (sum / _rows));
        return _rows > 0 && spread > 0 && double.IsFinite(centre / spread) ? Math.Sqrt(centre / spread) : null;
    }

    /// <summary>The input with the largest and the one with the smallest standard deviation, constant ones left out; null where there is none.</summary>
    public (int Widest, double Most, int Narrowest, double Least)? Spreads()
    {
        double[] spreads = [.. Enumerable.Range(0, inputs).Select(input => Math.Sqrt(Variance(input)))];
        int[] varying = [.. Enumerable.Range(0, inputs).Where(input => spreads[input] > 0 && double.IsFinite(spreads[input]))];
        if (varying.Length == 0)
        {
            return null;
        }

        (int widest, int narrowest) = (varying.MaxBy(input => spreads[input]), varying.MinBy(input => spreads[input]));
        return (widest, spreads[widest], narrowest, spreads[narrowest]);
    }

    /// <summary>rms of all inputs but codes.</summary>
    public double Size() => _rows == 0 || inputs == codes.Count ? 0 : Math.Sqrt(_squares.Sum() / _rows / (inputs - codes.Count));

    /// <summary>What cancellation leaves of a constant is no variance: 1e-12 of the mean square is taken for 0.</summary>
    private double Variance(int input)
    {
        double square = _squares[input] / _rows, mean = _sum[input] / _rows;
        double variance = square - (mean * mean);
        return variance > 1e-12 * square ? variance : 0;
    }
}
