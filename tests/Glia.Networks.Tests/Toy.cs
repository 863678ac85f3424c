using Glia.Kernels.Randomness;
using Glia.Networks.Layers;

namespace Glia.Networks.Tests;

/// <summary>Small deterministic sets and networks.</summary>
internal static class Toy
{
    public static TrainingSet Xor { get; } = new(new float[] { 0, 0, 0, 1, 1, 0, 1, 1 }, 2, new float[] { 0, 1, 1, 0 }, 1);

    /// <summary>Two arms of a spiral, class 0 and 1.</summary>
    public static TrainingSet Spiral(int rowsPerArm, double turns = 1)
    {
        float[] x = new float[4 * rowsPerArm];
        float[] classes = new float[2 * rowsPerArm];
        for (int i = 0; i < 2 * rowsPerArm; i++)
        {
            int arm = i % 2;
            double share = (i / 2 + 1.0) / rowsPerArm;
            double angle = (2 * Math.PI * turns * share) + (Math.PI * arm);
            x[2 * i] = (float)(share * Math.Cos(angle));
            x[(2 * i) + 1] = (float)(share * Math.Sin(angle));
            classes[i] = arm;
        }

        return new TrainingSet(x, 2, classes, 1);
    }

    /// <summary>Normal inputs and a smooth target of them.</summary>
    public static TrainingSet Regression(int rows, int features, ulong seed)
    {
        RandomStream stream = new(seed);
        float[] x = Normal(rows * features, seed);
        float[] targets = new float[rows];
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < features; j++)
            {
                float value = x[(r * features) + j];
                targets[r] += ((j % 3) - 1) * value + (0.3f * value * value);
            }

            targets[r] += 0.1f * stream.NextNormal();
        }

        return new TrainingSet(x, features, targets, 1);
    }

    public static float[] Normal(int count, ulong seed)
    {
        RandomStream stream = new RandomStream(seed).Split("normal");
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = stream.NextNormal();
        }

        return values;
    }

    /// <summary>Every kind of layer in one network.</summary>
    public static IReadOnlyList<LayerSpec> Everything(int outputs) =>
    [
        new EmbeddingSpec([new("code", 0, 3, 4)]), new DenseSpec(12), new BatchNormSpec(), new ActivationSpec("prelu(learn=unit)"), new DropoutSpec(0.2),
        new DenseSpec(9), new LayerNormSpec(), new ActivationSpec("swish(learn=layer)"), new RowNormSpec(),
        new DenseSpec(7), new ActivationSpec("tanh"), new DenseSpec(outputs),
    ];
}
