namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// A region's network with every activation held between two lines, and backward linear bounds over it (CROWN: Zhang et al.,
/// arXiv:1811.00866; DeepPoly: Singh et al., POPL 2019): a linear form of the units of one value is rewritten, layer by layer, into one of
/// the inputs, of which the largest value over the box is known at once.
/// </summary>
/// <remarks>
/// Every variable stands for the number that the float32 engine computes. A dense layer is then z = x·W + b + e with |e| below a slack that
/// also covers the float64 rounding of coefficients made from it (each is off at most (n·2⁻⁵²)·Σ|c·w|, and |x| is bounded); sums of constants
/// are off at most 2⁻⁵² times their number times the sum of their sizes, which is added at the end. Workspace of one thread.
/// </remarks>
internal sealed class Relaxation
{
    private readonly Chain _chain;
    private readonly Box _box;
    private readonly double[][] _slack;
    private readonly int _terms;

    public Relaxation(Chain chain, Box box)
    {
        _chain = chain;
        _box = box;
        int values = chain.Steps.Length + 1;
        _slack = [.. Enumerable.Range(0, values).Select(v => new double[chain.Width(v)])];
        Coefficients = [.. Enumerable.Range(0, values).Select(v => new double[chain.Width(v)])];
        Point = [.. Enumerable.Range(0, values).Select(v => new double[chain.Width(v)])];
        Envelopes = [.. chain.Steps.Select(step => step is CurveStep ? new Envelope[step.Outputs] : [])];
        _terms = (4 * Enumerable.Range(0, values).Sum(chain.Width)) + 16;
        double[][] low = new double[values][], high = new double[values][];
        (low[0], high[0]) = ([.. box.Low], [.. box.High]);
        Root = new Region(low, high)
        {
            Slopes = [.. Enumerable.Range(0, values).Select(v => Array.Empty<double>())],
        };
        Interval = new double[values][];
        Interval[0] = high[0];
        Reach = Build();
        Linear = new Region([.. low], [.. high]);
    }

    /// <summary>A workspace for another thread over the same ranges.</summary>
    public Relaxation(Relaxation other)
    {
        (_chain, _box, _slack, _terms) = (other._chain, other._box, other._slack, other._terms);
        (Root, Linear, Interval, Reach) = (other.Root, other.Linear, other.Interval, other.Reach);
        Coefficients = [.. other.Coefficients.Select(each => new double[each.Length])];
        Point = [.. other.Point.Select(each => new double[each.Length])];
        Envelopes = [.. other.Envelopes.Select(each => new Envelope[each.Length])];
    }

    /// <summary>Gets the whole box; ranges of values above <see cref="Reach"/> are not there.</summary>
    public Region Root { get; }

    /// <summary>Gets the ranges as linear bounds of the whole box give them, before any was narrowed by cutting.</summary>
    public Region Linear { get; }

    /// <summary>Gets the last value whose range is known.</summary>
    public int Reach { get; }

    /// <summary>Gets the upper ends of <see cref="Root"/> as forward bounds alone give them.</summary>
    public double[][] Interval { get; }

    /// <summary>Gets, per value, the coefficients of the form bounded last.</summary>
    public double[][] Coefficients { get; }

    /// <summary>Gets, per value, where that form is largest, along the lines.</summary>
    public double[][] Point { get; }

    /// <summary>Gets, per step, the lines in use.</summary>
    public Envelope[][] Envelopes { get; }

    /// <summary>
    /// Makes lines for a region, and narrows the ranges that depend on values from <paramref name="changed"/> on. Only units of which it
    /// is open on which side of a kink they are get new bounds.
    /// </summary>
    /// <returns>False where the region turns out to hold no input.</returns>
    public bool Enter(Region region, int changed, int target)
    {
        for (int step = 0; step < target && step < _chain.Steps.Length; step++)
        {
            if (_chain.Steps[step] is CurveStep curves)
            {
                Lines(region, step, curves);
                if (step >= changed)
                {
                    Outputs(region, step);
                }
            }
            else if (step >= changed && step + 1 < target && _chain.Steps[step] is not RangeStep && !Tighten(region, step + 1))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A bound on sign·(unit of a value) over the region entered last.</summary>
    public double Maximum(Region region, int value, int unit, double sign)
    {
        Span<double> start = Coefficients[value];
        start.Clear();
        start[unit] = sign;
        double constant = 0, size = 0;
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
            switch (_chain.Steps[step])
            {
                case DenseStep dense:
                    for (int i = 0; i < to.Length; i++)
                    {
                        to[i] = dense.Bias[i] + Axpy.Dot(dense.Into(i), from);
                    }

                    break;
                case ScaleStep scale:
                    for (int i = 0; i < to.Length; i++)
                    {
                        to[i] = (from[i] * scale.Factor[i]) + scale.Offset[i];
                    }

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
                        ref Envelope e = ref Envelopes[step][i];
                        to[i] = signs[i] >= 0 ? (e.UpperSlope * from[i]) + e.UpperAt : (e.LowerSlope * from[i]) + e.LowerAt;
                    }

                    break;
            }
        }
    }

