namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Answers one question by cutting the box: the region with the highest bound is cut in two, at a kink (below, above) or across an input,
/// until no region is left whose bound is above 0, or a witness turns up. It can be run in portions, and the answer depends on the number of
/// regions only.
/// </summary>
internal sealed class BranchAndBound
{
    /// <summary>Descents over a new region, and over the whole box: our choice, from trials on networks of 4 × 64 units.</summary>
    private const int Rounds = 12;
    private const int RoundsAtRoot = 60;

    /// <summary>Kinks that are tried before one is cut, and descents for a trial (strong branching, as in De Palma et al., arXiv:2104.06718).</summary>
    private const int Tries = 4;
    private const int RoundsOfTrial = 3;

    /// <summary>With so few inputs (a group counts as one) inputs are cut rather than kinks: that narrows every layer at once.</summary>
    private const int FewInputs = 6;

    /// <summary>Share of the bound that a program has to take off to be worth its time, and most regions that go without one.</summary>
    private const double Worthwhile = 0.1;
    private const long Longest = 16;

    /// <summary>Most times that a region is narrowed to what refutes, before it is cut.</summary>
    private const int Passes = 6;

    private readonly Chain _chain;
    private readonly Box _box;
    private readonly Relaxation _relaxation;
    private readonly Tightening _tightening;
    private readonly Contraction _contraction;
    private readonly WitnessSearch? _search;
    private readonly Question _question;
    private readonly PriorityQueue<Region, double> _open = new();
    private readonly bool _cutsKinks, _programs, _isFlat, _contracts;

    /// <summary>
    /// A program over more than one hidden layer takes as long as many descents: where it has lowered the bound by too little, some regions go without, twice as many each time.
    /// </summary>
    private long _wait = 1, _next;

    /// <summary>The same for narrowing a region to what refutes.</summary>
    private long _waitToNarrow = 1, _nextToNarrow;
    private double _closed = double.NegativeInfinity;

    /// <param name="chain">The network.</param>
    /// <param name="box">The inputs.</param>
    /// <param name="relaxation">A workspace of one thread.</param>
    /// <param name="search">What looks for witnesses; null: nothing does.</param>
    /// <param name="question">The question.</param>
    /// <param name="programs">Whether bounds that descents leave above 0 are made by linear programs.</param>
    /// <param name="stop">Whether time is up; null: it never is.</param>
    public BranchAndBound(Chain chain, Box box, Relaxation relaxation, WitnessSearch? search, in Question question, bool programs = true, Func<bool>? stop = null)
    {
        (_programs, _isFlat) = (programs, chain.Steps.Take(question.Value).Count(step => step is CurveStep) <= 1);
        (_chain, _box, _relaxation, _search, _question) = (chain, box, relaxation, search, question);
        _tightening = new Tightening(chain, relaxation);
        _contracts = programs && search is not null && chain.Steps.Take(question.Value).Count(step => step is CurveStep) == 1;
        _contraction = new Contraction(chain, box, relaxation);
        int grouped = box.Groups.Sum(group => group.Inputs.Count(i => box.High[i] > box.Low[i]));
        _cutsKinks = Enumerable.Range(0, box.Inputs).Count(i => box.High[i] > box.Low[i]) - grouped + box.Groups.Count > FewInputs;
        Add(relaxation.Root.Copy(), int.MaxValue, RoundsAtRoot, stop ?? (static () => false));
    }

    /// <summary>Gets the regions bounded so far.</summary>
    public long Regions { get; private set; }

    /// <summary>Gets the input that refutes the question, when one was found, and its z.</summary>
    public (float[] X, float Z)? Witness { get; private set; }

    /// <summary>Gets a value indicating whether a region is too small to be cut, and still open.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Gets a value indicating whether the question is answered with yes.</summary>
    public bool IsProved => _open.Count == 0 && Witness is null && !IsStuck;

    /// <summary>Gets a value indicating whether there is anything left to do.</summary>
    public bool IsDone => _open.Count == 0 || Witness is not null || IsStuck;

    /// <summary>Gets what Sign·(z − Threshold) is proved not to exceed.</summary>
    public double Bound => _open.TryPeek(out Region? worst, out _) ? Math.Max(worst.Bound, _closed) : _closed;

    /// <summary>Goes on until so many regions have been bounded in all.</summary>
    public void Run(long regions, Func<bool> stop)
    {
        while (!IsDone && Regions < regions && !stop())
        {
            Region worst = _open.Dequeue();
            foreach ((Region part, int changed) in Parts(worst))
            {
                Add(part, changed, Rounds, stop);
                if (Witness is not null)
                {
                    return;
                }
            }
        }
    }

