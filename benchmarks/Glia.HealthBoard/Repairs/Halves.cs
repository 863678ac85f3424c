using Glia.HealthBoard.Data;
using Glia.Networks;

namespace Glia.HealthBoard.Repairs;

/// <summary>Held rows cut in two: those with even numbers choose between trials, those with odd numbers judge what was chosen.</summary>
internal static class Halves
{
    public static (TrainingSet Choose, TrainingSet Judge) Of(LearningTask task) => (Half(task.Held, 0), Half(task.Held, 1));

    private static TrainingSet Half(TrainingSet rows, int from)
    {
        int[] kept = [.. Enumerable.Range(0, rows.Rows).Where(row => row % 2 == from)];
        return rows with { X = Pick(rows.X, rows.Features), Targets = Pick(rows.Targets, rows.TargetWidth) };

        float[] Pick(ReadOnlyMemory<float> values, int width) => [.. kept.SelectMany(row => values.Slice(row * width, width).ToArray())];
    }
}
