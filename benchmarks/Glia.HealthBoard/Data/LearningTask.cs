using Glia.Networks;

namespace Glia.HealthBoard.Data;

/// <summary>Rows to learn from, rows held out, and what is to be learned.</summary>
/// <param name="Train">Training rows.</param>
/// <param name="Held">Rows that nothing is learned from.</param>
/// <param name="Outputs">Outputs of a network for it.</param>
/// <param name="Loss">The usual loss.</param>
internal sealed record LearningTask(TrainingSet Train, TrainingSet Held, int Outputs, string Loss)
{
    public bool IsRegression => Loss is "squared" or "absolute";

    /// <summary>The first rows train, the others are held.</summary>
    public static LearningTask Cut(float[] x, int features, float[] targets, int width, int train, int outputs, string loss) => new(
        new TrainingSet(x.AsMemory(0, train * features), features, targets.AsMemory(0, train * width), width),
        new TrainingSet(x.AsMemory(train * features), features, targets.AsMemory(train * width), width),
        outputs,
        loss);
}
