namespace Glia.Health.Certificates.Bounds;

/// <summary>A row of a program: OnRow·(row·v) + OnOwn·v[Own] ≤ Right; rows are shared, since the lines about one unit lean on one z.</summary>
/// <param name="Row">Which row; −1 for none.</param>
/// <param name="OnRow">Its factor.</param>
/// <param name="Own">A single variable; −1 for none.</param>
/// <param name="OnOwn">Its factor.</param>
/// <param name="Right">The right side.</param>
internal readonly record struct Constraint(int Row, double OnRow, int Own, double OnOwn, double Right);

/// <summary>
/// Solves a linear program, largest objective under constraints, by a primal-dual path with predictor and corrector (Mehrotra, SIAM Journal on Optimization 2, 1992).
/// What it returns is near the solution; nothing rests on how near.
/// </summary>
/// <remarks>
/// A row leans on the variables of earlier layers only, in front of the unit's own. So the matrix of a step is eliminated from its end: units of the last layer have nothing to do with each other, and
/// what is 0 is skipped.
/// </remarks>
internal sealed class InteriorPoint
{
    private const int Iterations = 40;

    /// <summary>Gap, in parts of the objective's size, at which it ends: far below what the bounds are short of.</summary>
    private const double Enough = 1e-9;

    private readonly double[] _objective;
    private readonly double[][] _rows;
    private readonly Constraint[] _constraints;
    private readonly double[][] _matrix;
    private readonly double[] _onRows, _gradient, _step, _slack, _dSlack, _dDual, _complement, _primal;

    /// <param name="objective">What is to be largest: its coefficients, with a sum of sizes near 1.</param>
    /// <param name="rows">Rows, each over the first variables.</param>
    /// <param name="constraints">The constraints.</param>
    /// <param name="start">Variables to start with; strictly inside the constraints is best.</param>
    public InteriorPoint(double[] objective, double[][] rows, Constraint[] constraints, double[] start)
    {
        (_objective, _rows, _constraints, Variables) = (objective, rows, constraints, start);
        _matrix = [.. Enumerable.Range(0, start.Length).Select(i => new double[i + 1])];
        (_onRows, _gradient, _step) = (new double[rows.Length], new double[start.Length], new double[start.Length]);
        Duals = new double[constraints.Length];
        (_slack, _dSlack, _dDual) = (new double[Duals.Length], new double[Duals.Length], new double[Duals.Length]);
        (_complement, _primal) = (new double[Duals.Length], new double[Duals.Length]);
    }

    /// <summary>Gets what the objective was divided by.</summary>
    public double Size { get; init; } = 1;

    /// <summary>Gets the variables.</summary>
    public double[] Variables { get; }

    /// <summary>Gets the multipliers of the constraints, all above 0.</summary>
    public double[] Duals { get; }

