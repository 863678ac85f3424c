namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// A region's network with every activation held between two lines, and the ranges of its units that follow from that by <see cref="BackwardForm"/>.
/// </summary>
/// <remarks>
/// Every variable stands for the number that the float32 engine computes. A dense layer is then z = x·W + b + e with |e| below a slack that
/// also covers the float64 rounding of coefficients made from it (each is off at most (n·2⁻⁵²)·Σ|c·w|, and |x| is bounded). Workspace of one thread.
/// </remarks>
internal sealed class Relaxation
{
    private readonly Chain _chain;
    private readonly Box _box;
    private readonly double[][] _slack;

    public Relaxation(Chain chain, Box box)
    {
        _chain = chain;
        _box = box;
        int values = chain.Steps.Length + 1;
        _slack = [.. Enumerable.Range(0, values).Select(v => new double[chain.Width(v)])];
        Envelopes = [.. chain.Steps.Select(step => step is CurveStep ? new Envelope[step.Outputs] : [])];
        Form = new BackwardForm(chain, box, _slack, Envelopes);
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
        (_chain, _box, _slack) = (other._chain, other._box, other._slack);
        (Root, Linear, Interval, Reach) = (other.Root, other.Linear, other.Interval, other.Reach);
        Envelopes = [.. other.Envelopes.Select(each => new Envelope[each.Length])];
        Form = new BackwardForm(_chain, _box, _slack, Envelopes);
    }

    /// <summary>Gets the whole box; ranges of values above <see cref="Reach"/> are not there.</summary>
    public Region Root { get; }

    /// <summary>Gets the ranges as linear bounds of the whole box give them, before any was narrowed by cutting.</summary>
    public Region Linear { get; }

    /// <summary>Gets the last value whose range is known.</summary>
    public int Reach { get; }

    /// <summary>Gets the upper ends of <see cref="Root"/> as forward bounds alone give them.</summary>
    public double[][] Interval { get; }

    /// <summary>Gets what bounds single units over the region entered last.</summary>
    public BackwardForm Form { get; }

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
                high[unit] = Math.Min(high[unit], Form.Maximum(region, value, unit, 1));
                low[unit] = Math.Max(low[unit], -Form.Maximum(region, value, unit, -1));
                if (!(low[unit] <= high[unit]))
                {
                    return false;
                }
            }
        }

        (region.Low[value], region.High[value]) = (low, high);
        return true;
    }
}
