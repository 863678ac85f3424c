using Glia.Kernels.Randomness;
using Glia.Networks;

namespace Glia.Health.Tests.Support;

/// <summary>Small learning tasks from a seed, inputs of about unit variance.</summary>
internal static class Tasks
{
    public static TrainingSet Named(string name, int rows, ulong seed) => name switch
    {
        "circles" => Circles(rows, seed),
        "blobs" => Blobs(rows, seed),
        "iris" => IrisLike(rows, seed),
        "curve" => NoisyCurve(rows, seed),
        "labels" => NoisyLabels(rows, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such task"),
    };

    public static int Outputs(string name) => name is "blobs" or "iris" ? 3 : 1;

    public static string Loss(string name) => name switch
    {
        "blobs" or "iris" => "softmax_cross_entropy",
        "curve" => "squared",
        _ => "binary_cross_entropy",
    };

    /// <summary>Two rings, radii 1 and 0.5, with noise 0.1, all times a scale; 1.8 gives inputs of unit variance.</summary>
    public static TrainingSet Circles(int rows, ulong seed, float scale = 1.8f)
    {
        RandomStream random = new(seed);
        float[] x = new float[rows * 2], t = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            double angle = 2 * Math.PI * random.NextDouble();
            double radius = i % 2 == 0 ? scale : scale / 2;
            x[2 * i] = (float)(radius * Math.Cos(angle)) + (0.1f * scale * random.NextNormal());
            x[(2 * i) + 1] = (float)(radius * Math.Sin(angle)) + (0.1f * scale * random.NextNormal());
            t[i] = i % 2;
        }

        return new TrainingSet(x, 2, t, 1);
    }

    /// <summary>Three overlapping clusters in two dimensions.</summary>
    public static TrainingSet Blobs(int rows, ulong seed)
        => Clusters(rows, seed, 2, [-1.2f, -0.6f, 1.2f, -0.6f, 0f, 1.3f], 0.5f);

    /// <summary>Three clusters in four dimensions, two of them close together.</summary>
    public static TrainingSet IrisLike(int rows, ulong seed)
        => Clusters(rows, seed, 4, [-1.0f, 0.9f, -1.3f, -1.2f, 0.1f, -0.7f, 0.3f, 0.2f, 0.9f, -0.2f, 1.0f, 1.1f], 0.45f);

    /// <summary>A smooth function of two of five inputs, with noise of about half the variance: the loss has a high floor.</summary>
    public static TrainingSet NoisyCurve(int rows, ulong seed)
    {
        RandomStream random = new(seed);
        float[] x = [.. Enumerable.Range(0, rows * 5).Select(_ => random.NextNormal())];
        float[] t = [.. Enumerable.Range(0, rows).Select(i => (float)((0.7 * Math.Sin(2 * x[5 * i])) + (0.5 * x[(5 * i) + 1])) + (0.7f * random.NextNormal()))];
        return new TrainingSet(x, 5, t, 1);
    }

    /// <summary>Labels drawn with the probability of a weak logit of eight inputs: no network can get far below the start.</summary>
    public static TrainingSet NoisyLabels(int rows, ulong seed)
    {
        RandomStream random = new(seed);
        float[] x = [.. Enumerable.Range(0, rows * 8).Select(_ => random.NextNormal())];
        float[] t = [.. Enumerable.Range(0, rows).Select(i => random.NextSingle() < 1 / (1 + MathF.Exp(-0.5f * x.AsSpan(8 * i, 8).ToArray().Sum())) ? 1f : 0f)];
        return new TrainingSet(x, 8, t, 1);
    }

    /// <summary>One faint random pattern of lit pixels a class in much noise, values in [0, 1].</summary>
    public static TrainingSet FaintPatterns(int rows, int features, int classes, ulong seed, float strength = 0.15f)
    {
        RandomStream patterns = new(7);
        float[] pattern = [.. Enumerable.Range(0, classes * features).Select(_ => patterns.NextSingle() < 0.2f ? 1f : 0f)];
        RandomStream random = new(seed);
        float[] x = new float[rows * features], t = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            t[i] = i % classes;
            for (int j = 0; j < features; j++)
            {
                x[(i * features) + j] = Math.Clamp((strength * pattern[(i % classes * features) + j]) + (0.3f * random.NextNormal()), 0, 1);
            }
        }

        return new TrainingSet(x, features, t, 1);
    }

    private static TrainingSet Clusters(int rows, ulong seed, int features, float[] centres, float spread)
    {
        RandomStream random = new(seed);
        float[] x = new float[rows * features], t = new float[rows];
        for (int i = 0; i < rows; i++)
        {
            int kind = i % (centres.Length / features);
            t[i] = kind;
            for (int j = 0; j < features; j++)
            {
                x[(i * features) + j] = centres[(kind * features) + j] + (spread * random.NextNormal());
            }
        }

        return new TrainingSet(x, features, t, 1);
    }
}
