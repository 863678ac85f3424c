namespace Glia.OnnxHealth;

/// <summary>How a tapped tensor is laid out: rows, units, and positions such as pixels.</summary>
/// <param name="Units">Number of units or channels.</param>
/// <param name="Before">Positions in front of the units' axis, a row.</param>
/// <param name="After">Positions behind it.</param>
internal readonly record struct TapShape(int Units, int Before, int After)
{
    /// <summary>Gets the positions of a row.</summary>
    public int Positions => Before * After;

    /// <summary>Reads a tensor's sizes.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="rows">Rows that went in.</param>
    /// <param name="axis">The axis of units; −1 is the last one, null where nothing tells: then 1 with two or four sizes and more, else the last.</param>
    /// <returns>The layout; null where the first size is no multiple of the rows, so that it is not known what belongs to which row.</returns>
    public static TapShape? Of(ReadOnlySpan<long> sizes, int rows, int? axis)
    {
        if (sizes.Length == 0 || sizes[0] == 0 || sizes[0] % rows != 0)
        {
            return null;
        }

        if (sizes.Length == 1)
        {
            return new TapShape(1, (int)(sizes[0] / rows), 1);
        }

        int place = axis switch
        {
            null => sizes.Length is 2 or >= 4 ? 1 : sizes.Length - 1,
            -1 => sizes.Length - 1,
            { } known => Math.Min(known, sizes.Length - 1),
        };
        if (place == 0)
        {
            return null;
        }

        long before = sizes[0] / rows, after = 1;
        for (int i = 1; i < sizes.Length; i++)
        {
            (before, after) = (i < place ? before * sizes[i] : before, i > place ? after * sizes[i] : after);
        }

        return sizes[place] > 0 && before * after is > 0 and < int.MaxValue ? new TapShape((int)sizes[place], (int)before, (int)after) : null;
    }

    /// <summary>Puts values in the order [rows, units, positions].</summary>
    /// <param name="values">Values as the model gave them.</param>
    /// <param name="rows">Rows wanted; more may be there.</param>
    /// <param name="room">Room for the result; not used where the order is right already.</param>
    public ReadOnlySpan<float> InOrder(ReadOnlySpan<float> values, int rows, ref float[] room)
    {
        int length = Units * Positions;
        values = values[..(rows * length)];
        if (Before == 1)
        {
            return values;
        }

        if (room.Length < values.Length)
        {
            room = new float[values.Length];
        }

        int at = 0;
        for (int row = 0; row < rows; row++)
        {
            for (int before = 0; before < Before; before++)
            {
                for (int unit = 0; unit < Units; unit++)
                {
                    values.Slice(at, After).CopyTo(room.AsSpan((row * length) + (((unit * Before) + before) * After)));
                    at += After;
                }
            }
        }

        return room.AsSpan(0, values.Length);
    }
}
