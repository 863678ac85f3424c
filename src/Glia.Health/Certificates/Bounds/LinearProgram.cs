namespace Glia.Health.Certificates.Bounds;

/// <summary>A linear program in the making: variables are added layer by layer, each scaled to go from 0 to 1 or so.</summary>
internal sealed class LinearProgram
{
    public List<double[]> Rows { get; } = [];

    public List<Constraint> Constraints { get; } = [];

    /// <summary>Gets the variables to start with.</summary>
    public List<double> Start { get; } = [];

    /// <summary>A variable from 0 to 1 for every input that varies.</summary>
    public Affine[] Inputs(Region region)
    {
        Affine[] inputs = new Affine[region.Low[0].Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            (double low, double high) = (region.Low[0][i], region.High[0][i]);
            inputs[i] = new Affine(null, -1, 0, low);
            if (high > low)
            {
                inputs[i] = new Affine(null, Start.Count, high - low, low);
                Constraints.Add(new Constraint(-1, 0, Start.Count, 1, 1));
                Constraints.Add(new Constraint(-1, 0, Start.Count, -1, 0));
                Start.Add(0.5);
            }
        }

        return inputs;
    }

    /// <summary>A sum of variables and of what straight units pass on.</summary>
    public Affine Sum(Affine[] from, ReadOnlySpan<double> weights, double at)
    {
        double[] row = new double[Start.Count];
        for (int i = 0; i < from.Length; i++)
        {
            at += weights[i] * from[i].At;
            if (from[i].Row is { } passed)
            {
                Axpy.Add(weights[i] * from[i].Factor, passed, row.AsSpan(0, passed.Length));
            }
            else if (from[i].Variable >= 0)
            {
                row[from[i].Variable] += weights[i] * from[i].Factor;
            }
        }

        return new Affine(row, -1, 1, at);
    }

    /// <summary>Adds z over a width as a row.</summary>
    public int Row(in Affine z, double width)
    {
        double[] row = z.Dense(Start.Count);
        for (int i = 0; i < row.Length; i++)
        {
            row[i] /= width;
        }

        Rows.Add(row);
        return Rows.Count - 1;
    }

    /// <summary>Solves for the largest value of a form; null where it is a constant, or numbers overflow.</summary>
    /// <param name="form">What is to be largest.</param>
    /// <param name="threshold">What is subtracted; whether the difference is above 0 is what counts.</param>
    /// <param name="below">Whether a largest value clearly below the threshold need not be known better.</param>
    public InteriorPoint? Largest(in Affine form, double threshold, bool below)
    {
        double[] objective = form.Dense(Start.Count);
        double size = objective.Sum(Math.Abs);
        if (!(size > 0) || !double.IsFinite(size))
        {
            return null;
        }

        for (int i = 0; i < objective.Length; i++)
        {
            objective[i] /= size;
        }

        InteriorPoint path = new(objective, [.. Rows], [.. Constraints], [.. Start]) { Size = size };
        path.Solve((form.At - threshold) / size, below);
        return Array.TrueForAll(path.Variables, double.IsFinite) && Array.TrueForAll(path.Duals, double.IsFinite) ? path : null;
    }
}

/// <summary>Factor·(row·v, or one variable) + At.</summary>
internal readonly record struct Affine(double[]? Row, int Variable, double Factor, double At)
{
    public Affine Times(double factor, double add) => factor == 0 ? new Affine(null, -1, 0, add) : new Affine(Row, Variable, Factor * factor, (At * factor) + add);

    public double Value(IReadOnlyList<double> v)
    {
        double sum = Row is null && Variable >= 0 ? v[Variable] : 0;
        for (int i = 0; i < (Row?.Length ?? 0); i++)
        {
            sum += Row![i] * v[i];
        }

        return At + (Factor * sum);
    }

    public double[] Dense(int length)
    {
        double[] row = new double[length];
        if (Row is not null)
        {
            Axpy.Add(Factor, Row, row.AsSpan(0, Row.Length));
        }
        else if (Variable >= 0)
        {
            row[Variable] = Factor;
        }

        return row;
    }
}
