namespace Glia.Kernels.Rows;

/// <summary>
/// A sparse row in plain double, where its rounding errors cannot matter: the threshold τ by Newton's method, which comes from below and drops elements on
/// its way, so that nothing is sorted; and with it a bound of its error. What the bound leaves open goes to <see cref="SparseRows"/>' exact way.
/// </summary>
internal struct QuickRow
{
    private const int MostSteps = 32;

    private readonly double _largest;
    private readonly double _scale;
    private readonly bool _squares;
    private double _threshold;
    private double _error;

    private QuickRow(double largest, bool squares)
    {
        _largest = largest;
        _squares = squares;
        _scale = squares ? 0.5 : 1;
    }

    /// <summary>Gets the sum of all weights.</summary>
    public double Total { readonly get; private set; }

    /// <summary>Finds the threshold.</summary>
    /// <param name="row">The elements.</param>
    /// <param name="squares">Whether outputs are (d/2 − τ)²; else they are d − τ.</param>
    /// <param name="memory">As many doubles as elements.</param>
    /// <param name="solved">The row solved.</param>
    /// <returns>Whether it was found.</returns>
    public static bool TrySolve(ReadOnlySpan<float> row, bool squares, Span<double> memory, out QuickRow solved)
    {
        float largest = float.NegativeInfinity;
        foreach (float element in row)
        {
            largest = element > largest || float.IsNaN(element) ? element : largest;
        }

        solved = new QuickRow(largest, squares);
        return float.IsFinite(largest) && (squares ? solved.TrySquares(row, memory) : solved.TryLinear(row, memory));
    }

    /// <summary>The output of an element, and its weight.</summary>
    /// <param name="z">The element.</param>
    /// <param name="weight">Gets its weight: 0 where the output is.</param>
    /// <param name="output">Gets the output.</param>
    /// <returns>Whether the error leaves no choice.</returns>
    public readonly bool TryOutput(float z, out double weight, out float output)
    {
        double distance = Distance(z) - _threshold;
        double low = distance - _error;
        double high = distance + _error;
        if (high < 0)
        {
            weight = 0;
            output = 0;
            return true;
        }

        weight = _squares ? distance : 1;
        output = (float)(_squares ? low * low : low);
        return low > 0 && output == (float)(_squares ? high * high : high);
    }

    private readonly double Distance(float z) => (z - _largest) * _scale;

    /// <summary>Σ (d − τ) = 1 over those above τ: each step solves it for those above the last τ (Michelot, 1986).</summary>
    private bool TryLinear(ReadOnlySpan<float> row, Span<double> near)
    {
        double threshold = -1;
        int count = Fill(row, near, threshold);
        for (int step = 0; step < MostSteps; step++)
        {
            double sum = 0;
            foreach (double distance in near[..count])
            {
                sum += distance;
            }

            threshold = (sum - 1) / count;
            int left = Keep(near[..count], threshold);
            if (left == count)
            {
                Finish(threshold, count, count);
                return true;
            }

            count = left;
        }

        return false;
    }

    /// <summary>Σ (d − τ)² = 1 over those above τ: steps on the root of the left side, which is convex and nearly straight, until they drop no element; then the equation itself.</summary>
    private bool TrySquares(ReadOnlySpan<float> row, Span<double> near)
    {
        double threshold = -1;
        int count = Fill(row, near, threshold);
        int before = 0;
        for (int step = 0; step < MostSteps; step++)
        {
            double sum = 0;
            double squares = 0;
            foreach (double distance in near[..count])
            {
                double above = distance - threshold;
                sum += above;
                squares += above * above;
            }

            double discriminant = (sum * sum) - (count * (squares - 1));
            if (count == before && discriminant > 0)
            {
                double root = Math.Sqrt(discriminant);
                double last = threshold + ((squares - 1) / (sum + root));
                if (Above(near[..count], last) == count)
                {
                    Finish(last, count, root);
                    return true;
                }
            }

            before = count;
            double length = Math.Sqrt(squares);
            threshold += (length - 1) * length / sum;
            count = Keep(near[..count], threshold);
        }

        return false;
    }

    private void Finish(double threshold, int support, double total)
    {
        _threshold = threshold;

        // Each distance is off by 2⁻⁵³ at most; a sum of k of them, or of their squares, by k times that for each; and τ by what the sum is, over the total weight, which is
        // k, or with squares at least 1. Twice that.
        _error = (_squares ? support : 1) * (support + 8.0) / (1L << 52);
        Total = total;
    }

    private readonly int Fill(ReadOnlySpan<float> row, Span<double> near, double threshold)
    {
        int count = 0;
        foreach (float element in row)
        {
            double distance = Distance(element);
            near[count] = distance;
            count += distance > threshold ? 1 : 0;
        }

        return count;
    }

    private static int Keep(Span<double> near, double threshold)
    {
        int kept = 0;
        foreach (double distance in near)
        {
            near[kept] = distance;
            kept += distance > threshold ? 1 : 0;
        }

        return kept;
    }

    private static int Above(ReadOnlySpan<double> near, double threshold)
    {
        int above = 0;
        foreach (double distance in near)
        {
            above += distance > threshold ? 1 : 0;
        }

        return above;
    }
}
