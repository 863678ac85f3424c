using Glia.HealthBoard.Data;
using Glia.Networks;
using Glia.Networks.Layers;

namespace Glia.HealthBoard.Runs;

/// <summary>One batch whose inputs are 1000 times too large. Which rows make it is found by running the same order of rows once before.</summary>
internal static class Poison
{
    private const float Factor = 1000;

    /// <summary>The training rows, those of one step multiplied.</summary>
    public static TrainingSet Strike(LearningTask task, TrainingOptions options, int step)
    {
        Network idle = Network.Create(task.Train.Features, [new DenseSpec(task.Outputs)], 1);
        using CancellationTokenSource enough = new();
        Witness witness = new(step, enough);
        new Trainer(idle, Loss.Parse(task.Loss), options with { Optimizer = "sgd", LearningRate = 1e-9 }, witness).Fit(task.Train, cancel: enough.Token);
        float[] x = task.Train.X.ToArray();
        int width = task.Train.Features;
        HashSet<string> struck = [.. Enumerable.Range(0, witness.Batch.Length / width).Select(row => Key(witness.Batch.AsSpan(row * width, width)))];
        for (int row = 0; row < task.Train.Rows; row++)
        {
            Span<float> values = x.AsSpan(row * width, width);
            if (struck.Contains(Key(values)))
            {
                foreach (ref float value in values)
                {
                    value *= Factor;
                }
            }
        }

        return task.Train with { X = x };
    }

    private static string Key(ReadOnlySpan<float> row) => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(row));

    private sealed class Witness(int step, CancellationTokenSource enough) : IStepObserver
    {
        public float[] Batch { get; private set; } = [];

        public bool Watches(long at) => at == step;

        public bool Compares(long at, double loss) => false;

        public void StepEnded(in StepView view)
        {
            Batch = view.Output(-1).ToArray();
            enough.Cancel();
        }
    }
}
