namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// A linear form of the units of one value, rewritten layer by layer into one of the inputs along the lines that hold activations (CROWN: Zhang et al., arXiv:1811.00866;
/// DeepPoly: Singh et al., POPL 2019): its largest value over the box is then known at once.
/// </summary>
/// <remarks>
/// Sums of constants are off at most 2⁻⁵² times their number times the sum of their sizes, which is added at the end. Workspace of one thread.
/// </remarks>
/// <param name="chain">The network.</param>
/// <param name="box">The inputs.</param>
/// <param name="slack">Per value and unit, how far the engine may be off.</param>
/// <param name="envelopes">Per step, the lines in use; they change under it.</param>
internal sealed class BackwardForm(Chain chain, Box box, double[][] slack, Envelope[][] envelopes)
{
    private readonly int _terms = (4 * Enumerable.Range(0, chain.Steps.Length + 1).Sum(chain.Width)) + 16;

    /// <summary>Gets, per value, the coefficients of the form bounded last.</summary>
    public double[][] Coefficients { get; } = [.. Enumerable.Range(0, chain.Steps.Length + 1).Select(v => new double[chain.Width(v)])];

    /// <summary>Gets, per value, where that form is largest, along the lines.</summary>
    public double[][] Point { get; } = [.. Enumerable.Range(0, chain.Steps.Length + 1).Select(v => new double[chain.Width(v)])];

    /// <summary>A bound on sign·(unit of a value) over a region whose lines are in use.</summary>
    public double Maximum(Region region, int value, int unit, double sign)
    {
        Span<double> start = Coefficients[value];
        start.Clear();
        start[unit] = sign;
        return Down(region, value, 0, 0);
    }

    /// <summary>
    /// A bound on sign·(unit of a value) over those inputs of a region that refute a question about a later value: there weight·Sign·(z − Threshold) is not negative, so that adding it keeps a bound one
    /// (Kotha et al., arXiv:2302.01404).
    /// </summary>
    public double Maximum(Region region, int value, int unit, double sign, in Question refuted, double weight)
    {
        Span<double> start = Coefficients[refuted.Value];
        start.Clear();
        start[refuted.Unit] = weight * refuted.Sign;
        double constant = -weight * refuted.Sign * refuted.Threshold, size = Math.Abs(constant);
        for (int step = refuted.Value - 1; step >= value; step--)
        {
            (double added, double magnitude) = Back(region, step);
            constant += added;
            size += magnitude;
        }

        // The sum is rounded: off by 2⁻⁵³ of itself, times a number that is bounded.
        ref double c = ref Coefficients[value][unit];
        c += sign;
        double room = Rounding.Double * Math.Abs(c) * Math.Max(Math.Abs(region.Low[value][unit]), Math.Abs(region.High[value][unit]));
        return Down(region, value, constant + room, size + room);
    }

    private double Down(Region region, int value, double constant, double size)
    {
        for (int step = value - 1; step >= 0; step--)
        {
            (double added, double magnitude) = Back(region, step);
            constant += added;
            size += magnitude;
        }

        (double input, double inputSize) = AtInputs(region);
        double bound = constant + input + ((size + inputSize) * _terms * Rounding.Double);

        // Infinities of both signs say nothing.
        return double.IsNaN(bound) ? double.PositiveInfinity : bound;
    }

    /// <summary>Follows the inputs where the form is largest forward along the lines, into <see cref="Point"/>.</summary>
    public void Follow(int value)
    {
        for (int step = 0; step < value; step++)
        {
            double[] from = Point[step], to = Point[step + 1], signs = Coefficients[step + 1];
            switch (chain.Steps[step])
            {
                case DenseStep dense:
                    dense.Run(from, to);
                    break;
                case ScaleStep scale:
                    scale.Run(from, to);
                    break;
                case RangeStep range:
                    for (int i = 0; i < to.Length; i++)
                    {
                        to[i] = signs[i] >= 0 ? range.High : range.Low;
                    }

                    break;
                default:
                    for (int i = 0; i < to.Length; i++)
                    {
                        ref Envelope e = ref envelopes[step][i];
                        to[i] = signs[i] >= 0 ? (e.UpperSlope * from[i]) + e.UpperAt : (e.LowerSlope * from[i]) + e.LowerAt;
                    }

                    break;
            }
        }
    }

