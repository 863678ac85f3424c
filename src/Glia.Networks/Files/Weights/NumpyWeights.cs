namespace Glia.Networks.Files.Weights;

/// <summary>What the head of a NumPy array says of plain numbers.</summary>
/// <param name="Type">The type as NumPy writes it, such as <c>&lt;f4</c>.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The sizes.</param>
internal sealed record NumpyWeights(string Type, bool IsFortran, IReadOnlyList<long> Shape)
{
    /// <summary>Gets the bytes of an element; 0 where the type is not known.</summary>
    public int Size => Type[2] is >= '1' and <= '8' ? Type[2] - '0' : 0;

    /// <summary>Gets how numbers are stored.</summary>
    public ElementType Kind => Type[1..] switch
    {
        "f4" => ElementType.Float32,
        "f8" => ElementType.Float64,
        "f2" => ElementType.Float16,
        _ => ElementType.Other,
    };

    /// <summary>Gets a value indicating whether the highest byte comes first.</summary>
    public bool IsBigEndian => Type[0] == '>';

    /// <summary>Reads the head of an array; the stream stands behind it then.</summary>
    /// <exception cref="GliaException">It is none, or its elements are no plain numbers.</exception>
    public static NumpyWeights Read(Stream stream, string source)
    {
        NumpyHead head = NumpyHead.Read(stream, source);
        return head.Description is string { Length: 3 } type && type[0] is '<' or '>' or '|' or '='
            ? new NumpyWeights(type, head.IsFortran, head.Shape)
            : throw new GliaException($"{source} holds elements of the type '{TensorEntry.Short(head.Description as string ?? "of several fields")}', which are no plain numbers.");
    }
}
