using Glia.Onnx.Files;
using Glia.Onnx.Wire;
using Google.Protobuf;
using Google.Protobuf.Collections;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.OnnxHealth;

/// <summary>Takes parts out of constant tensors, whatever their numbers are stored as.</summary>
internal static class TensorSlices
{
    /// <summary>Keeps some indices along an axis.</summary>
    /// <param name="tensor">The tensor; changed.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="kept">The indices, ascending.</param>
    /// <param name="source">The file's name, for messages.</param>
    public static void Keep(TensorProto tensor, int axis, IReadOnlyList<int> kept, string source)
    {
        if (axis < 0 || axis >= tensor.Dims.Count)
        {
            throw new GliaException($"{source}: The tensor '{Text.Short(tensor.Name)}' has no axis {axis}.");
        }

        int size = (int)tensor.Dims[axis];
        int after = (int)tensor.Dims.Skip(axis + 1).Aggregate(1L, (product, each) => product * each);
        int before = (int)tensor.Dims.Take(axis).Aggregate(1L, (product, each) => product * each);
        if (!tensor.RawData.IsEmpty)
        {
            int bytes = tensor.RawData.Length / Math.Max(1, before * size * after);
            tensor.RawData = ByteString.CopyFrom([.. Kept(tensor.RawData.ToByteArray(), before, size, after * bytes, kept)]);
        }
        else if ((DataType)tensor.DataType == DataType.Float)
        {
            Replace(tensor.FloatData, before, size, after, kept);
        }
        else if ((DataType)tensor.DataType == DataType.Double)
        {
            Replace(tensor.DoubleData, before, size, after, kept);
        }
        else
        {
            Replace(tensor.Int32Data, before, size, after, kept);
        }

        tensor.Dims[axis] = kept.Count;
    }

    private static void Replace<T>(RepeatedField<T> list, int before, int size, int after, IReadOnlyList<int> kept)
    {
        T[] values = [.. Kept([.. list], before, size, after, kept)];
        list.Clear();
        list.AddRange(values);
    }

    private static IEnumerable<T> Kept<T>(T[] values, int before, int size, int after, IReadOnlyList<int> kept)
    {
        for (int i = 0; i < before; i++)
        {
            foreach (int index in kept)
            {
                for (int j = 0; j < after; j++)
                {
                    yield return values[(((i * size) + index) * after) + j];
                }
            }
        }
    }
}