    /// <summary>Rewrites the form of value step + 1 as one of value step.</summary>
    /// <returns>What is constant in it, rounding included, and Σ of sizes.</returns>
    private (double Constant, double Size) Back(Region region, int step)
    {
        double[] from = Coefficients[step + 1], to = Coefficients[step], rounding = slack[step + 1];
        double constant = 0, size = 0;
        switch (chain.Steps[step])
        {
            case DenseStep dense:
                Array.Clear(to);
                for (int i = 0; i < from.Length; i++)
                {
                    if (from[i] != 0)
                    {
                        double add = from[i] * dense.Bias[i], room = Math.Abs(from[i]) * rounding[i];
                        constant += add + room;
                        size += Math.Abs(add) + room;
                        Axpy.Add(from[i], dense.Into(i), to);
                    }
                }

                break;
            case ScaleStep scale:
                for (int i = 0; i < from.Length; i++)
                {
                    double add = from[i] * scale.Offset[i], room = Math.Abs(from[i]) * rounding[i];
                    constant += add + room;
                    size += Math.Abs(add) + room;
                    to[i] = from[i] * scale.Factor[i];
                }

                break;
            case RangeStep range:
                Array.Clear(to);
                for (int i = 0; i < from.Length; i++)
                {
                    double add = from[i] * (from[i] >= 0 ? range.High : range.Low);
                    constant += add;
                    size += Math.Abs(add);
                }

                break;
            default:
                return BackCurve(region, step);
        }

        return (constant, size);
    }

    private (double Constant, double Size) BackCurve(Region region, int step)
    {
        double[] from = Coefficients[step + 1], to = Coefficients[step], low = region.Low[step], high = region.High[step];
        double constant = 0, size = 0;
        for (int i = 0; i < from.Length; i++)
        {
            double c = from[i];
            if (c == 0)
            {
                to[i] = 0;
                continue;
            }

            ref Envelope e = ref envelopes[step][i];
            double add = c * (c > 0 ? e.UpperAt : e.LowerAt);
            to[i] = c * (c > 0 ? e.UpperSlope : e.LowerSlope);

            // The coefficient is rounded: off by 2⁻⁵³ of itself, times a z that is bounded.
            double room = Rounding.Double * Math.Abs(to[i]) * Math.Max(Math.Abs(low[i]), Math.Abs(high[i]));
            constant += add + room;
            size += Math.Abs(add) + room;
        }

        for (int p = 0; p < region.Phases.Length; p++)
        {
            Phase phase = region.Phases[p];
            if (phase.Value == step && region.Multipliers[p] > 0)
            {
                // −m·Side·(z − At) is not negative in the region: adding it keeps a bound one.
                double weight = region.Multipliers[p] * phase.Side;
                double changed = to[phase.Unit] - weight;
                double largest = Math.Max(Math.Abs(low[phase.Unit]), Math.Abs(high[phase.Unit]));
                double add = weight * phase.At, room = Rounding.Double * (Math.Abs(changed) + Math.Abs(weight)) * largest;
                to[phase.Unit] = changed;
                constant += add + room;
                size += Math.Abs(add) + room;
            }
        }

        return (constant, size);
    }

    /// <summary>Largest value of the form over the region's inputs, and Σ of sizes; where it is goes into <see cref="Point"/>.</summary>
    private (double Most, double Size) AtInputs(Region region)
    {
        double[] c = Coefficients[0], x = Point[0];
        double most = 0, size = 0;
        for (int i = 0; i < c.Length; i++)
        {
            x[i] = c[i] >= 0 ? region.High[0][i] : region.Low[0][i];
            double add = c[i] * x[i];
            most += add;
            size += Math.Abs(add);
        }

        foreach (OneHot group in box.Groups)
        {
            double best = group.Exactly ? double.NegativeInfinity : 0;
            int chosen = -1;
            foreach (int i in group.Inputs)
            {
                most -= c[i] * x[i];
                x[i] = 0;
                if (region.High[0][i] == 1 && c[i] > best)
                {
                    (best, chosen) = (c[i], i);
                }
            }

            if (chosen >= 0)
            {
                x[chosen] = 1;
            }

            most += best;
            size += Math.Abs(double.IsFinite(best) ? best : 0);
        }

        return (most, size);
    }
}
