namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Climbs by linear programs: a convex unit that z is to gain by is held from below by its line at the input reached, one that z loses by is a variable above its lines. That is a bound from below
/// on z over the whole box, exact at the input, and its largest value is not below z there (the convex-concave procedure: Yuille and Rangarajan, Neural Computation 15, 2003). On a ridge a
/// thousand times as steep across as along gradients find no way; a program has no steps.
/// </summary>
/// <param name="chain">The network.</param>
/// <param name="relaxation">Ranges and lines over the whole box.</param>
internal sealed class TangentAscent(Chain chain, Relaxation relaxation)
{
    /// <summary>Where variables end, in parts of the range: what lies over a unit by its inputs' ends may lie over its range.</summary>
    private const double Ceiling = 4;

    /// <summary>Moves an input up.</summary>
    /// <param name="question">The question.</param>
    /// <param name="values">All values at the input.</param>
    /// <param name="x">Gets the input moved to.</param>
    /// <returns>False where there is no program.</returns>
    public bool Step(in Question question, double[][] values, double[] x)
    {
        LinearProgram program = new();
        Affine[] under = program.Inputs(relaxation.Root), over = under, inputs = under;
        for (int step = 0; step < question.Value; step++)
        {
            switch (chain.Steps[step])
            {
                case DenseStep dense:
                    (Affine[] below, Affine[] above) = (under, over);
                    under = [.. Enumerable.Range(0, dense.Outputs).Select(unit => Mixed(program, below, above, dense.Into(unit), dense.Bias[unit]))];
                    over = ReferenceEquals(below, above) ? under : [.. Enumerable.Range(0, dense.Outputs).Select(unit => Mixed(program, above, below, dense.Into(unit), dense.Bias[unit]))];
                    break;
                case CurveStep:
                    if (!Outputs(program, step, values[step], ref under, ref over))
                    {
                        return false;
                    }

                    break;
                default:
                    return false;
            }
        }

        Affine asked = question.Sign > 0 ? under[question.Unit] : over[question.Unit].Times(-1, 0);
        if (program.Largest(asked, question.Sign * question.Threshold, below: false) is not { } path)
        {
            return false;
        }

        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Clamp(inputs[i].Value(path.Variables), relaxation.Root.Low[0][i], relaxation.Root.High[0][i]);
        }

        return true;
    }

    /// <summary>A sum that takes of each input what makes it low (high).</summary>
    private static Affine Mixed(LinearProgram program, Affine[] forPlus, Affine[] forMinus, ReadOnlySpan<double> weights, double bias)
    {
        Affine[] from = new Affine[forPlus.Length];
        for (int i = 0; i < from.Length; i++)
        {
            from[i] = weights[i] >= 0 ? forPlus[i] : forMinus[i];
        }

        return program.Sum(from, weights, bias);
    }

    private bool Outputs(LinearProgram program, int step, double[] z, ref Affine[] under, ref Affine[] over)
    {
        (Affine[] below, Affine[] above) = (new Affine[z.Length], new Affine[z.Length]);
        for (int unit = 0; unit < z.Length; unit++)
        {
            ref Envelope e = ref relaxation.Envelopes[step][unit];
            if (e.Free == 0)
            {
                if (e.LowerSlope != e.UpperSlope)
                {
                    return false;
                }

                (below[unit], above[unit]) = (under[unit].Times(e.LowerSlope, e.LowerAt), over[unit].Times(e.LowerSlope, e.LowerAt));
                if (e.LowerSlope < 0)
                {
                    (below[unit], above[unit]) = (over[unit].Times(e.LowerSlope, e.LowerAt), under[unit].Times(e.LowerSlope, e.LowerAt));
                }

                continue;
            }

            if (e.Free > 0 || e.FreeFrom < 0)
            {
                return false;
            }

            double slope = z[unit] > e.Kink ? e.FreeTo : e.FreeFrom, height = e.High - e.Low;
            below[unit] = under[unit].Times(slope, e.KinkY - (slope * e.Kink));
            int own = program.Start.Count;
            double width = Math.Max(1e-30, relaxation.Root.High[step][unit] - relaxation.Root.Low[step][unit]), at = over[unit].Value(program.Start), most = 0;
            int row = program.Row(over[unit], width);
            foreach (double line in (ReadOnlySpan<double>)[e.FreeFrom, e.FreeTo])
            {
                double intercept = e.KinkY - (line * e.Kink);
                program.Constraints.Add(new Constraint(line == 0 ? -1 : row, line * width / height, own, -1, (e.Low - intercept - (line * over[unit].At)) / height));
                most = Math.Max(most, ((line * at) + intercept - e.Low) / height);
            }

            // z loses by it, so the program keeps it low; an end keeps those in that it does not reach.
            program.Constraints.Add(new Constraint(-1, 0, own, 1, Ceiling));
            program.Start.Add(Math.Min(most + 0.2, Ceiling - 0.2));
            above[unit] = new Affine(null, own, height, e.Low);
        }

        (under, over) = (below, above);
        return true;
    }
}
