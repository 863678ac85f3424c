using Glia.Kernels.Randomness;

namespace Glia.Health.Certificates.Bounds;

/// <summary>
/// Narrows the ranges of a value's units, layer after layer from the input on, before anything is asked of deeper layers: a unit whose side of a
/// kink is settled costs the layers behind nothing. Every unit's range is tightened by descents; where no input is known that crosses the
/// kink, the box is cut some times.
/// </summary>
internal sealed class Narrowing(Chain chain, Box box)
{
    private const int Samples = 512;

    /// <summary>Regions for one side of one unit.</summary>
    private const int Regions = 48;

    private Region? _seen;

    /// <summary>Narrows the ranges of one value in <see cref="Relaxation.Root"/>; the order of units and threads makes no difference.</summary>
    /// <param name="workspaces">One a thread, all over the same ranges.</param>
    /// <param name="value">The value.</param>
    /// <param name="stop">Whether time is up.</param>
    public void Run(Relaxation[] workspaces, int value, Func<bool> stop)
    {
        Region root = workspaces[0].Root;
        if (value == 0 || value >= chain.Steps.Length || chain.Steps[value] is not CurveStep next)
        {
            return;
        }

        int[] open = [.. Enumerable.Range(0, next.Outputs)
            .Where(unit => next[unit] is StraightCurve straight && straight.Bends(root.Low[value][unit], root.High[value][unit]))];
        double[] low = [.. root.Low[value]], high = [.. root.High[value]];
        Region seen = _seen ??= Sample(root, workspaces[0].Reach);
        Parallel.For(0, workspaces.Length, new ParallelOptions { MaxDegreeOfParallelism = workspaces.Length }, worker =>
        {
            for (int i = worker; i < open.Length && !stop(); i += workspaces.Length)
            {
                Narrow(workspaces[worker], value, open[i], low, high, seen, stop);
            }
        });
        (root.Low[value], root.High[value]) = (low, high);
    }

    private void Narrow(Relaxation workspace, int value, int unit, double[] low, double[] high, Region seen, Func<bool> stop)
    {
        StraightCurve curve = (StraightCurve)((CurveStep)chain.Steps[value])[unit];
        double kink = curve.Around(low[unit], high[unit]).Kink;

        // Over one hidden layer a program is quick, over more there are too many units for it.
        bool programs = chain.Steps.Take(value).Count(step => step is CurveStep) == 1;
        for (int sign = -1; sign <= 1; sign += 2)
        {
            bool crossed = sign > 0 ? seen.High[value][unit] > kink : seen.Low[value][unit] < kink;
            BranchAndBound tree = new(chain, box, workspace, null, new Question(value, unit, sign, kink, -1), programs);
            tree.Run(crossed ? 1 : Regions, stop);
            double bound = kink + (sign * tree.Bound);
            bound += sign * 4 * Rounding.Double * (Math.Abs(bound) + Math.Abs(kink));
            if (sign > 0)
            {
                // Where nothing of the box is left above the kink, z ends at it.
                high[unit] = Math.Max(low[unit], Math.Min(high[unit], Math.Max(bound, tree.Bound <= 0 ? bound : kink)));
            }
            else
            {
                low[unit] = Math.Min(high[unit], Math.Max(low[unit], Math.Min(bound, tree.Bound <= 0 ? bound : kink)));
            }
        }
    }

    /// <summary>Ranges that some inputs of the box show, in float64: they only say where cutting is in vain.</summary>
    private Region Sample(Region root, int last)
    {
        double[][] low = new double[root.Low.Length][], high = new double[root.Low.Length][];
        WitnessSearch runner = new(chain, box);
        RandomStream stream = new RandomStream(2).Split("narrowing");
        for (int sample = 0; sample < Samples; sample++)
        {
            double[][] values = runner.Values(WitnessSearch.Random(box, stream, sample), last);
            for (int value = 0; value <= last; value++)
            {
                low[value] ??= [.. values[value]];
                high[value] ??= [.. values[value]];
                for (int i = 0; i < low[value].Length; i++)
                {
                    low[value][i] = Math.Min(low[value][i], values[value][i]);
                    high[value][i] = Math.Max(high[value][i], values[value][i]);
                }
            }
        }

        return new Region(low, high);
    }
}
