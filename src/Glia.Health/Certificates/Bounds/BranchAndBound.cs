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

    /// <summary>Share of the bound that a program has to take off to be worth its time, and most regions that go without one.</summary>
    private const double Worthwhile = 0.1;
    private const long Longest = 16;

    /// <summary>Most times that a region is narrowed to what refutes, before it is cut.</summary>
    private const int Passes = 6;

    private readonly Box _box;
    private readonly Relaxation _relaxation;
    private readonly Tightening _tightening;
    private readonly Contraction _contraction;
    private readonly CutChoice _cuts;
    private readonly WitnessSearch? _search;
    private readonly Question _question;
    private readonly PriorityQueue<Region, double> _open = new();
    private readonly bool _programs, _isFlat, _contracts;

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
        (_box, _relaxation, _search, _question) = (box, relaxation, search, question);
        _tightening = new Tightening(chain, relaxation);
        _contracts = programs && search is not null && chain.Steps.Take(question.Value).Count(step => step is CurveStep) == 1;
        _contraction = new Contraction(chain, box, relaxation);
        _cuts = new CutChoice(chain, box, relaxation, _tightening, question);
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

        _cuts.Choose(region);
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
}
