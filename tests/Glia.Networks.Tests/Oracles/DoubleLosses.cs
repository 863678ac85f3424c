namespace Glia.Networks.Tests.Oracles;

/// <summary>The losses of one row straight from their definitions, without care for large logits.</summary>
internal static class DoubleLosses
{
    public static double Mean(string loss, double[] outputs, float[] targets, float[] weights, int rows)
    {
        int width = outputs.Length / rows;
        int targetWidth = targets.Length / rows;
        double sum = 0;
        for (int r = 0; r < rows; r++)
        {
            double row = Row(loss, outputs[(r * width)..((r + 1) * width)], targets[(r * targetWidth)..((r + 1) * targetWidth)]);
            sum += weights.Length == 0 ? row : weights[r] * row;
        }

        return sum / (weights.Length == 0 ? rows : weights.Sum(w => (double)w));
    }

    private static double Row(string loss, double[] y, float[] t) => loss switch
    {
        "squared" => y.Select((v, j) => (v - t[j]) * (v - t[j])).Average(),
        "absolute" => y.Select((v, j) => Math.Abs(v - t[j])).Average(),
        "huber(delta=0.5)" => y.Select((v, j) => Math.Abs(v - t[j]) <= 0.5 ? 0.5 * (v - t[j]) * (v - t[j]) : 0.5 * (Math.Abs(v - t[j]) - 0.25)).Average(),
        "quantile(level=0.9)" => y.Select((v, j) => Math.Max(0.9 * (t[j] - v), -0.1 * (t[j] - v))).Average(),
        "poisson" => y.Select((v, j) => Math.Exp(v) - t[j] - (t[j] == 0 ? 0 : t[j] * Math.Log(Math.Exp(v) / t[j]))).Average(),
        "binary_cross_entropy" => y.Select((v, j) => -(t[j] * Math.Log(1 / (1 + Math.Exp(-v)))) - ((1 - t[j]) * Math.Log(1 / (1 + Math.Exp(v))))).Average(),
        "softmax_cross_entropy" => Math.Log(y.Sum(Math.Exp)) - y[(int)t[0]],
        _ => throw new InvalidOperationException(loss),
    };
}
