namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// The best that the lines about all units can give: the largest z, over inputs and outputs that are free between their lines, is a linear program (Ehlers, arXiv:1705.01320), and its multipliers are
/// the slopes and multipliers of the lowest bound (Salman et al., arXiv:1902.08722). Descents come near it in many steps; where one signal runs through all units and z stays under 0 by a ten-thousandth
/// of it, near is not enough.
/// </summary>
/// <remarks>Nothing rests on it: the multipliers found are put into <see cref="BackwardForm"/>, which gives a bound for whatever numbers. Groups of inputs count as ranges here.</remarks>
/// <param name="chain">The network.</param>
/// <param name="relaxation">The lines about the units.</param>
internal sealed class TriangleProgram(Chain chain, Relaxation relaxation)
{
    /// <summary>Programs with more variables take longer than what they save.</summary>
    private const int Most = 400;

    private LinearProgram _program = new();
    private readonly Affine[][] _values = new Affine[chain.Steps.Length + 1][];

    /// <summary>Per phase the number of its constraint, or −1, and per unit the number of its first line, or −1.</summary>
    private int[] _ofPhase = [];
    private int[][] _ofUnit = [];

    /// <summary>Number of the constraint that what is asked is refuted, and what its row is in parts of.</summary>
    private int _refuting;
    private double _width = 1;

    /// <summary>Gets the solution found last, value by value.</summary>
    public double[][] Solution { get; private set; } = [];

    /// <summary>Puts the slopes and multipliers of the solution into the lines in use and into the region.</summary>
    /// <returns>False where there is no program.</returns>
    public bool Solve(Region region, in Question question)
    {
        if (!Build(region, question)
            || _program.Largest(_values[question.Value][question.Unit].Times(question.Sign, 0), question.Sign * question.Threshold, below: true) is not { } path)
        {
            return false;
        }

        Use(path, region, question.Value);
        Solution = [.. _values.Take(question.Value + 1).Select(units => units.Select(unit => unit.Value(path.Variables)).ToArray())];
        return true;
    }

    /// <summary>Makes a program of the region's inputs that refute a question.</summary>
    /// <returns>False where there is none.</returns>
    public bool Refuting(Region region, in Question question)
    {
        if (!Build(region, question))
        {
            return false;
        }

        Affine z = _values[question.Value][question.Unit];
        _width = Width(region, question.Value, question.Unit);
        _refuting = _program.Constraints.Count;
        _program.Constraints.Add(new Constraint(_program.Row(z, _width), -question.Sign, -1, 0, -question.Sign * (question.Threshold - z.At) / _width));
        return true;
    }

    /// <summary>Solves the program made last for the largest sign·(unit of a value), and puts slopes and multipliers into the lines in use and into the region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="question">The question.</param>
    /// <param name="value">The value; below that of the question.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="sign">1 or −1.</param>
    /// <returns>The weight of what is asked; null where the program has no solution.</returns>
    public double? Largest(Region region, in Question question, int value, int unit, int sign)
    {
        // To within a twentieth of what is left of the range.
        double end = sign > 0 ? region.Low[value][unit] : -region.High[value][unit];
        if (_program.Largest(_values[value][unit].Times(sign, 0), end, below: false) is not { } path)
        {
            return null;
        }

        Use(path, region, question.Value);
        return Math.Max(0, path.Duals[_refuting]) * path.Size / _width;
    }

