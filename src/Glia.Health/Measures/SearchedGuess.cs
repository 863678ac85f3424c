using Glia.Health.Deaths;
using Glia.Kernels.Activations;
using Glia.Networks;

namespace Glia.Health.Measures;

/// <summary>
/// The best constant answer under any loss, found by descent: the pre-activations of the output layer are the same for all rows, and step down the gradient with a step that grows
/// while it helps and halves where it does not. It starts from 0 and from 1 and keeps the better: at 0 a rectifier has no slope and cannot be moved. What it finds is at most too high
/// where a loss has more valleys.
/// </summary>
internal static class SearchedGuess
{
    private const int MostRows = 1024, MostSteps = 300;

    /// <summary>Share of the loss below which a step gains nothing worth another.</summary>
    private const double Settled = 1e-7;

    private static readonly float[] Starts = [0, 1];

    /// <summary>Searches.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="set">The training rows; a sample of them is looked at.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="function">The activation of the output layer; null for none.</param>
    /// <returns>The loss; null where the function is none of single units, or nothing finite is found.</returns>
    public static double? Of(Loss loss, TrainingSet set, int outputs, Activation? function) => Search(loss, set, outputs, function)?.Loss;

    /// <summary>The same with the answer itself: the outputs of the network.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="set">The training rows; a sample of them is looked at.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="function">The activation of the output layer; null for none.</param>
    /// <returns>Loss and outputs; null where the function is none of single units, or nothing finite is found.</returns>
    public static (double Loss, float[] Answer)? Search(Loss loss, TrainingSet set, int outputs, Activation? function)
    {
        if (set.Rows == 0 || function is { Info: { IsRowwise: true } or { ChangesWidth: true } or { LearnedParameter: not null } })
        {
            return null;
        }

        TrainingSet rows = Sample.Of(set, MostRows).Set;
        (double Loss, float[] Z) best = Starts.Select(start => Descend(loss, rows, function, [.. Enumerable.Repeat(start, outputs)])).MinBy(found => double.IsFinite(found.Loss) ? found.Loss : double.MaxValue);
        return double.IsFinite(best.Loss) ? (best.Loss, Answer(best.Z, function)) : null;
    }

    private static (double Loss, float[] Z) Descend(Loss loss, TrainingSet rows, Activation? function, float[] z)
    {
        int outputs = z.Length;
        float[] next = new float[outputs];
        double[] gradient = new double[outputs], there = new double[outputs];
        double best = At(loss, rows, function, z, gradient), step = 1;
        for (int i = 0; i < MostSteps && double.IsFinite(best) && step > 1e-6; i++)
        {
            for (int unit = 0; unit < outputs; unit++)
            {
                next[unit] = (float)(z[unit] - (step * gradient[unit]));
            }

            double reached = At(loss, rows, function, next, there);
            if (!(reached < best))
            {
                step /= 2;
                continue;
            }

            bool settled = best - reached < Settled * Math.Abs(best);
            (best, z, next, gradient, there, step) = (reached, next, z, there, gradient, step * 1.5);
            if (settled)
            {
                break;
            }
        }

        return (best, z);
    }

    private static float[] Answer(float[] z, Activation? function)
    {
        float[] y = [.. z];
        function?.Forward(z, y);
        return y;
    }

    /// <summary>The loss of one answer to all rows, and its gradient on the pre-activations.</summary>
    private static double At(Loss loss, TrainingSet rows, Activation? function, float[] z, double[] gradient)
    {
        int outputs = z.Length;
        float[] y = Answer(z, function), slope = new float[outputs], all = new float[rows.Rows * outputs], dy = new float[all.Length];
        Array.Fill(slope, 1);
        function?.Slope(z, slope);
        for (int row = 0; row < rows.Rows; row++)
        {
            y.CopyTo(all, row * outputs);
        }

        double value = loss.Evaluate(all, rows.Targets.Span, rows.Weights.Span, rows.Rows, dy);
        Array.Clear(gradient);
        for (int i = 0; i < dy.Length; i++)
        {
            gradient[i % outputs] += (double)dy[i] * slope[i % outputs];
        }

        return value;
    }
}
