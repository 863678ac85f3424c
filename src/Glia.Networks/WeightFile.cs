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
        Save([network], path);
    }

    /// <summary>Writes the weights of the networks of an ensemble into one file, as a module with a list <c>members</c> (<c>nn.ModuleList</c>) has them: <c>members.0.0.weight</c>, …; of one network alone under its own names.</summary>
    /// <param name="members">The networks, at least one.</param>
    /// <param name="path">A file that ends in .safetensors or .npz.</param>
    /// <exception cref="GliaException">The path ends otherwise, or the file cannot be written.</exception>
    public static void Save(IReadOnlyList<Network> members, string path)
    {
        ArgumentNullException.ThrowIfNull(members);
        CheckMembers(members);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!IsOne(path))
        {
            throw new GliaException($"{path}: Weights are written into files that end in .safetensors or .npz.");
        }

        (string Name, long[] Shape, float[]? Values)[] tensors =
            [.. members.SelectMany((member, i) => StateNames.All(member).Select(tensor => members.Count == 1 ? tensor : tensor with { Name = MemberFile.Prefix(i) + tensor.Name }))];
        bool packed = path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, stream =>
        {
            if (packed)
            {
                NpzFile.Write(stream, tensors);
            }
            else
            {
                Safetensors.Write(stream, tensors);
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
        Load([network], path);
    }

    /// <summary>Reads the weights of every network of an ensemble from the file that <see cref="Save(IReadOnlyList{Network}, string)"/> writes.</summary>
    /// <param name="members">The networks; on failure they keep their values.</param>
    /// <param name="path">A file that ends in .safetensors or .npz.</param>
    /// <exception cref="GliaException">As for one network; or the file holds weights of another number of networks.</exception>
    public static void Load(IReadOnlyList<Network> members, string path)
    {
        ArgumentNullException.ThrowIfNull(members);
        CheckMembers(members);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using TensorFile file = TensorFile.Open(path);
        Load(members, file);
    }

    private static void CheckMembers(IReadOnlyList<Network> members)
    {
        if (members.Count == 0)
        {
            throw new ArgumentException("A file of weights is of one network at least.", nameof(members));
        }
    }

    internal static void Load(IReadOnlyList<Network> members, TensorFile file)
    {
        int there = MemberFile.Count(file);
        if (Math.Max(1, there) != members.Count)
        {
            throw new GliaException(Invariant($"{file.Source} holds the weights of {(there == 0 ? "one network" : $"an ensemble of {there}")}, and {(members.Count == 1 ? "one network starts" : $"an ensemble of {members.Count} starts, whose networks have to start apart")}. Train with ensemble {Math.Max(1, there)}, or give other weights."));
        }

        // Every shape agrees with the networks' before a value is read, and every value is read before one is set.
        (StateNames.Part Part, float[] Values)[] read = [.. members.SelectMany((network, i) => StateMatch.Find(network, there == 0 ? file : new MemberFile(file, i))).Select(pair =>
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
