namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Makes the bound of one question as low as the lines allow: slopes of free lines and multipliers of phases go down the gradient
/// (α- and β-CROWN: Xu et al., arXiv:2011.13824; Wang et al., arXiv:2103.06624). Whatever numbers it ends with, the bound is one.
/// </summary>
/// <remarks>
/// The gradient needs one pass back and one forward: d bound/d slope = coefficient of y · (z − kink), d bound/d multiplier = −Side·(z − At), z
/// taken where the form is largest. Steps are Polyak's, (bound − goal)/|gradient|², where the goal is some way below the best bound so far: as far as
/// 0, which would answer the question, and nearer whenever a step brought nothing.
/// </remarks>
internal sealed class Tightening(Chain chain, Relaxation relaxation)
{
    private const double Patience = 0.7;

    /// <summary>Bounds a question over the region entered last.</summary>
    /// <returns>What Sign·(z − Threshold) does not exceed; at most 0 answers the question.</returns>
    public double Bound(Region region, in Question question, int rounds)
    {
        double best = double.PositiveInfinity, reach = 0;
        double[][]? slopes = null;
        double[] multipliers = region.Multipliers;
        for (int round = 0; ; round++)
        {
            double bound = relaxation.Form.Maximum(region, question.Value, question.Unit, question.Sign) - (question.Sign * question.Threshold);
            if (question.Threshold != 0)
            {
                bound += 4 * Rounding.Double * Math.Abs(question.Threshold);
            }

            reach = round == 0 ? bound : bound < best - (0.1 * reach) ? reach : reach * Patience;
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
            Descend(region, question.Value, bound - best + Math.Min(reach, best * 1.01));
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
        relaxation.Form.Follow(question.Value);
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

    private void Descend(Region region, int value, double drop)
    {
        double square = 0;
        for (int step = 0; step < value; step++)
        {
            for (int i = 0; i < relaxation.Envelopes[step].Length; i++)
            {
                double g = Gradient(step, i);
                square += g * g;
            }
        }

        for (int p = 0; p < region.Phases.Length; p++)
        {
            Phase phase = region.Phases[p];
            double g = Gradient(phase, region.Multipliers[p]);
            square += phase.Value < value ? g * g : 0;
        }

        if (!(square > 0))
        {
            return;
        }

        double rate = drop / square;
        for (int step = 0; step < value; step++)
        {
            for (int i = 0; i < relaxation.Envelopes[step].Length; i++)
            {
                double g = Gradient(step, i);
                if (g != 0)
                {
                    ref Envelope e = ref relaxation.Envelopes[step][i];
                    Relaxation.Turn(ref e, (e.Free < 0 ? e.LowerSlope : e.UpperSlope) - (rate * g));
                }
            }
        }

        double[] multipliers = [.. region.Multipliers];
        for (int p = 0; p < multipliers.Length; p++)
        {
            Phase phase = region.Phases[p];
            multipliers[p] = phase.Value < value ? Math.Max(0, multipliers[p] - (rate * Gradient(phase, multipliers[p]))) : multipliers[p];
        }

        region.Multipliers = multipliers;
    }

    /// <summary>0 where the slope is not free, the line not in use, or the step would leave the allowed range.</summary>
    private double Gradient(int step, int unit)
    {
        ref Envelope e = ref relaxation.Envelopes[step][unit];
        double c = relaxation.Form.Coefficients[step + 1][unit];
        if (e.Free == 0 || c * e.Free <= 0)
        {
            return 0;
        }

        double g = c * (relaxation.Form.Point[step][unit] - e.Kink), slope = e.Free < 0 ? e.LowerSlope : e.UpperSlope;
        return (g > 0 && slope <= e.FreeFrom) || (g < 0 && slope >= e.FreeTo) ? 0 : g;
    }

    private double Gradient(in Phase phase, double multiplier)
    {
        double g = -phase.Side * (relaxation.Form.Point[phase.Value][phase.Unit] - phase.At);
        return g > 0 && multiplier <= 0 ? 0 : g;
    }
}
