using Glia.Onnx.Files;
using Glia.Tabular;
using Microsoft.ML.OnnxRuntime;
using DataType = Glia.Onnx.Wire.TensorProto.Types.DataType;

namespace Glia.OnnxHealth;

/// <summary>One input of a model and the columns that fill it.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its sizes, all known but the first, which is 0 where the number of rows is free.</param>
/// <param name="Columns">The columns, as many as a row has elements.</param>
internal sealed record ModelInput(string Name, DataType Type, long[] Shape, IReadOnlyList<Column> Columns)
{
    /// <summary>Gets a value indicating whether its elements are numbers.</summary>
    public bool IsNumeric => Type != DataType.String;

    /// <summary>The tensor of some rows.</summary>
    /// <param name="rows">Row of the table for every row of the tensor.</param>
    /// <param name="path">The model, for messages.</param>
    public OrtValue Tensor(ReadOnlySpan<int> rows, string path)
    {
        long[] shape = [rows.Length, .. Shape[1..]];
        return Type switch
        {
            DataType.Float => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => (float)value), shape),
            DataType.Double => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => value), shape),
            DataType.Float16 => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => (Float16)(float)value), shape),
            DataType.Int64 => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => (long)value), shape),
            DataType.Int32 => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => (int)value), shape),
            DataType.Uint8 => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => (byte)value), shape),
            DataType.Int8 => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => (sbyte)value), shape),
            DataType.Bool => OrtValue.CreateTensorValueFromMemory(Numbers(rows, value => value != 0), shape),
            DataType.String => Texts(rows, shape),
            _ => throw new GliaException($"{path}: The input '{Text.Short(Name)}' takes elements of type {Type}, which a table cannot give. Change the model's input to floats."),
        };
    }

    /// <summary>Its rows as floats, for the statistics of the input.</summary>
    public void CopyTo(ReadOnlySpan<int> rows, Span<float> x, int width, int first)
    {
        for (int c = 0; c < Columns.Count; c++)
        {
            ReadOnlySpan<double> values = ((NumberColumn)Columns[c]).Values.Span;
            for (int row = 0; row < rows.Length; row++)
            {
                x[(row * width) + first + c] = (float)values[rows[row]];
            }
        }
    }

    private T[] Numbers<T>(ReadOnlySpan<int> rows, Func<double, T> convert)
    {
        T[] x = new T[rows.Length * Columns.Count];
        for (int c = 0; c < Columns.Count; c++)
        {
            ReadOnlySpan<double> values = ((NumberColumn)Columns[c]).Values.Span;
            for (int row = 0; row < rows.Length; row++)
            {
                x[(row * Columns.Count) + c] = convert(values[rows[row]]);
            }
        }

        return x;
    }

    private OrtValue Texts(ReadOnlySpan<int> rows, long[] shape)
    {
        OrtValue tensor = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, shape);
        for (int row = 0; row < rows.Length; row++)
        {
            for (int c = 0; c < Columns.Count; c++)
            {
                tensor.StringTensorSetElementAt(Columns[c].TextAt(rows[row]) ?? "", (row * Columns.Count) + c);
            }
        }

        return tensor;
    }
}