    private void Add(Region region, int changed, int rounds, Func<bool> stop)
    {
        Regions++;
        if (!_relaxation.Enter(region, changed, _question.Value))
        {
            return;
        }

        bool exact = _programs && Regions >= _next;
        double bound = _tightening.Bound(region, _question, rounds, exact);
        if (_tightening.IsSolved)
        {
            _wait = _isFlat || _tightening.Gain > Worthwhile ? 1 : Math.Min(2 * _wait, Longest);
            _next = Regions + _wait;
        }

        bound = Contract(region, bound, exact, stop);
        region.Bound = Math.Min(region.Bound, bound);
        if (!(region.Bound > 0))
        {
            _closed = Math.Max(_closed, region.Bound);
            return;
        }

        _tightening.Restore(region, _question);
        double[] x = [.. _relaxation.Form.Point[0]];
        bool climb = Regions == 1 || Regions % 8 == 0;
        if (_search is not null && (climb ? _search.From(_question, x, out float z) : _search.Check(_question, x, out z)) is { } found)
        {
            Witness = (found, z);
            return;
        }

        Choose(region);
        IsStuck |= region.Next is null;
        _open.Enqueue(region, -region.Bound);
    }

    /// <summary>
    /// Lowers a bound by narrowing the region to inputs that refute, as long as that takes enough off. What is left out does not refute, and there Sign·(z − Threshold) is at most 0: that much can no
    /// longer be said to be proved lower.
    /// </summary>
    private double Contract(Region region, double bound, bool exact, Func<bool> stop)
    {
        bool now = _contracts && Regions >= _nextToNarrow;
        for (int pass = 0; now && bound > 0 && pass < Passes && !stop(); pass++)
        {
            double before = bound;
            _closed = Math.Max(_closed, 0);
            bound = _contraction.Run(region, _question, stop) ? Math.Min(before, _tightening.Bound(region, _question, Rounds, exact)) : 0;
            bool helps = bound <= (1 - Worthwhile) * before;
            _waitToNarrow = helps ? 1 : pass == 0 ? Math.Min(2 * _waitToNarrow, Longest) : _waitToNarrow;
            _nextToNarrow = Regions + _waitToNarrow;
            if (!helps)
            {
                break;
            }
        }

        return bound;
    }

    private IEnumerable<(Region Part, int Changed)> Parts(Region region)
    {
        Cut cut = region.Next!.Value;
        (int value, int unit, double kink) = cut;
        for (int side = 1; side >= -1; side -= 2)
        {
            Region part = region.Copy();
            bool holds;
            if (!double.IsNaN(kink))
            {
                holds = part.Hold(new Phase(value, unit, kink, side), side > 0 ? cut.Below : cut.Above);
            }
            else if (region.NextMembers.Length > 0)
            {
                OneHot group = _box.Groups.First(g => g.Inputs.Contains(unit));
                foreach (int i in group.Inputs.Where(i => region.NextMembers.Contains(i) == side > 0))
                {
                    part.Narrow(0, i, 0, 0);
                }

                holds = true;
            }
            else
            {
                double middle = region.Low[0][unit] + ((region.High[0][unit] - region.Low[0][unit]) / 2);
                holds = side > 0 ? part.Narrow(0, unit, double.NegativeInfinity, middle) : part.Narrow(0, unit, middle, double.PositiveInfinity);
            }

            if (holds)
            {
                yield return (part, value);
            }
        }
    }

    /// <summary>
    /// Of the kinks at which the lines give most away where the form is largest, the one whose two parts get the lowest bounds in a trial; else the input that
    /// the form leans on most.
    /// </summary>
    private void Choose(Region region)
    {
        PriorityQueue<Cut, double> most = new();
        for (int step = 0; _cutsKinks && step < _question.Value; step++)
        {
            for (int i = 0; i < _relaxation.Envelopes[step].Length; i++)
            {
                double lost = Lost(step, i);
                if (lost > 0 && (most.Count < Tries || most.TryPeek(out _, out double least) && lost > least))
                {
                    most.Enqueue(CutAt(step, i), lost);
                    _ = most.Count > Tries ? most.Dequeue() : default;
                }
            }
        }

        if (most.Count == 0)
        {
            ChooseInput(region);
            return;
        }

        Cut[] cuts = [.. Enumerable.Range(0, most.Count).Select(_ => most.Dequeue()).Reverse()];
        region.Next = cuts.Length == 1 ? cuts[0] : cuts.MinBy(cut => Trial(region, cut));
    }

