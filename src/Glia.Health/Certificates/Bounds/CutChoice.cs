namespace Glia.Health.Certificates.Bounds;

/// <summary>Chooses where an open region is cut in two: at a kink, across an input, or through a group of inputs of which one is 1.</summary>
internal sealed class CutChoice
{
    /// <summary>Kinks that are tried before one is cut, and descents for a trial (strong branching, as in De Palma et al., arXiv:2104.06718).</summary>
    private const int Tries = 4;
    private const int RoundsOfTrial = 3;

    /// <summary>With so few inputs (a group counts as one) inputs are cut rather than kinks: that narrows every layer at once.</summary>
    private const int FewInputs = 6;

    private readonly Chain _chain;
    private readonly Box _box;
    private readonly Relaxation _relaxation;
    private readonly Tightening _tightening;
    private readonly Question _question;
    private readonly bool _cutsKinks;

    /// <param name="chain">The network.</param>
    /// <param name="box">The inputs.</param>
    /// <param name="relaxation">The workspace that the region was bounded in: its lines and its form say what they give away.</param>
    /// <param name="tightening">What bounds the parts of a trial.</param>
    /// <param name="question">The question.</param>
    public CutChoice(Chain chain, Box box, Relaxation relaxation, Tightening tightening, in Question question)
    {
        (_chain, _box, _relaxation, _tightening, _question) = (chain, box, relaxation, tightening, question);
        int grouped = box.Groups.Sum(group => group.Inputs.Count(i => box.High[i] > box.Low[i]));
        _cutsKinks = Enumerable.Range(0, box.Inputs).Count(i => box.High[i] > box.Low[i]) - grouped + box.Groups.Count > FewInputs;
    }

    /// <summary>
    /// Of the kinks at which the lines give most away where the form is largest, the one whose two parts get the lowest bounds in a trial; else the input that
    /// the form leans on most.
    /// </summary>
    public void Choose(Region region)
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
        if (double.IsNaN(e.Kink) || c == 0 || c * e.Free > 0)
        {
            // A line that may turn gives nothing away: where it lies on the other side of the kink, too, descents and programs find out.
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
