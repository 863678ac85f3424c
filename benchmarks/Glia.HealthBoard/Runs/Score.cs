using Glia.HealthBoard.Data;
using Glia.Networks;

namespace Glia.HealthBoard.Runs;

/// <summary>How well a network does on rows: accuracy, or R² for a regression (not below −1); 0 points for values that are no numbers.</summary>
internal static class Score
{
    public static double Of(Network network, TrainingSet rows, bool regression, bool sigmoidOutput)
    {
        float[] outputs = new float[rows.Rows * network.Outputs];
        network.Predict(rows.X.Span, rows.Rows, outputs);
        ReadOnlySpan<float> targets = rows.Targets.Span;
        if (!Array.TrueForAll(outputs, float.IsFinite))
        {
            return 0;
        }

        return regression ? RSquared(outputs, targets, network.Outputs) : Accuracy(outputs, targets, network.Outputs, sigmoidOutput ? 0.5f : 0);
    }

    public static double Of(Network network, LearningTask task, bool sigmoidOutput) => Of(network, task.Held, task.IsRegression, sigmoidOutput);

    private static double Accuracy(float[] outputs, ReadOnlySpan<float> targets, int width, float threshold)
    {
        int right = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<float> of = outputs.AsSpan(row * width, width);
            int best = 0;
            for (int j = 1; j < width; j++)
            {
                best = of[j] > of[best] ? j : best;
            }

            right += (width == 1 ? (of[0] > threshold ? 1 : 0) : best) == (int)targets[row] ? 1 : 0;
        }

        return (double)right / targets.Length;
    }

    private static double RSquared(float[] outputs, ReadOnlySpan<float> targets, int width)
    {
        double left = 0, spread = 0;
        for (int column = 0; column < width; column++)
        {
            double mean = 0;
            for (int i = column; i < targets.Length; i += width)
            {
                mean += targets[i];
            }

            mean /= targets.Length / width;
            for (int i = column; i < targets.Length; i += width)
            {
                left += ((double)targets[i] - outputs[i]) * ((double)targets[i] - outputs[i]);
                spread += (targets[i] - mean) * (targets[i] - mean);
            }
        }

        return Math.Max(-1, 1 - (left / spread));
    }
}
