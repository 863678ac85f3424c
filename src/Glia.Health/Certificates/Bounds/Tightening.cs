namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Makes the bound of one question as low as the lines allow: slopes of free lines and multipliers of phases go down the gradient
/// (α- and β-CROWN: Xu et al., arXiv:2011.13824; Wang et al., arXiv:2103.06624). Whatever numbers it ends with, the bound is one.
/// </summary>
/// <remarks>
/// The gradient needs one pass back and one forward: d bound/d slope = coefficient of y · (z − kink), d bound/d multiplier = −Side·(z − At), z
/// taken where the form is largest. Units differ in size by powers of ten where a training has thrown weights about, so every number has a step of its own (Adam: Kingma and Ba, ICLR
/// 2015): slopes in parts of their range, multipliers in parts of the coefficients around them.
/// </remarks>
internal sealed class Tightening(Chain chain, Relaxation relaxation)
{
    /// <summary>The first step, and what is left of it after each: our choice, from trials on networks of 4 × 64 units.</summary>
    private const double Stride = 0.3, Decay = 0.93;

    /// <summary>Memory of Adam's two means; short, since there are few steps.</summary>
    private const double Memory = 0.7, SquareMemory = 0.9;

    private readonly (double Mean, double Square)[][] _moments = [.. chain.Steps.Select(step => new (double, double)[step is CurveStep ? step.Outputs : 0])];
    private readonly TriangleProgram _program = new(chain, relaxation);
    private (double Mean, double Square)[] _phaseMoments = [];

    /// <summary>Gets a value indicating whether the bound made last is that of the linear program.</summary>
    public bool IsSolved { get; private set; }

    /// <summary>Gets what share of the bound by descents the program took off.</summary>
    public double Gain { get; private set; }

    /// <summary>Bounds a question over the region entered last.</summary>
    /// <returns>What Sign·(z − Threshold) does not exceed; at most 0 answers the question.</returns>
    public double Bound(Region region, in Question question, int rounds, bool exact)
    {
        double best = double.PositiveInfinity, stride = Stride;
        double[][]? slopes = null;
        double[] multipliers = region.Multipliers;
        for (int round = 0; ; round++)
        {
            double bound = Now(region, question);
            if (bound < best)
            {
                best = bound;
                if (rounds > 0)
                {
                    (slopes, multipliers) = (Slopes(region, question.Value), [.. region.Multipliers]);
                }
            }

            if (!(best > 0) || round >= rounds)
            {
                break;
            }

            relaxation.Form.Follow(question.Value);
            Descend(region, question.Value, round, stride);
            stride *= Decay;
        }

        IsSolved = false;
        if (best > 0 && exact && _program.Solve(region, question))
        {
            IsSolved = true;
            double bound = Now(region, question);
            Gain = (best - bound) / best;
            if (bound < best)
            {
                (best, slopes, multipliers) = (bound, Slopes(region, question.Value), region.Multipliers);
            }
        }

        (region.Slopes, region.Multipliers) = (slopes ?? region.Slopes, multipliers);
        return best;
    }

    /// <summary>Puts the best numbers found back into the lines, and follows the form with them.</summary>
    public void Restore(Region region, in Question question)
    {
        for (int step = 0; step < question.Value; step++)
        {
            for (int i = 0; i < region.Slopes[step].Length; i++)
            {
                if (!double.IsNaN(region.Slopes[step][i]) && relaxation.Envelopes[step][i].Free != 0)
                {
                    Relaxation.Turn(ref relaxation.Envelopes[step][i], region.Slopes[step][i]);
                }
            }
        }

        _ = relaxation.Form.Maximum(region, question.Value, question.Unit, question.Sign);
        if (!IsSolved)
        {
            relaxation.Form.Follow(question.Value);
            return;
        }

        for (int value = 0; value <= question.Value; value++)
        {
            _program.Solution[value].CopyTo(relaxation.Form.Point[value], 0);
        }
    }

    private double Now(Region region, in Question question)
    {
        double bound = relaxation.Form.Maximum(region, question.Value, question.Unit, question.Sign) - (question.Sign * question.Threshold);
        return question.Threshold == 0 ? bound : bound + (4 * Rounding.Double * Math.Abs(question.Threshold));
    }

    private double[][] Slopes(Region region, int value)
    {
        double[][] slopes = [.. region.Slopes];
        for (int step = 0; step < value; step++)
        {
            if (chain.Steps[step] is CurveStep)
            {
                slopes[step] = [.. relaxation.Envelopes[step].Select(e => e.Free == 0 ? double.NaN : e.Free < 0 ? e.LowerSlope : e.UpperSlope)];
            }
        }

        return slopes;
    }

    private void Descend(Region region, int value, int round, double stride)
    {
        if (round == 0)
        {
            Array.ForEach(_moments, Array.Clear);
            _phaseMoments = new (double, double)[region.Phases.Length];
        }

        for (int step = 0; step < value; step++)
        {
            Envelope[] lines = relaxation.Envelopes[step];
            for (int i = 0; i < lines.Length; i++)
            {
                ref Envelope e = ref lines[i];
                double c = relaxation.Form.Coefficients[step + 1][i];
                if (e.Free != 0)
                {
                    // The other line is in use where c·Free is not above 0; then the slope is of no account.
                    double gradient = c * e.Free > 0 ? c * (relaxation.Form.Point[step][i] - e.Kink) : 0;
                    double turn = Adam(ref _moments[step][i], gradient, round) * stride * (e.FreeTo - e.FreeFrom);
                    Relaxation.Turn(ref e, (e.Free < 0 ? e.LowerSlope : e.UpperSlope) - turn);
                }
            }
        }

        double[] multipliers = [.. region.Multipliers];
        for (int p = 0; p < multipliers.Length; p++)
        {
            Phase phase = region.Phases[p];
            if (phase.Value < value)
            {
                double gradient = -phase.Side * (relaxation.Form.Point[phase.Value][phase.Unit] - phase.At);
                multipliers[p] = Math.Max(0, multipliers[p] - (Adam(ref _phaseMoments[p], gradient, round) * stride * Scale(phase)));
            }
        }

        region.Multipliers = multipliers;
    }

    /// <summary>The size that a multiplier has: that of the unit's coefficient, or of its layer's.</summary>
    private double Scale(in Phase phase)
    {
        double[] c = relaxation.Form.Coefficients[phase.Value + 1];
        double sum = 0;
        foreach (double each in c)
        {
            sum += Math.Abs(each);
        }

        return Math.Max(Math.Abs(c[phase.Unit]), sum / c.Length);
    }

    /// <summary>Direction and length of a step, from −1 to 1 or so.</summary>
    private static double Adam(ref (double Mean, double Square) moments, double gradient, int round)
    {
        moments.Mean = (Memory * moments.Mean) + ((1 - Memory) * gradient);
        moments.Square = (SquareMemory * moments.Square) + ((1 - SquareMemory) * gradient * gradient);
        double square = moments.Square / (1 - Math.Pow(SquareMemory, round + 1));
        return square > 0 ? moments.Mean / (1 - Math.Pow(Memory, round + 1)) / Math.Sqrt(square) : 0;
    }
}
