using Glia.Kernels.Randomness;

namespace Glia.HealthBoard.Data;

/// <summary>Data made from a definition and a seed of Glia's own stream.</summary>
internal static class Generated
{
    private const int Rows = 1000;
    private const int TrainRows = 700;

    /// <summary>The centres that scikit-learn's make_blobs(1000, centers=3, random_state=2) draws: AutoTrainer's Blob.</summary>
    private static readonly double[][] Centres = [[-1.28010196, -9.48147536], [0.99324956, -1.29355215], [-1.59264396, -3.39330358]];

    /// <summary>
    /// AutoTrainer's Circle: make_circles(1000, noise=0.1) as scikit-learn defines it: an outer circle of radius 1, class 0, and an inner one
    /// of 0.8, class 1, evenly spaced, normal noise on both coordinates, shuffled; the first 700 train. Its points are not scikit-learn's own.
    /// </summary>
    public static LearningTask Circles(ulong seed, double shift = 0)
    {
        RandomStream random = new RandomStream(seed).Split("circles");
        float[] x = new float[2 * Rows], targets = new float[Rows];
        int[] order = Order(random, Rows);
        for (int row = 0; row < Rows; row++)
        {
            int place = order[row];
            bool inner = place >= Rows / 2;
            double angle = 2 * Math.PI * (place % (Rows / 2)) / (Rows / 2), radius = inner ? 0.8 : 1;
            x[2 * row] = (float)((radius * Math.Cos(angle)) + (0.1 * random.NextNormal()) + shift);
            x[(2 * row) + 1] = (float)((radius * Math.Sin(angle)) + (0.1 * random.NextNormal()) + shift);
            targets[row] = inner ? 1 : 0;
        }

        return LearningTask.Cut(x, 2, targets, 1, TrainRows, 1, "binary_cross_entropy");
    }

    /// <summary>
    /// AutoTrainer's Blob: make_blobs(1000, centers=3, cluster_std=2, random_state=2): normal clusters of deviation 2 around the centres that
    /// scikit-learn draws, shuffled; the first 700 train. Its points are not scikit-learn's own.
    /// </summary>
    public static LearningTask Blobs(ulong seed)
    {
        RandomStream random = new RandomStream(seed).Split("blobs");
        float[] x = new float[2 * Rows], targets = new float[Rows];
        int[] order = Order(random, Rows);
        for (int row = 0; row < Rows; row++)
        {
            int kind = order[row] % Centres.Length;
            x[2 * row] = (float)(Centres[kind][0] + (2 * random.NextNormal()));
            x[(2 * row) + 1] = (float)(Centres[kind][1] + (2 * random.NextNormal()));
            targets[row] = kind;
        }

        return LearningTask.Cut(x, 2, targets, 1, TrainRows, 3, "softmax_cross_entropy");
    }

    /// <summary>Lu et al. 2019: y = f(x) for x uniform in [−√3, √3], which has variance 1.</summary>
    public static LearningTask Curve(ulong seed, Func<double, double> of)
    {
        RandomStream random = new RandomStream(seed).Split("curve");
        float[] x = new float[4000], targets = new float[4000];
        for (int row = 0; row < x.Length; row++)
        {
            double at = Math.Sqrt(3) * ((2 * random.NextDouble()) - 1);
            (x[row], targets[row]) = ((float)at, (float)of(at));
        }

        return LearningTask.Cut(x, 1, targets, 1, 3000, 1, "squared");
    }

    /// <summary>AutoTrainer's data for dying rectifiers: four inputs uniform in (−1, 0), labels by chance.</summary>
    public static LearningTask Negative(ulong seed)
    {
        RandomStream random = new RandomStream(seed).Split("negative");
        float[] x = [.. Enumerable.Range(0, 4 * Rows).Select(_ => random.NextSingle() - 1)];
        float[] targets = [.. Enumerable.Range(0, Rows).Select(_ => (float)random.NextInt(2))];
        return LearningTask.Cut(x, 4, targets, 1, TrainRows, 1, "binary_cross_entropy");
    }

    /// <summary>20 standard normal inputs, two classes by the sign of a product of two sums; 20 000 rows.</summary>
    public static LearningTask Quadrants(ulong seed)
    {
        RandomStream random = new RandomStream(seed).Split("quadrants");
        float[] x = [.. Enumerable.Range(0, 20 * 20000).Select(_ => random.NextNormal())];
        float[] targets = [.. Enumerable.Range(0, 20000).Select(row => Sum(row, 0) * Sum(row, 4) > 0 ? 1f : 0f)];
        return LearningTask.Cut(x, 20, targets, 1, 16000, 1, "binary_cross_entropy");

        double Sum(int row, int from) => x[(20 * row) + from] + x[(20 * row) + from + 1] + (0.5 * x[(20 * row) + from + 2]);
    }

    /// <summary>
    /// A sparse autoencoder's data: 64 numbers, each row the sum of 4 of 256 random directions with weights of mean 1, each direction shared,
    /// shifted so that ‖mean‖/‖deviation‖ = gamma. What is learned is the row itself.
    /// </summary>
    public static LearningTask Directions(ulong seed, double gamma)
    {
        const int Width = 64, Count = 256, Active = 4, Total = 4000;
        RandomStream random = new RandomStream(seed).Split("directions");
        float[] directions = [.. Enumerable.Range(0, Width * Count).Select(_ => random.NextNormal() / MathF.Sqrt(Width))];
        float[] x = new float[Width * Total];
        for (int row = 0; row < Total; row++)
        {
            for (int k = 0; k < Active; k++)
            {
                int which = random.NextInt(Count);
                float weight = (random.NextSingle() + 0.5f) * (random.NextInt(2) == 0 ? 1 : -1);
                for (int j = 0; j < Width; j++)
                {
                    x[(row * Width) + j] += weight * directions[(which * Width) + j];
                }
            }
        }

        // Deviation 1 a column, then one shift for all rows along a random direction.
        float deviation = MathF.Sqrt(x.Sum(value => value * value) / x.Length);
        float[] shift = [.. Enumerable.Range(0, Width).Select(_ => random.NextNormal())];
        float length = MathF.Sqrt(shift.Sum(value => value * value) / Width);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] / deviation) + ((float)gamma * shift[i % Width] / length);
        }

        return LearningTask.Cut(x, Width, x, Width, 3000, Width, "squared");
    }

    /// <summary>Categories: 200 one-hot inputs, two classes, each category its own with 5 % of labels turned round.</summary>
    public static LearningTask OneHot(ulong seed)
    {
        const int Categories = 200, Total = 5000;
        RandomStream random = new RandomStream(seed).Split("one-hot");
        float[] x = new float[Categories * Total], targets = new float[Total];
        bool[] kind = [.. Enumerable.Range(0, Categories).Select(_ => random.NextInt(2) == 1)];
        for (int row = 0; row < Total; row++)
        {
            int which = random.NextInt(Categories);
            x[(row * Categories) + which] = 1;
            targets[row] = kind[which] ^ random.NextSingle() < 0.05f ? 1 : 0;
        }

        return LearningTask.Cut(x, Categories, targets, 1, 4000, 1, "binary_cross_entropy");
    }

    private static int[] Order(RandomStream random, int rows)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        for (int i = rows - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }
}
