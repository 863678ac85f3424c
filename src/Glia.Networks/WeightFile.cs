using Glia.Networks.Files.Weights;

namespace Glia.Networks;

/// <summary>
/// Weights alone, exchanged with PyTorch and NumPy: <c>.safetensors</c> and <c>.npz</c> under the names of a <c>state_dict</c> of an <c>nn.Sequential</c> of the same
/// layers: <c>0.weight</c> [units, inputs], <c>0.bias</c> [units], <c>1.running_mean</c>, …. Layers without weights (activations, dropout) take a number too.
/// </summary>
/// <remarks>Numbers are written as float32, to the bit. Read are float32, float64 (rounded), float16 and bfloat16.</remarks>
public static class WeightFile
{
    /// <summary>Whether a path ends as a file of weights does.</summary>
    /// <param name="path">The path.</param>
    public static bool IsOne(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes the weights of a network; the file is whole or, on failure, as it was before.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">A file that ends in .safetensors or .npz.</param>
    /// <exception cref="GliaException">The path ends otherwise, or the file cannot be written.</exception>
    public static void Save(Network network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsOne(path))
        {
            throw new GliaException($"{path}: Weights are written into files that end in .safetensors or .npz.");
        }

        bool packed = path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, stream =>
        {
            if (packed)
            {
                NpzFile.Write(stream, StateNames.All(network));
            }
            else
            {
                Safetensors.Write(stream, StateNames.All(network));
            }
        });
    }

    /// <summary>
    /// Reads weights into a network of the layers they were made with. Tensors are found by name; where the names are others (<c>fc1.weight</c>), module by module in
    /// the file's order or in that of the names' numbers, if shapes leave no doubt.
    /// </summary>
    /// <param name="network">The network; on failure it keeps its values.</param>
    /// <param name="path">A file that ends in .safetensors or .npz.</param>
    /// <exception cref="GliaException">The file cannot be read, is cut or damaged, or its tensors are not those of the network; the message says which.</exception>
    public static void Load(Network network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TensorFile file = TensorFile.Open(path);
        Load(network, file);
    }

    internal static void Load(Network network, TensorFile file)
    {
        // Every shape agrees with the network's before a value is read, and every value is read before one is set.
        (StateNames.Part Part, float[] Values)[] read = [.. StateMatch.Find(network, file).Select(pair =>
        {
            float[] values = new float[TensorEntry.CountOf(pair.Part.Shape)!.Value];
            file.Read(pair.Entry, values);
            return (pair.Part, values);
        })];
        foreach ((StateNames.Part part, float[] values) in read)
        {
            part.Set(values);
        }
    }
}
