using System.Buffers.Binary;
using System.Text;

namespace Glia.Health.Curves;

/// <summary>A protobuf message as bytes: the three kinds of fields that events of TensorBoard need. As proto3 has it, fields that are 0 or empty are left out.</summary>
internal sealed class ProtoBytes
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Length = 2;
    private const int Fixed32 = 5;

    private readonly List<byte> _bytes = [];

    public ReadOnlySpan<byte> Bytes => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);

    public ProtoBytes Whole(int field, long value)
    {
        if (value != 0)
        {
            Tag(field, Varint);
            Number((ulong)value);
        }

        return this;
    }

    public ProtoBytes Double(int field, double value)
    {
        if (BitConverter.DoubleToInt64Bits(value) != 0)
        {
            Tag(field, Fixed64);
            Raw(value);
        }

        return this;
    }

    /// <summary>A member of a oneof: written also where it is 0.</summary>
    public ProtoBytes ChosenFloat(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        _bytes.AddRange(four);
        return this;
    }

    public ProtoBytes Doubles(int field, IReadOnlyList<double> values)
    {
        if (values.Count > 0)
        {
            Tag(field, Length);
            Number((ulong)values.Count * sizeof(double));
            foreach (double value in values)
            {
                Raw(value);
            }
        }

        return this;
    }

    public ProtoBytes Text(int field, string value) => value.Length == 0 ? this : Add(field, Encoding.UTF8.GetBytes(value));

    public ProtoBytes Message(int field, ProtoBytes message) => Add(field, message.Bytes);

    private ProtoBytes Add(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Length);
        Number((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Tag(int field, int kind) => Number((ulong)((field << 3) | kind));

    private void Number(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
    }

    private void Raw(double value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(eight, value);
        _bytes.AddRange(eight);
    }
}
