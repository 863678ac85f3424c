using Glia.Kernels.Randomness;

namespace Glia.Health.Records;

/// <summary>Finds units whose output is a multiple of that of another, positive or negative.</summary>
internal static class Multiples
{
    /// <summary>Two directions this close are one: the rest is a thousandth of the unit's own size.</summary>
    private const double Near = 1e-3;

    /// <summary>Rows with y ≠ 0 that a unit needs: one that fires on a single row is a multiple of any other that does.</summary>
    private const int FewestRows = 30;

    /// <summary>
    /// For each unit the first one of whose column its own is a multiple. Columns are scaled to length 1, largest entry positive, and sorted
    /// by their product with a fixed random direction: equal ones lie beside each other, so that few pairs have to be compared.
    /// </summary>
    /// <param name="y">Outputs [rows, units].</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="units">Number of units.</param>
    /// <returns>The earlier unit, or −1.</returns>
    public static int[] Find(ReadOnlySpan<float> y, int rows, int units)
    {
        int[] first = new int[units];
        Array.Fill(first, -1);
        RandomStream random = new(1);
        double[] direction = [.. Enumerable.Range(0, rows).Select(_ => (double)random.NextNormal())];
        double length = Math.Sqrt(direction.Sum(value => value * value));
        List<(double Key, int Unit, float[] Column)> columns = [];
        for (int unit = 0; unit < units; unit++)
        {
            if (Column(y, rows, units, unit) is { } column)
            {
                double key = 0;
                for (int row = 0; row < rows; row++)
                {
                    key += column[row] * direction[row] / length;
                }

                columns.Add((key, unit, column));
            }
        }

        columns.Sort((a, b) => a.Key.CompareTo(b.Key));
        for (int i = 0; i < columns.Count; i++)
        {
            for (int j = i + 1; j < columns.Count && columns[j].Key - columns[i].Key <= Near; j++)
            {
                if (Distance(columns[i].Column, columns[j].Column) <= Near)
                {
                    (int low, int high) = (Math.Min(columns[i].Unit, columns[j].Unit), Math.Max(columns[i].Unit, columns[j].Unit));
                    first[high] = first[high] < 0 ? low : Math.Min(first[high], low);
                }
            }
        }

        return first;
    }

    /// <summary>The unit's outputs scaled to length 1, largest entry positive; null where they are too few, all equal or not finite.</summary>
    private static float[]? Column(ReadOnlySpan<float> y, int rows, int units, int unit)
    {
        double square = 0;
        float largest = 0, least = float.PositiveInfinity, most = float.NegativeInfinity;
        int used = 0;
        for (int row = 0; row < rows; row++)
        {
            float value = y[(row * units) + unit];
            square += (double)value * value;
            largest = Math.Abs(value) > Math.Abs(largest) ? value : largest;
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
            used += value != 0 ? 1 : 0;
        }

        // All but constant columns are multiples of each other to within Near, too, and say nothing.
        if (used < FewestRows || !double.IsFinite(square) || most - least <= 0.1f * Math.Abs(largest))
        {
            return null;
        }

        double scale = Math.Sign(largest) / Math.Sqrt(square);
        float[] column = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            column[row] = (float)(scale * y[(row * units) + unit]);
        }

        return column;
    }

    private static double Distance(float[] a, float[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
