namespace Glia.Health.Certificates;

/// <summary>
/// The inputs that a certificate speaks of: every input within a range, and of each group of inputs exactly one equal to 1 and the others
/// equal to 0 (one-hot), or at most one.
/// </summary>
public sealed class Box
{
    private readonly double[] _low;
    private readonly double[] _high;
    private readonly OneHot[] _groups;

    /// <summary>Makes a box.</summary>
    /// <param name="low">Lowest value of every input.</param>
    /// <param name="high">Highest value of every input.</param>
    /// <param name="groups">
    /// One-hot groups; null for none. Inside a group the ranges say which inputs may be 1: those whose highest value is at least 1.
    /// </param>
    /// <exception cref="ArgumentException">Ends are not finite or crossed, or groups overlap or name an input that is not there.</exception>
    public Box(IReadOnlyList<float> low, IReadOnlyList<float> high, IReadOnlyList<OneHot>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        if (low.Count != high.Count || low.Count == 0)
        {
            throw new ArgumentException(Invariant($"A box needs as many lowest as highest values, at least one; got {low.Count} and {high.Count}."), nameof(high));
        }

        for (int i = 0; i < low.Count; i++)
        {
            if (!float.IsFinite(low[i]) || !float.IsFinite(high[i]) || low[i] > high[i])
            {
                throw new ArgumentException(Invariant($"Input {i} of the box reaches from {low[i]} to {high[i]}; both have to be finite, the first not above the second."), nameof(low));
            }
        }

        _low = [.. low.Select(value => (double)value)];
        _high = [.. high.Select(value => (double)value)];
        _groups = groups is null ? [] : [.. groups];
        Close(nameof(groups));
    }

    /// <summary>Gets the number of inputs.</summary>
    public int Inputs => _low.Length;

    /// <summary>Gets the lowest value of every input.</summary>
    public IReadOnlyList<double> Low => _low;

    /// <summary>Gets the highest value of every input.</summary>
    public IReadOnlyList<double> High => _high;

    /// <summary>Gets the one-hot groups.</summary>
    public IReadOnlyList<OneHot> Groups => _groups;

    /// <summary>The smallest box that holds rows.</summary>
    /// <param name="x">Rows [rows, inputs], prepared as for training.</param>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="groups">One-hot groups; inputs of a group that are 1 in no row stay 0 in the box.</param>
    /// <returns>The box.</returns>
    /// <exception cref="ArgumentException">There is no row, or a value is not finite, or a group is not one-hot in every row.</exception>
    public static Box OfRows(ReadOnlySpan<float> x, int inputs, IReadOnlyList<OneHot>? groups = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputs);
        if (x.Length == 0 || x.Length % inputs != 0)
        {
            throw new ArgumentException(Invariant($"A box needs whole rows of {inputs} inputs, at least one; got {x.Length} values."), nameof(x));
        }

        float[] low = x[..inputs].ToArray();
        float[] high = x[..inputs].ToArray();
        for (int start = 0; start < x.Length; start += inputs)
        {
            ReadOnlySpan<float> row = x.Slice(start, inputs);
            for (int i = 0; i < inputs; i++)
            {
                (low[i], high[i]) = (MathF.Min(low[i], row[i]), MathF.Max(high[i], row[i]));
            }
        }

        Box box = new(low, high, groups);
        for (int start = 0; start < x.Length; start += inputs)
        {
            if (!box.Contains(x.Slice(start, inputs)))
            {
                throw new ArgumentException(Invariant($"Row {start / inputs} is not one-hot in a group that is said to be."), nameof(x));
            }
        }

        return box;
    }

    /// <summary>Whether a row lies in the box.</summary>
    /// <param name="row">One row of inputs.</param>
    /// <returns>True inside, ends included.</returns>
    public bool Contains(ReadOnlySpan<float> row)
    {
        if (row.Length != Inputs)
        {
            return false;
        }

        for (int i = 0; i < row.Length; i++)
        {
            if (!(row[i] >= _low[i] && row[i] <= _high[i]))
            {
                return false;
            }
        }

        foreach (OneHot group in _groups)
        {
            int ones = 0;
            foreach (int i in group.Inputs)
            {
                ones += row[i] == 1 ? 1 : 0;
                if (row[i] is not (0 or 1))
                {
                    return false;
                }
            }

            if (ones > 1 || (ones == 0 && group.Exactly))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks the groups and puts their inputs to 0, or 0 … 1.</summary>
    private void Close(string parameter)
    {
        bool[] taken = new bool[Inputs];
        foreach (OneHot group in _groups)
        {
            if (group.Inputs.Count == 0 || group.Inputs.Any(i => i < 0 || i >= Inputs || taken[i]))
            {
                throw new ArgumentException(Invariant($"A one-hot group needs inputs from 0 to {Inputs - 1} that no other group has; got {string.Join(", ", group.Inputs)}."), parameter);
            }

            bool any = false;
            foreach (int i in group.Inputs)
            {
                taken[i] = true;
                if (_low[i] > 1 || (_low[i] > 0 && _low[i] < 1 && _high[i] < 1) || _high[i] < 0)
                {
                    throw new ArgumentException(Invariant($"Input {i} belongs to a one-hot group, but its range {_low[i]} to {_high[i]} holds neither 0 nor 1."), parameter);
                }

                (_low[i], _high[i]) = (0, _high[i] >= 1 ? 1 : 0);
                any |= _high[i] == 1;
            }

            if (!any && group.Exactly)
            {
                throw new ArgumentException("No input of a one-hot group may be 1, but exactly one has to.", parameter);
            }
        }
    }
}

/// <summary>Inputs of which one is 1 and the others are 0.</summary>
/// <param name="Inputs">The inputs, by number.</param>
/// <param name="Exactly">Whether one has to be 1; false: all may be 0.</param>
public sealed record OneHot(IReadOnlyList<int> Inputs, bool Exactly = true);