    private bool Build(Region region, in Question question)
    {
        _program = new LinearProgram();
        _ofPhase = [.. region.Phases.Select(_ => -1)];
        _ofUnit = [.. relaxation.Envelopes.Select(lines => Enumerable.Repeat(-1, lines.Length).ToArray())];
        Affine[] value = _values[0] = _program.Inputs(region);
        for (int step = 0; step < question.Value; step++)
        {
            switch (chain.Steps[step])
            {
                case DenseStep dense:
                    value = [.. Enumerable.Range(0, dense.Outputs).Select(unit => _program.Sum(value, dense.Into(unit), dense.Bias[unit]))];
                    break;
                case ScaleStep scale:
                    value = [.. value.Select((z, unit) => z.Times(scale.Factor[unit], scale.Offset[unit]))];
                    break;
                case CurveStep:
                    value = Outputs(region, step, value);
                    break;
                default:
                    return false;
            }

            _values[step + 1] = value;
            if (_program.Start.Count > Most)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A unit that bends is a variable between its lines; what is held in a phase is a constraint on z.</summary>
    private Affine[] Outputs(Region region, int step, Affine[] z)
    {
        Affine[] y = new Affine[z.Length];
        int[] rows = [.. z.Select(_ => -1)];
        for (int p = 0; p < region.Phases.Length; p++)
        {
            Phase phase = region.Phases[p];
            if (phase.Value == step)
            {
                double width = Width(region, step, phase.Unit);
                _ofPhase[p] = _program.Constraints.Count;
                _program.Constraints.Add(new Constraint(Row(rows, z, phase.Unit, width), phase.Side, -1, 0, phase.Side * (phase.At - z[phase.Unit].At) / width));
            }
        }

        for (int unit = 0; unit < z.Length; unit++)
        {
            ref Envelope e = ref relaxation.Envelopes[step][unit];
            bool straight = e.Free == 0 && e.LowerSlope == e.UpperSlope && e.UpperAt - e.LowerAt <= 1e-6 * (e.High - e.Low);
            y[unit] = straight || !(e.High > e.Low) ? z[unit].Times(e.UpperSlope, (e.LowerAt + e.UpperAt) / 2) : Bent(e, step, unit, z[unit], Width(region, step, unit), rows, z);
        }

        return y;
    }

    private Affine Bent(in Envelope e, int step, int unit, in Affine z, double width, int[] rows, Affine[] all)
    {
        int row = Row(rows, all, unit, width);
        double at = z.Value(_program.Start), height = e.High - e.Low, offset = z.At, low = e.Low;
        double least = double.NegativeInfinity, most = double.PositiveInfinity;
        int own = _program.Start.Count;
        void Line(int side, double slope, double intercept)
        {
            // side 1: y stays below the line, −1: above.
            _program.Constraints.Add(new Constraint(slope == 0 ? -1 : row, -side * slope * width / height, own, side, side * (intercept + (slope * offset) - low) / height));
            (least, most) = side > 0 ? (least, Math.Min(most, intercept + (slope * at))) : (Math.Max(least, intercept + (slope * at)), most);
        }

        _ofUnit[step][unit] = e.Free == 0 ? -1 : _program.Constraints.Count;
        if (e.Free != 0)
        {
            Line(e.Free, e.FreeFrom, e.FreeAt(e.FreeFrom));
            Line(e.Free, e.FreeTo, e.FreeAt(e.FreeTo));
        }

        if (e.Free >= 0)
        {
            Line(-1, e.LowerSlope, e.LowerAt);
        }

        if (e.Free <= 0)
        {
            Line(1, e.UpperSlope, e.UpperAt);
        }

        _program.Start.Add((((least + most) / 2) - low) / height);
        return new Affine(null, own, height, low);
    }

    private int Row(int[] rows, Affine[] z, int unit, double width) => rows[unit] >= 0 ? rows[unit] : rows[unit] = _program.Row(z[unit], width);

    private void Use(InteriorPoint path, Region region, int value)
    {
        for (int step = 0; step < value; step++)
        {
            for (int unit = 0; unit < _ofUnit[step].Length; unit++)
            {
                if (_ofUnit[step][unit] is >= 0 and int line)
                {
                    ref Envelope e = ref relaxation.Envelopes[step][unit];
                    (double from, double to) = (path.Duals[line], path.Duals[line + 1]);
                    Relaxation.Turn(ref e, ((from * e.FreeFrom) + (to * e.FreeTo)) / (from + to));
                }
            }
        }

        region.Multipliers = [.. region.Phases.Select((phase, p) =>
            _ofPhase[p] < 0 ? region.Multipliers[p] : Math.Max(0, path.Duals[_ofPhase[p]]) * path.Size / Width(region, phase.Value, phase.Unit))];
    }

    private static double Width(Region region, int value, int unit) => Math.Max(1e-30, region.High[value][unit] - region.Low[value][unit]);
}