    /// <summary>
    /// How high the bounds of the two parts would be, ranges of other units left as they are: the higher counts most, since the part has to be cut again.
    /// What a trial gives steers the cutting and nothing else.
    /// </summary>
    private double Trial(Region region, in Cut cut)
    {
        Envelope[][] lines = _relaxation.Envelopes, kept = [.. lines.Select(each => (Envelope[])each.Clone())];
        double high = double.NegativeInfinity, low = double.PositiveInfinity;
        for (int side = 1; side >= -1; side -= 2)
        {
            Region part = region.Copy();
            double bound = -region.Bound;
            if (part.Hold(new Phase(cut.Value, cut.Unit, cut.Kink, side), side > 0 ? cut.Below : cut.Above))
            {
                lines[cut.Value][cut.Unit] = ((CurveStep)_chain.Steps[cut.Value])[cut.Unit].Around(part.Low[cut.Value][cut.Unit], part.High[cut.Value][cut.Unit]);
                bound = Math.Max(bound, _tightening.Bound(part, _question, RoundsOfTrial, exact: false));
                for (int step = 0; step < lines.Length; step++)
                {
                    kept[step].CopyTo(lines[step], 0);
                }
            }

            (high, low) = (Math.Max(high, bound), Math.Min(low, bound));
        }

        return high + (0.2 * low);
    }

    /// <summary>
    /// A cut at a unit's kink. Its multipliers make the form of each part, in which the unit is straight, the form that the line in use gives now.
    /// </summary>
    private Cut CutAt(int step, int unit)
    {
        ref Envelope e = ref _relaxation.Envelopes[step][unit];
        double c = _relaxation.Form.Coefficients[step + 1][unit], slope = c > 0 ? e.UpperSlope : e.LowerSlope;
        CurveStep curves = (CurveStep)_chain.Steps[step];
        double below = curves[unit].At(e.Kink - 1).Slope, above = curves[unit].At(e.Kink + 1).Slope;
        return new Cut(step, unit, e.Kink) { Below = Math.Max(0, c * (below - slope)), Above = Math.Max(0, c * (slope - above)) };
    }

    private double Lost(int step, int unit)
    {
        ref Envelope e = ref _relaxation.Envelopes[step][unit];
        double c = _relaxation.Form.Coefficients[step + 1][unit];
        if (double.IsNaN(e.Kink) || c == 0)
        {
            return 0;
        }

        double z = _relaxation.Form.Point[step][unit];
        double line = c > 0 ? (e.UpperSlope * z) + e.UpperAt : (e.LowerSlope * z) + e.LowerAt;
        double lost = c * (line - ((CurveStep)_chain.Steps[step])[unit].At(z).Y);
        double width = (e.UpperSlope * e.Kink) + e.UpperAt - (e.LowerSlope * e.Kink) - e.LowerAt;
        return Math.Max(0, lost) + (1e-2 * Math.Abs(c) * width);
    }

    private void ChooseInput(Region region)
    {
        double[] low = region.Low[0], high = region.High[0], c = _relaxation.Form.Coefficients[0];
        double most = 0;
        HashSet<int> grouped = [.. _box.Groups.SelectMany(group => group.Inputs)];
        for (int i = 0; i < low.Length; i++)
        {
            // Widths are cut down to some float32 steps: a finer cut separates no two inputs.
            double width = high[i] - low[i];
            double lost = width * (Math.Abs(c[i]) + 1e-9);
            if (!grouped.Contains(i) && lost > most && width > 4 * Rounding.Single * Math.Max(Math.Abs(low[i]), Math.Abs(high[i])) && width > 1e-30)
            {
                (most, region.Next) = (lost, new Cut(0, i, double.NaN));
            }
        }

        foreach (OneHot group in _box.Groups)
        {
            int[] allowed = [.. group.Inputs.Where(i => high[i] == 1).OrderBy(i => c[i])];
            if (allowed.Length < 2)
            {
                continue;
            }

            double lost = c[allowed[^1]] - c[allowed[0]] + 1e-9;
            if (lost > most)
            {
                (most, region.Next) = (lost, new Cut(0, allowed[0], double.NaN));
                region.NextMembers = allowed[..(allowed.Length / 2)];
            }
        }

        if (region.Next is { } next && !grouped.Contains(next.Unit))
        {
            region.NextMembers = [];
        }
    }
}
