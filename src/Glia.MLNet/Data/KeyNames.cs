using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Data;

/// <summary>What keys stand for, as texts or as numbers: handed on, so that MapKeyToValue turns predictions back.</summary>
internal sealed class KeyNames
{
    private readonly string[]? _texts;
    private readonly double[]? _numbers;
    private readonly Type _type;

    private KeyNames(Type type, string[]? texts, double[]? numbers) => (_type, _texts, _numbers) = (type, texts, numbers);

    /// <summary>The values that a key column has; null if it has none, or such as neither texts nor numbers hold.</summary>
    public static KeyNames? Of(DataViewSchema.Column column, int count)
    {
        Type? type = (column.Annotations.Schema.GetColumnOrNull(LabelColumn.KeyValues)?.Type as VectorDataViewType)?.ItemType.RawType;
        if (type == typeof(ReadOnlyMemory<char>))
        {
            VBuffer<ReadOnlyMemory<char>> texts = default;
            column.Annotations.GetValue(LabelColumn.KeyValues, ref texts);
            return texts.Length == count ? new KeyNames(type, [.. texts.DenseValues().Select(t => t.ToString())], null) : null;
        }

        return type == typeof(float) ? Numbers<float>(column, count, v => v)
            : type == typeof(double) ? Numbers<double>(column, count, v => v)
            : type == typeof(int) ? Numbers<int>(column, count, v => v)
            : type == typeof(uint) ? Numbers<uint>(column, count, v => v)
            : type == typeof(short) ? Numbers<short>(column, count, v => v)
            : type == typeof(ushort) ? Numbers<ushort>(column, count, v => v)
            : type == typeof(sbyte) ? Numbers<sbyte>(column, count, v => v)
            : type == typeof(byte) ? Numbers<byte>(column, count, v => v)
            : null;
    }

    /// <summary>Adds them to annotations.</summary>
    public void AddTo(DataViewSchema.Annotations.Builder builder, string kind)
    {
        if (_texts is not null)
        {
            Add(builder, kind, TextDataViewType.Instance, Array.ConvertAll(_texts, t => t.AsMemory()));
        }
        else if (_type == typeof(float))
        {
            Add(builder, kind, NumberDataViewType.Single, Array.ConvertAll(_numbers!, v => (float)v));
        }
        else if (_type == typeof(double))
        {
            Add(builder, kind, NumberDataViewType.Double, _numbers!);
        }
        else if (_type == typeof(int))
        {
            Add(builder, kind, NumberDataViewType.Int32, Array.ConvertAll(_numbers!, v => (int)v));
        }
        else if (_type == typeof(uint))
        {
            Add(builder, kind, NumberDataViewType.UInt32, Array.ConvertAll(_numbers!, v => (uint)v));
        }
        else if (_type == typeof(short))
        {
            Add(builder, kind, NumberDataViewType.Int16, Array.ConvertAll(_numbers!, v => (short)v));
        }
        else if (_type == typeof(ushort))
        {
            Add(builder, kind, NumberDataViewType.UInt16, Array.ConvertAll(_numbers!, v => (ushort)v));
        }
        else if (_type == typeof(sbyte))
        {
            Add(builder, kind, NumberDataViewType.SByte, Array.ConvertAll(_numbers!, v => (sbyte)v));
        }
        else
        {
            Add(builder, kind, NumberDataViewType.Byte, Array.ConvertAll(_numbers!, v => (byte)v));
        }
    }

    /// <summary>Their names, for slots of scores.</summary>
    public ReadOnlyMemory<char>[] Texts() => _texts is not null
        ? Array.ConvertAll(_texts, t => t.AsMemory())
        : Array.ConvertAll(_numbers!, v => v.ToString("R", System.Globalization.CultureInfo.InvariantCulture).AsMemory());

    public void Write(BinaryWriter writer)
    {
        writer.Write(_type.Name);
        writer.Write((_texts?.Length ?? _numbers?.Length)!.Value);
        foreach (string text in _texts ?? [])
        {
            writer.Write(text);
        }

        foreach (double number in _numbers ?? [])
        {
            writer.Write(number);
        }
    }

    public static KeyNames Read(BinaryReader reader, int count)
    {
        string name = reader.ReadString();
        Type[] known = [typeof(ReadOnlyMemory<char>), typeof(float), typeof(double), typeof(int), typeof(uint), typeof(short), typeof(ushort), typeof(sbyte), typeof(byte)];
        Type type = Array.Find(known, t => t.Name == name) ?? throw new GliaException("The model file is damaged: it names a type of label values that is none.");
        if (reader.ReadInt32() != count)
        {
            throw new GliaException("The model file is damaged: it has not as many label values as keys.");
        }

        if (type == typeof(ReadOnlyMemory<char>))
        {
            string[] texts = new string[count];
            for (int i = 0; i < count; i++)
            {
                texts[i] = reader.ReadString();
            }

            return new KeyNames(type, texts, null);
        }

        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = reader.ReadDouble();
        }

        return new KeyNames(type, null, numbers);
    }

    private static KeyNames? Numbers<T>(DataViewSchema.Column column, int count, Func<T, double> convert)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(LabelColumn.KeyValues, ref values);
        return values.Length == count ? new KeyNames(typeof(T), null, [.. values.DenseValues().Select(convert)]) : null;
    }

    private static void Add<T>(DataViewSchema.Annotations.Builder builder, string kind, PrimitiveDataViewType type, T[] values)
    {
        ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) => value = new VBuffer<T>(values.Length, values);
        builder.Add(kind, new VectorDataViewType(type, values.Length), getter);
    }
}
