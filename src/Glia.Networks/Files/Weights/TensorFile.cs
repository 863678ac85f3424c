using System.Buffers.Binary;

namespace Glia.Networks.Files.Weights;

/// <summary>A file of named tensors, whose list is read at once and whose values are read one tensor at a time, when their size is known to be wanted.</summary>
internal abstract class TensorFile(string source) : IDisposable
{
    /// <summary>Gets the file's name, for messages.</summary>
    public string Source { get; } = source;

    /// <summary>Gets the tensors in the file's order.</summary>
    public abstract IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>Opens a file by the end of its name.</summary>
    /// <exception cref="GliaException">It cannot be read, or is none of the kinds known.</exception>
    public static TensorFile Open(string path) =>
        path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ? Safetensors.Read(FileContent.ReadAll(path), path)
        : path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? NpzFile.ReadFile(path)
        : throw new GliaException($"{path}: Weights are read from files that end in .safetensors or .npz.");

    /// <summary>Reads a tensor's numbers, rounded to floats where they are wider.</summary>
    /// <param name="entry">One of <see cref="Entries"/>, of a type of numbers.</param>
    /// <param name="values">Gets them, row-major; as long as the shape says.</param>
    /// <exception cref="GliaException">The file is cut.</exception>
    public abstract void Read(TensorEntry entry, Span<float> values);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Numbers out of bytes, lowest byte first.</summary>
    protected static void Convert(ReadOnlySpan<byte> bytes, ElementType type, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                ElementType.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]),
                ElementType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                ElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
                _ => throw new ArgumentException("No type of numbers.", nameof(type)),
            };
        }
    }
}