    private int Build()
    {
        for (int step = 0; step < _chain.Steps.Length; step++)
        {
            double[] low = Root.Low[step], high = Root.High[step];
            (double[] Low, double[] High) to = (new double[_chain.Width(step + 1)], new double[_chain.Width(step + 1)]);
            (Root.Low[step + 1], Root.High[step + 1]) = to;
            bool known = true;
            switch (_chain.Steps[step])
            {
                case DenseStep dense:
                    known = IntervalBounds.Dense(dense, low, high, to, _slack[step + 1]);
                    break;
                case ScaleStep scale:
                    known = IntervalBounds.Scale(scale, low, high, to, _slack[step + 1]);
                    break;
                case RangeStep range:
                    Array.Fill(to.Low, range.Low);
                    Array.Fill(to.High, range.High);
                    break;
                case CurveStep curves:
                    Lines(Root, step, curves);
                    Array.Fill(to.Low, double.NegativeInfinity);
                    Array.Fill(to.High, double.PositiveInfinity);
                    Outputs(Root, step);
                    known = Envelopes[step].All(envelope => envelope.IsKnown);
                    break;
            }

            if (!known)
            {
                return step;
            }

            Interval[step + 1] = [.. Root.High[step + 1]];
            if (_chain.Steps[step] is DenseStep or ScaleStep)
            {
                Tighten(Root, step + 1);
            }
        }

        return _chain.Steps.Length;
    }

    private void Lines(Region region, int step, CurveStep curves)
    {
        double[] slopes = region.Slopes[step];
        for (int i = 0; i < curves.Outputs; i++)
        {
            Envelope envelope = curves[i].Around(region.Low[step][i], region.High[step][i]);
            if (envelope.Free != 0 && slopes.Length > 0 && !double.IsNaN(slopes[i]))
            {
                Turn(ref envelope, slopes[i]);
            }

            Envelopes[step][i] = envelope;
        }
    }

    /// <summary>Turns the free line about the kink.</summary>
    public static void Turn(ref Envelope envelope, double slope)
    {
        slope = Math.Clamp(slope, envelope.FreeFrom, envelope.FreeTo);
        if (envelope.Free < 0)
        {
            (envelope.LowerSlope, envelope.LowerAt) = (slope, envelope.FreeAt(slope));
        }
        else
        {
            (envelope.UpperSlope, envelope.UpperAt) = (slope, envelope.FreeAt(slope));
        }
    }

    private void Outputs(Region region, int step)
    {
        double[] low = [.. region.Low[step + 1]], high = [.. region.High[step + 1]];
        for (int i = 0; i < low.Length; i++)
        {
            low[i] = Math.Max(low[i], Envelopes[step][i].Low);
            high[i] = Math.Min(high[i], Envelopes[step][i].High);
        }

        (region.Low[step + 1], region.High[step + 1]) = (low, high);
    }

    private bool Tighten(Region region, int value)
    {
        double[] low = [.. region.Low[value]], high = [.. region.High[value]];
        CurveStep? next = value < _chain.Steps.Length ? _chain.Steps[value] as CurveStep : null;
        for (int unit = 0; unit < low.Length; unit++)
        {
            bool open = ReferenceEquals(region, Root) || next is null || next[unit] is not StraightCurve straight || straight.Bends(low[unit], high[unit]);
            if (open)
            {
                high[unit] = Math.Min(high[unit], Maximum(region, value, unit, 1));
                low[unit] = Math.Max(low[unit], -Maximum(region, value, unit, -1));
                if (!(low[unit] <= high[unit]))
                {
                    return false;
                }
            }
        }

        (region.Low[value], region.High[value]) = (low, high);
        return true;
    }

    /// <summary>Rewrites the form of value step + 1 as one of value step.</summary>
    /// <returns>What is constant in it, rounding included, and Σ of sizes.</returns>
    private (double Constant, double Size) Back(Region region, int step)
    {
        double[] from = Coefficients[step + 1], to = Coefficients[step], slack = _slack[step + 1];
        double constant = 0, size = 0;
        switch (_chain.Steps[step])
        {
            case DenseStep dense:
                Array.Clear(to);
                for (int i = 0; i < from.Length; i++)
                {
                    if (from[i] != 0)
                    {
                        double add = from[i] * dense.Bias[i], room = Math.Abs(from[i]) * slack[i];
                        constant += add + room;
                        size += Math.Abs(add) + room;
                        Axpy.Add(from[i], dense.Into(i), to);
                    }
                }

                break;
            case ScaleStep scale:
                for (int i = 0; i < from.Length; i++)
                {
                    double add = from[i] * scale.Offset[i], room = Math.Abs(from[i]) * slack[i];
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

            ref Envelope e = ref Envelopes[step][i];
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

        foreach (OneHot group in _box.Groups)
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
