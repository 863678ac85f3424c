using System.Numerics;

namespace Glia.Tabular;

/// <summary>What is made of the outputs of several networks, which stand one network after the other: [members, rows, outputs].</summary>
internal static class Members
{
    /// <summary>Something of the outputs of each network.</summary>
    public static T[] Each<T>(float[] outputs, int members, Func<float[], T> make)
    {
        int length = outputs.Length / members;
        return members == 1 ? [make(outputs)] : [.. Enumerable.Range(0, members).Select(i => make(outputs[(i * length)..((i + 1) * length)]))];
    }

    /// <summary>The mean, value by value: summed in double in the order of members, rounded once.</summary>
    public static T[] Mean<T>(IReadOnlyList<T[]> parts)
        where T : struct, IFloatingPoint<T>
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        T[] mean = new T[parts[0].Length];
        for (int i = 0; i < mean.Length; i++)
        {
            double sum = 0;
            foreach (T[] part in parts)
            {
                sum += double.CreateTruncating(part[i]);
            }

            mean[i] = T.CreateTruncating(sum / parts.Count);
        }

        return mean;
    }

    /// <summary>The standard deviation between members, √(Σ (v − mean)² / (members − 1)), row by row; empty for a single network.</summary>
    /// <param name="members">How many.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="value">The value of a member in a row.</param>
    public static double[] Spread(int members, int rows, Func<int, int, double> value)
    {
        double[] spread = new double[members == 1 ? 0 : rows];
        for (int row = 0; row < spread.Length; row++)
        {
            double sum = 0, squares = 0;
            for (int m = 0; m < members; m++)
            {
                sum += value(m, row);
            }

            for (int m = 0; m < members; m++)
            {
                double off = value(m, row) - (sum / members);
                squares += off * off;
            }

            spread[row] = Math.Sqrt(squares / (members - 1));
        }

        return spread;
    }
}
