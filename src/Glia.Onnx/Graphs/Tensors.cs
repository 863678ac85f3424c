using System.Buffers.Binary;
using Glia.Onnx.Wire;
using Google.Protobuf;

namespace Glia.Onnx.Graphs;

/// <summary>Makes constant tensors; numbers are stored little-endian in <c>raw_data</c>, as the format demands.</summary>
internal static class Tensors
{
    /// <summary>A float tensor.</summary>
    /// <param name="name">The initializer's name.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The shape; no size at all means a scalar.</param>
    public static TensorProto Of(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        byte[] bytes = new byte[sizeof(float) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]);
        }

        return Raw(name, TensorProto.Types.DataType.Float, bytes, shape);
    }

    /// <summary>A double tensor.</summary>
    /// <param name="name">The initializer's name.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The shape; no size at all means a scalar.</param>
    public static TensorProto Of(string name, ReadOnlySpan<double> values, params ReadOnlySpan<long> shape)
    {
        byte[] bytes = new byte[sizeof(double) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(double) * i), values[i]);
        }

        return Raw(name, TensorProto.Types.DataType.Double, bytes, shape);
    }

    /// <summary>An integer tensor.</summary>
    /// <param name="name">The initializer's name.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The shape; no size at all means a scalar.</param>
    public static TensorProto Of(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape)
    {
        byte[] bytes = new byte[sizeof(long) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(sizeof(long) * i), values[i]);
        }

        return Raw(name, TensorProto.Types.DataType.Int64, bytes, shape);
    }

    /// <summary>A tensor of texts, one dimension.</summary>
    /// <param name="name">The initializer's name.</param>
    /// <param name="values">The texts.</param>
    public static TensorProto Of(string name, IReadOnlyList<string> values)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.String };
        tensor.Dims.Add(values.Count);
        tensor.StringData.AddRange(values.Select(ByteString.CopyFromUtf8));
        return tensor;
    }

    private static TensorProto Raw(string name, TensorProto.Types.DataType type, byte[] bytes, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto { Name = name, DataType = (int)type, RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        foreach (long size in shape)
        {
            tensor.Dims.Add(size);
        }

        return tensor;
    }
}
