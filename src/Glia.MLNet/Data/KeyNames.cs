using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Glia.MLNet.Data;

/// <summary>What keys stand for, as texts, numbers or truth values: handed on, so that MapKeyToValue turns predictions back.</summary>
internal abstract class KeyNames
{
    /// <summary>The types that MapValueToKey makes keys of, by the name of each in model files.</summary>
    private static readonly Dictionary<Type, Kind> Kinds = new()
    {
        [typeof(ReadOnlyMemory<char>)] = new Kind<ReadOnlyMemory<char>>(TextDataViewType.Instance, text => text.ToString(), (to, text) => to.Write(text.ToString()), from => from.ReadString().AsMemory()),
        [typeof(bool)] = new Kind<bool>(BooleanDataViewType.Instance, value => value ? "true" : "false", (to, value) => to.Write(value), from => from.ReadBoolean()),
        [typeof(long)] = new Kind<long>(NumberDataViewType.Int64, value => value.ToString(CultureInfo.InvariantCulture), (to, value) => to.Write(value), from => from.ReadInt64()),
        [typeof(ulong)] = new Kind<ulong>(NumberDataViewType.UInt64, value => value.ToString(CultureInfo.InvariantCulture), (to, value) => to.Write(value), from => from.ReadUInt64()),
        [typeof(double)] = Double(NumberDataViewType.Double, value => value, value => value),
        [typeof(float)] = Double(NumberDataViewType.Single, value => value, value => (float)value),
        [typeof(int)] = Double(NumberDataViewType.Int32, value => value, value => (int)value),
        [typeof(uint)] = Double(NumberDataViewType.UInt32, value => value, value => (uint)value),
        [typeof(short)] = Double(NumberDataViewType.Int16, value => value, value => (short)value),
        [typeof(ushort)] = Double(NumberDataViewType.UInt16, value => value, value => (ushort)value),
        [typeof(sbyte)] = Double(NumberDataViewType.SByte, value => value, value => (sbyte)value),
        [typeof(byte)] = Double(NumberDataViewType.Byte, value => value, value => (byte)value),
    };

    /// <summary>The values that a key column has; null if it has none, or such as none of the types holds.</summary>
    public static KeyNames? Of(DataViewSchema.Column column, int count)
    {
        Type? type = (column.Annotations.Schema.GetColumnOrNull(LabelColumn.KeyValues)?.Type as VectorDataViewType)?.ItemType.RawType;
        return type is not null && Kinds.TryGetValue(type, out Kind? kind) ? kind.Of(column, count) : null;
    }

    /// <summary>Adds them to annotations.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder builder, string annotation);

    /// <summary>Their names, for slots of scores.</summary>
    public abstract ReadOnlyMemory<char>[] Texts();

    public abstract void Write(BinaryWriter writer);

    public static KeyNames Read(BinaryReader reader, int count)
    {
        string name = reader.ReadString();
        Kind kind = Kinds.FirstOrDefault(known => known.Key.Name == name).Value ?? throw new GliaException("The model file is damaged: it names a type of label values that is none.");
        return reader.ReadInt32() == count ? kind.Read(reader, count) : throw new GliaException("The model file is damaged: it has not as many label values as keys.");
    }

    // Numbers that a double holds stand as doubles in model files.
    private static Kind<T> Double<T>(PrimitiveDataViewType type, Func<T, double> wide, Func<double, T> narrow) => new(
        type, value => wide(value).ToString("R", CultureInfo.InvariantCulture), (to, value) => to.Write(wide(value)), from => narrow(from.ReadDouble()));

    /// <summary>A type of values.</summary>
    private abstract class Kind
    {
        public abstract KeyNames? Of(DataViewSchema.Column column, int count);

        public abstract KeyNames Read(BinaryReader reader, int count);
    }

    private sealed class Kind<T>(PrimitiveDataViewType type, Func<T, string> text, Action<BinaryWriter, T> write, Func<BinaryReader, T> read) : Kind
    {
        public PrimitiveDataViewType Type => type;

        public Func<T, string> Text => text;

        public Action<BinaryWriter, T> WriteOne => write;

        public override KeyNames? Of(DataViewSchema.Column column, int count)
        {
            VBuffer<T> values = default;
            column.Annotations.GetValue(LabelColumn.KeyValues, ref values);
            return values.Length == count ? new Values<T>(this, [.. values.DenseValues()]) : null;
        }

        public override KeyNames Read(BinaryReader reader, int count)
        {
            var values = new T[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = read(reader);
            }

            return new Values<T>(this, values);
        }
    }

    private sealed class Values<T>(Kind<T> kind, T[] values) : KeyNames
    {
        public override void AddTo(DataViewSchema.Annotations.Builder builder, string annotation)
        {
            ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) => value = new VBuffer<T>(values.Length, values);
            builder.Add(annotation, new VectorDataViewType(kind.Type, values.Length), getter);
        }

        public override ReadOnlyMemory<char>[] Texts() => Array.ConvertAll(values, value => kind.Text(value).AsMemory());

        public override void Write(BinaryWriter writer)
        {
            writer.Write(typeof(T).Name);
            writer.Write(values.Length);
            foreach (T value in values)
            {
                kind.WriteOne(writer, value);
            }
        }
    }
}
