using Glia.Kernels.Randomness;

namespace Glia.Cli.Sweeping;

/// <summary>
/// A density on [0, 1]: a bell at every place seen and a broad one over all, each cut off at the ends. A bell is as wide as the way to its farther neighbour, at
/// least 1/(n+1) and at most 1, as in the paper's adaptive Parzen estimator.
/// </summary>
internal sealed class ParzenDensity
{
    private readonly double[] _means;
    private readonly double[] _widths;

    private ParzenDensity(double[] places)
    {
        _means = [.. places.Append(0.5).Order()];
        int broad = Array.IndexOf(_means, 0.5);
        double least = 1.0 / Math.Min(100, _means.Length + 1);
        _widths = [.. _means.Select((mean, i) => i == broad ? 1 : Math.Clamp(
            Math.Max(mean - (i == 0 ? 0 : _means[i - 1]), (i == _means.Length - 1 ? 1 : _means[i + 1]) - mean), least, 1))];
    }

    /// <summary>Of places drawn from the good ones, the one that is most theirs.</summary>
    public static double Best(double[] good, double[] others, RandomStream drawing, int draws)
    {
        var near = new ParzenDensity(good);
        var far = new ParzenDensity(others);
        return Enumerable.Range(0, draws).Select(_ => near.Draw(drawing)).MaxBy(place => near.At(place) / far.At(place));
    }

    private double Draw(RandomStream drawing)
    {
        int bell = drawing.NextInt(_means.Length);

        // The middle of a bell lies inside, so at least a third of the draws does, too.
        double place;
        do
        {
            place = _means[bell] + (_widths[bell] * drawing.NextNormal());
        }
        while (place is < 0 or >= 1);
        return place;
    }

    private double At(double place)
    {
        double sum = 0;
        for (int i = 0; i < _means.Length; i++)
        {
            double z = (place - _means[i]) / _widths[i];
            double inside = Area((1 - _means[i]) / _widths[i]) - Area(-_means[i] / _widths[i]);
            sum += Math.Exp(-0.5 * z * z) / (_widths[i] * inside);
        }

        return sum / _means.Length;
    }

    /// <summary>The area under a bell up to z, times √(2π), by the series of Abramowitz and Stegun 26.2.17 (error below 7.5e-8: the cut of a bell needs no more).</summary>
    private static double Area(double z)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        double tail = Math.Exp(-0.5 * z * z) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z > 0 ? Math.Sqrt(2 * Math.PI) - tail : tail;
    }
}

/// <summary>How often each value of a list occurs, one more than seen.</summary>
internal static class ChoiceDensity
{
    /// <summary>Of values drawn from the good ones, the one that is most theirs; as a place.</summary>
    public static double Best(Dimension dimension, double[] good, double[] others, RandomStream drawing, int draws)
    {
        double[] near = Shares(dimension, good), far = Shares(dimension, others);
        int best = Enumerable.Range(0, draws).Select(_ => Draw(near, drawing.NextDouble())).MaxBy(choice => near[choice] / far[choice]);
        return (best + 0.5) / near.Length;
    }

    private static double[] Shares(Dimension dimension, double[] places)
    {
        double[] counts = new double[dimension.Choices.Count];
        Array.Fill(counts, 1);
        foreach (double place in places)
        {
            counts[dimension.Choice(place)]++;
        }

        return Array.ConvertAll(counts, count => count / (places.Length + counts.Length));
    }

    private static int Draw(double[] shares, double lot)
    {
        int choice = 0;
        while (choice < shares.Length - 1 && lot >= shares[choice])
        {
            lot -= shares[choice++];
        }

        return choice;
    }
}
