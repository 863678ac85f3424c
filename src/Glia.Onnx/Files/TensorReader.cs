using System.Buffers.Binary;
using System.Globalization;
using Glia.Onnx.Wire;

namespace Glia.Onnx.Files;

/// <summary>Reads float tensors out of a file that may be hostile: nothing is allocated before sizes are known to agree.</summary>
internal sealed class TensorReader
{
    private readonly string _source;
    private readonly Dictionary<string, TensorProto> _tensors = new(StringComparer.Ordinal);

    /// <summary>Initializes a new instance of the <see cref="TensorReader"/> class.</summary>
    /// <param name="graph">The graph whose constants are read.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="GliaException">Two constants share a name, or one lies in another file.</exception>
    public TensorReader(GraphProto graph, string source)
    {
        _source = source;
        foreach (TensorProto tensor in graph.Initializer)
        {
            if (tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0)
            {
                throw new GliaException(
                    $"{source}: The tensor '{Text.Short(tensor.Name)}' says its values lie in another file. Glia reads single files only; save the model with its data inside.");
            }

            if (!_tensors.TryAdd(tensor.Name, tensor))
            {
                throw new GliaException($"{source}: There are two tensors named '{Text.Short(tensor.Name)}'. The file is damaged; export it again.");
            }
        }
    }

    /// <summary>Makes sure that a tensor of floats with this shape is there, whole.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <exception cref="GliaException">It is not there, or it has another type, shape or length.</exception>
    public void Require(string name, params ReadOnlySpan<long> shape)
    {
        if (!_tensors.TryGetValue(name, out TensorProto? tensor))
        {
            throw new GliaException($"{_source}: The tensor '{Text.Short(name)}' is missing. The file is damaged; export it again.");
        }

        if (tensor.DataType != (int)TensorProto.Types.DataType.Float)
        {
            throw new GliaException(
                $"{_source}: The tensor '{Text.Short(name)}' holds elements of type {tensor.DataType}, not 32-bit floats (type 1). Export the model again without converting it.");
        }

        if (!tensor.Dims.AsEnumerable().SequenceEqual(shape.ToArray()))
        {
            throw new GliaException(
                $"{_source}: The tensor '{Text.Short(name)}' has the shape {Shape(tensor.Dims)} where the network in this file needs {Shape(shape.ToArray())}. Export the model again.");
        }

        RequireLength(tensor, shape);
    }

    /// <summary>Copies a tensor's values.</summary>
    /// <param name="name">The name of a tensor that <see cref="Require"/> has seen.</param>
    /// <param name="values">Where they go; as long as the shape says.</param>
    public void Copy(string name, Span<float> values)
    {
        TensorProto tensor = _tensors[name];
        if (tensor.RawData.IsEmpty)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = tensor.FloatData[i];
            }

            return;
        }

        ReadOnlySpan<byte> bytes = tensor.RawData.Span;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(sizeof(float) * i)..]);
        }
    }

    private void RequireLength(TensorProto tensor, ReadOnlySpan<long> shape)
    {
        // In decimal, for a product of sizes out of a hostile file passes the range of 64 bits.
        decimal wanted = 1;
        foreach (long size in shape)
        {
            wanted = size is >= 0 and <= int.MaxValue && wanted <= int.MaxValue ? wanted * size : decimal.MaxValue;
        }

        decimal seen = tensor.RawData.IsEmpty ? tensor.FloatData.Count : tensor.RawData.Length / (decimal)sizeof(float);
        if (seen != wanted)
        {
            throw new GliaException(string.Create(
                CultureInfo.InvariantCulture,
                $"{_source}: The tensor '{Text.Short(tensor.Name)}' holds {seen} values where its shape {Shape(tensor.Dims)} needs {wanted}. The file is damaged; export it again."));
        }
    }

    private static string Shape(IEnumerable<long> sizes) => $"[{Text.Short(string.Join(", ", sizes))}]";
}
