using System.Buffers.Binary;
using Glia.Onnx.Files;
using Glia.Onnx.Wire;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.Onnx.Reading;

/// <summary>Values of constant tensors of every numeric type. Nothing is allocated beyond what the file itself holds.</summary>
internal static class ConstantValues
{
    /// <summary>The number of values by the shape; null where it cannot be that many.</summary>
    public static int? Count(TensorProto tensor)
    {
        long count = 1;
        foreach (long size in tensor.Dims)
        {
            if (size < 0 || (size > 0 && count > int.MaxValue / size))
            {
                return null;
            }

            count *= size;
        }

        return (int)count;
    }

    /// <summary>The values as floats, rounded where they are wider.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="GliaException">It holds another number of values than its shape says, or no numbers, or lies in another file.</exception>
    public static float[] Floats(TensorProto tensor, string source) => tensor is { DataType: (int)DataType.Float, RawData.IsEmpty: false }
        ? Whole(tensor, source, sizeof(float), bytes => BinaryPrimitives.ReadSingleLittleEndian(bytes))
        : Array.ConvertAll(Doubles(tensor, source), value => (float)value);

    /// <summary>The values as doubles.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <exception cref="GliaException">It holds another number of values than its shape says, or no numbers, or lies in another file.</exception>
    public static double[] Doubles(TensorProto tensor, string source)
    {
        bool raw = !tensor.RawData.IsEmpty;
        return (DataType)tensor.DataType switch
        {
            DataType.Float => raw ? Whole(tensor, source, 4, bytes => (double)BinaryPrimitives.ReadSingleLittleEndian(bytes)) : Listed(tensor, source, tensor.FloatData, value => value),
            DataType.Double => raw ? Whole(tensor, source, 8, BinaryPrimitives.ReadDoubleLittleEndian) : Listed(tensor, source, tensor.DoubleData, value => value),
            DataType.Float16 => raw ? Whole(tensor, source, 2, bytes => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes)) : Listed(tensor, source, tensor.Int32Data, value => (double)BitConverter.Int16BitsToHalf((short)value)),
            DataType.Bfloat16 => raw ? Whole(tensor, source, 2, bytes => Wide(BinaryPrimitives.ReadUInt16LittleEndian(bytes))) : Listed(tensor, source, tensor.Int32Data, value => Wide((ushort)value)),
            DataType.Int64 => raw ? Whole(tensor, source, 8, bytes => (double)BinaryPrimitives.ReadInt64LittleEndian(bytes)) : Listed(tensor, source, tensor.Int64Data, value => value),
            DataType.Int32 => raw ? Whole(tensor, source, 4, bytes => (double)BinaryPrimitives.ReadInt32LittleEndian(bytes)) : Listed(tensor, source, tensor.Int32Data, value => value),
            DataType.Int16 => raw ? Whole(tensor, source, 2, bytes => (double)BinaryPrimitives.ReadInt16LittleEndian(bytes)) : Listed(tensor, source, tensor.Int32Data, value => value),
            DataType.Int8 => raw ? Whole(tensor, source, 1, bytes => (double)(sbyte)bytes[0]) : Listed(tensor, source, tensor.Int32Data, value => value),
            DataType.Uint8 or DataType.Bool => raw ? Whole(tensor, source, 1, bytes => (double)bytes[0]) : Listed(tensor, source, tensor.Int32Data, value => value),
            _ => throw new GliaException($"{source}: The tensor '{Text.Short(tensor.Name)}' holds elements of type {tensor.DataType}, which are no numbers that can be read here."),
        };
    }

    private static double Wide(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    private static T[] Whole<T>(TensorProto tensor, string source, int size, Func<ReadOnlySpan<byte>, T> read)
    {
        ReadOnlySpan<byte> bytes = tensor.RawData.Span;
        Check(tensor, source, bytes.Length % size == 0 ? bytes.Length / size : -1);
        T[] values = new T[bytes.Length / size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = read(bytes.Slice(i * size, size));
        }

        return values;
    }

    private static double[] Listed<T>(TensorProto tensor, string source, IReadOnlyCollection<T> list, Func<T, double> read)
    {
        Check(tensor, source, list.Count);
        return [.. list.Select(read)];
    }

    private static void Check(TensorProto tensor, string source, int seen)
    {
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0)
        {
            throw new GliaException($"{source}: The tensor '{Text.Short(tensor.Name)}' has its values in another file. Save the model with its data inside.");
        }

        if (Count(tensor) != seen)
        {
            throw new GliaException($"{source}: The tensor '{Text.Short(tensor.Name)}' holds another number of values than its shape says. The file is damaged; export it again.");
        }
    }
}
