using Glia.Networks;

namespace Glia.Health.Curves;

/// <summary>The curves of a training by name. The part before the first stroke is the group that TensorBoard draws together.</summary>
internal static class CurveNames
{
    /// <summary>All values of an epoch, in one order.</summary>
    public static IReadOnlyList<KeyValuePair<string, double?>> Of(EpochRecord epoch, string metric, double? gradientNorm, HealthFrame? frame, EpochSignal? signal)
    {
        List<KeyValuePair<string, double?>> values = [];
        void Add(string name, double? value) => values.Add(KeyValuePair.Create(name, value));
        Add("loss/train", epoch.TrainLoss);
        Add("loss/validation", epoch.ValidationLoss);
        Add($"{metric}/train", epoch.TrainMetric);
        Add($"{metric}/validation", epoch.ValidationMetric);
        Add("training/learning_rate", epoch.LearningRate);
        Add("training/gradient_norm", gradientNorm);
        Add("training/seconds", epoch.Seconds);
        Add("training/rows_per_second", epoch.RowsPerSecond);
        foreach (LayerFrame layer in frame?.Layers ?? [])
        {
            Add($"units/{layer.Name}/alive", layer.Alive);
            Add($"units/{layer.Name}/silent", layer.Silent);
            Add($"units/{layer.Name}/dead", layer.Dead);
            Add($"units/{layer.Name}/saturated", layer.Saturated);
            Add($"units/{layer.Name}/firing_rate", layer.FiringRate.Count == 0 ? null : layer.FiringRate.Average());
        }

        foreach (LayerSignal layer in signal?.Layers ?? [])
        {
            Add($"signal/{layer.Name}/output_rms", layer.OutputRms);
            Add($"signal/{layer.Name}/gradient_rms", layer.GradientRms);
            Add($"signal/{layer.Name}/forward_gain", layer.ForwardGain);
            Add($"signal/{layer.Name}/backward_gain", layer.BackwardGain);
            Add($"signal/{layer.Name}/update_ratio", layer.UpdateRatio);
            Add($"signal/{layer.Name}/gradient_per_weight", layer.GradientPerWeight);
            Add($"signal/{layer.Name}/correlation", layer.Correlation);
            Add($"signal/{layer.Name}/below_epsilon", layer.BelowEpsilon);
            Add($"signal/{layer.Name}/bias_step", layer.BiasStep);
        }

        return values;
    }
}
