namespace Glia.Networks.Files.Weights;

/// <summary>How a tensor's numbers are stored.</summary>
internal enum ElementType
{
    /// <summary>32 bits.</summary>
    Float32,

    /// <summary>64 bits.</summary>
    Float64,

    /// <summary>16 bits: 5 of exponent.</summary>
    Float16,

    /// <summary>16 bits: 8 of exponent, the upper half of 32.</summary>
    BFloat16,

    /// <summary>Whole numbers, truth values and what else is no weight.</summary>
    Other,
}

/// <summary>A tensor that a file says it holds; its values are not read yet.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How numbers are stored.</param>
/// <param name="TypeName">The same in the file's own words, for messages.</param>
/// <param name="Shape">Its sizes; none for a single number.</param>
internal sealed record TensorEntry(string Name, ElementType Type, string TypeName, IReadOnlyList<long> Shape)
{
    /// <summary>Gets the bytes of a number; 0 where the type is another.</summary>
    public int Size => Type switch
    {
        ElementType.Float32 => 4,
        ElementType.Float64 => 8,
        ElementType.Float16 or ElementType.BFloat16 => 2,
        _ => 0,
    };

    /// <summary>The product of sizes; null where a size is negative or the product passes what an array can hold.</summary>
    public static long? CountOf(IEnumerable<long> shape)
    {
        long count = 1;
        bool empty = false;
        foreach (long size in shape)
        {
            if (size < 0 || (size > 0 && count > Array.MaxLength / size))
            {
                return null;
            }

            empty |= size == 0;
            count *= Math.Max(1, size);
        }

        return empty ? 0 : count;
    }

    /// <summary>A shape as PyTorch prints it.</summary>
    public static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>A name of a hostile file, short and on one line.</summary>
    public static string Short(string name) => string.Concat((name.Length <= 80 ? name : name[..80] + "…").Select(c => char.IsControl(c) ? '?' : c));
}
