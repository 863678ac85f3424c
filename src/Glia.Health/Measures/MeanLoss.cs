using Glia.Networks;

namespace Glia.Health.Measures;

/// <summary>The weighted mean loss of rows, the network in prediction mode.</summary>
internal static class MeanLoss
{
    public static double Of(Network network, Loss loss, TrainingSet set)
    {
        float[] outputs = new float[set.Rows * network.Outputs];
        network.Predict(set.X.Span, set.Rows, outputs);
        return loss.Evaluate(outputs, set.Targets.Span, set.Weights.Span, set.Rows, default);
    }
}
