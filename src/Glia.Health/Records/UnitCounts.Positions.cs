namespace Glia.Health.Records;

/// <content>
/// Channels, whose z stands at many positions of a row, such as the pixels of an image: a channel fires for a row where any position does, and is flat
/// for a row where nearly all its positions are.
/// </content>
internal sealed partial class UnitCounts
{
    /// <summary>Share of flat positions that makes a row flat: that of rows which makes a unit saturated.</summary>
    private const double FlatPositions = 0.95;

    /// <summary>Counts rows.</summary>
    /// <param name="z">Pre-activations [rows, units, positions].</param>
    /// <param name="rows">Number of rows.</param>
    /// <returns>False when a z is NaN or infinite; those rows are left out.</returns>
    public bool AddPositions(ReadOnlySpan<float> z, int rows)
    {
        int length = rows == 0 ? 0 : z.Length / rows, positions = length / Units;
        if (positions <= 1)
        {
            return Add(z, rows);
        }

        long before = NonFiniteRows;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = z.Slice(row * length, length);
            if (!PassPositions(values, positions))
            {
                NonFiniteRows++;
                continue;
            }

            Commit(1);
        }

        return NonFiniteRows == before;
    }

    private bool PassPositions(ReadOnlySpan<float> z, int positions)
    {
        for (int unit = 0; unit < Units; unit++)
        {
            float max = float.NegativeInfinity, min = float.PositiveInfinity, poison = 0;
            int low = 0, high = 0;
            foreach (float value in z.Slice(unit * positions, positions))
            {
                max = value > max ? value : max;
                min = value < min ? value : min;
                low += value < _lowEnd ? 1 : 0;
                high += value > _highEnd ? 1 : 0;
                poison += value * 0;
            }

            if (poison != 0)
            {
                return false;
            }

            bool flat = low + high >= FlatPositions * positions;
            (_fired[unit], _max[unit], _min[unit]) = (max > 0 ? 1 : 0, max, min);
            (_low[unit], _high[unit]) = (flat && low >= high ? 1 : 0, flat && low < high ? 1 : 0);
        }

        return true;
    }
}