    /// <summary>Goes to the solution.</summary>
    /// <param name="constant">What is added to the objective: a solution clearly above 0 need not be known to the last digit.</param>
    /// <param name="below">Whether one clearly below 0 need not be, either.</param>
    public void Solve(double constant, bool below)
    {
        Residuals();
        for (int k = 0; k < Duals.Length; k++)
        {
            // Where the start is outside, room is made; the path leads back.
            _slack[k] = Math.Max(_slack[k] + _primal[k], 0.05);
            Duals[k] = 1.0 / Duals.Length;
        }

        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double infeasible = Residuals(), unbalanced = DualResidual(), gap = Axpy.Dot(_slack, Duals);
            double primal = constant + Axpy.Dot(_objective, Variables), dual = primal + gap;
            bool decided = primal > 0 ? gap < 0.05 * primal : below && dual < -0.2 * gap;
            if (infeasible < 1e-7 && unbalanced < 1e-7 && (gap < Enough || decided))
            {
                return;
            }

            if (!Factor())
            {
                return;
            }

            double mean = gap / Duals.Length;
            for (int k = 0; k < Duals.Length; k++)
            {
                _complement[k] = -_slack[k] * Duals[k];
            }

            Direction();
            double ahead = 0, p = Longest(_slack, _dSlack), d = Longest(Duals, _dDual);
            for (int k = 0; k < Duals.Length; k++)
            {
                ahead += (_slack[k] + (p * _dSlack[k])) * (Duals[k] + (d * _dDual[k]));
            }

            double centre = Math.Pow(ahead / gap, 3) * mean;
            for (int k = 0; k < Duals.Length; k++)
            {
                _complement[k] = centre - (_slack[k] * Duals[k]) - (_dSlack[k] * _dDual[k]);
            }

            Direction();
            (p, d) = (Math.Min(1, 0.99 * Longest(_slack, _dSlack)), Math.Min(1, 0.99 * Longest(Duals, _dDual)));
            Axpy.Add(p, _step, Variables);
            Axpy.Add(p, _dSlack, _slack);
            Axpy.Add(d, _dDual, Duals);
        }
    }

    /// <summary>The longest step, at most some over 1, that keeps numbers from falling below 0.</summary>
    private static double Longest(double[] x, double[] dx)
    {
        double longest = 1.02;
        for (int k = 0; k < x.Length; k++)
        {
            longest = dx[k] < 0 ? Math.Min(longest, -x[k] / dx[k]) : longest;
        }

        return longest;
    }

    /// <summary>What constraints miss with their slack, into <see cref="_primal"/>.</summary>
    private double Residuals()
    {
        Products(Variables);
        double largest = 0;
        for (int k = 0; k < _primal.Length; k++)
        {
            _primal[k] = _constraints[k].Right - Left(_constraints[k], Variables) - _slack[k];
            largest = Math.Max(largest, Math.Abs(_primal[k]));
        }

        return largest;
    }

    /// <summary>Objective less multipliers times constraints, into <see cref="_gradient"/>.</summary>
    private double DualResidual()
    {
        _objective.CopyTo(_gradient, 0);
        Transposed(Duals, -1, _gradient);
        double largest = 0;
        foreach (double each in _gradient)
        {
            largest = Math.Max(largest, Math.Abs(each));
        }

        return largest;
    }

    private void Products(double[] v)
    {
        for (int row = 0; row < _rows.Length; row++)
        {
            _onRows[row] = Axpy.Dot(v, _rows[row]);
        }
    }

    private double Left(in Constraint c, double[] v) => (c.Row < 0 ? 0 : c.OnRow * _onRows[c.Row]) + (c.Own < 0 ? 0 : c.OnOwn * v[c.Own]);

    /// <summary>to += sign·Aᵀ·u.</summary>
    private void Transposed(double[] u, double sign, double[] to)
    {
        Array.Clear(_onRows);
        for (int k = 0; k < u.Length; k++)
        {
            Constraint c = _constraints[k];
            if (c.Row >= 0)
            {
                _onRows[c.Row] += c.OnRow * u[k];
            }

            if (c.Own >= 0)
            {
                to[c.Own] += sign * c.OnOwn * u[k];
            }
        }

        for (int row = 0; row < _rows.Length; row++)
        {
            Axpy.Add(sign * _onRows[row], _rows[row], to.AsSpan(0, _rows[row].Length));
        }
    }

    /// <summary>Aᵀ·D·A, eliminated from its end: it is Σ m·mᵀ/m[k] over the rows m that are left.</summary>
    private bool Factor()
    {
        Array.ForEach(_matrix, Array.Clear);
        Array.Clear(_onRows);
        for (int k = 0; k < _constraints.Length; k++)
        {
            Constraint c = _constraints[k];
            double weight = Duals[k] / _slack[k];
            if (c.Own >= 0)
            {
                _matrix[c.Own][c.Own] += weight * c.OnOwn * c.OnOwn;
            }

            if (c.Row >= 0)
            {
                _onRows[c.Row] += weight * c.OnRow * c.OnRow;
                if (c.Own >= 0)
                {
                    Axpy.Add(weight * c.OnRow * c.OnOwn, _rows[c.Row], _matrix[c.Own].AsSpan(0, _rows[c.Row].Length));
                }
            }
        }

        for (int row = 0; row < _rows.Length; row++)
        {
            for (int i = 0; i < _rows[row].Length; i++)
            {
                if (_rows[row][i] != 0)
                {
                    Axpy.Add(_onRows[row] * _rows[row][i], _rows[row], _matrix[i]);
                }
            }
        }

        for (int k = _matrix.Length - 1; k >= 0; k--)
        {
            double[] last = _matrix[k];
            last[k] += 1e-13 * (1 + last[k]);
            if (!double.IsFinite(last[k]) || last[k] <= 0)
            {
                return false;
            }

            for (int i = 0; i < k; i++)
            {
                if (last[i] != 0)
                {
                    Axpy.Add(-last[i] / last[k], last, _matrix[i]);
                }
            }
        }

        return true;
    }

    /// <summary>Newton's direction for the complement asked for, with the matrix factored last.</summary>
    private void Direction()
    {
        for (int k = 0; k < _dDual.Length; k++)
        {
            _dDual[k] = (_complement[k] - (Duals[k] * _primal[k])) / _slack[k];
        }

        _gradient.CopyTo(_step, 0);
        Transposed(_dDual, -1, _step);
        for (int k = _step.Length - 1; k >= 0; k--)
        {
            _step[k] /= _matrix[k][k];
            Axpy.Add(-_step[k], _matrix[k], _step.AsSpan(0, k));
        }

        for (int k = 0; k < _step.Length; k++)
        {
            _step[k] -= Axpy.Dot(_matrix[k], _step.AsSpan(0, k)) / _matrix[k][k];
        }

        Products(_step);
        for (int k = 0; k < _dDual.Length; k++)
        {
            double along = Left(_constraints[k], _step);
            _dSlack[k] = _primal[k] - along;
            _dDual[k] += Duals[k] / _slack[k] * along;
        }
    }
}
