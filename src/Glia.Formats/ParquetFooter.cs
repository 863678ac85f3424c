using System.Buffers.Binary;

namespace Glia.Tabular;

/// <summary>
/// Walks the footer of a Parquet file before the library reads it: a list that claims billions of elements would keep that busy for minutes. A footer is a struct of Thrift's
/// compact protocol (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md); every element of a list takes a byte at least.
/// </summary>
internal ref struct ParquetFooter
{
    /// <summary>Parquet's own structs are nested less deep.</summary>
    private const int Deepest = 32;

    /// <summary>Length of the footer and the magic behind it.</summary>
    private const int Tail = 8;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private ParquetFooter(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Whether the footer is a whole struct; the stream stands where it stood.</summary>
    public static bool IsWhole(Stream file)
    {
        long place = file.Position;
        try
        {
            Span<byte> tail = stackalloc byte[Tail];
            if (file.Length < Tail)
            {
                return false;
            }

            file.Position = file.Length - Tail;
            file.ReadExactly(tail);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(tail);
            if (length > file.Length - Tail || length > Array.MaxLength)
            {
                return false;
            }

            byte[] footer = new byte[length];
            file.Position = file.Length - Tail - length;
            file.ReadExactly(footer);
            return new ParquetFooter(footer).Struct(0);
        }
        finally
        {
            file.Position = place;
        }
    }

    private bool Struct(int depth)
    {
        while (_at < _bytes.Length)
        {
            byte head = _bytes[_at++];
            if (head == 0)
            {
                return true;
            }

            // Without a difference in the upper half the number of the field follows. Truth values of fields stand in the head itself.
            if ((head >> 4 == 0 && !Number(out _)) || ((head & 15) is not (1 or 2) && !Value(head & 15, depth)))
            {
                return false;
            }
        }

        return false;
    }

    private bool Value(int type, int depth) => depth <= Deepest && type switch
    {
        1 or 2 or 3 => Skip(1),
        4 or 5 or 6 => Number(out _),
        7 => Skip(sizeof(double)),
        8 => Number(out ulong length) && Skip(length),
        9 or 10 => List(depth),
        11 => Map(depth),
        12 => Struct(depth + 1),
        _ => false,
    };

    private bool List(int depth)
    {
        if (_at >= _bytes.Length)
        {
            return false;
        }

        byte head = _bytes[_at++];
        ulong count = (ulong)(head >> 4);
        return (count < 15 || Number(out count)) && Values(count, head & 15, null, depth);
    }

    private bool Map(int depth)
    {
        if (!Number(out ulong count) || count == 0)
        {
            return count == 0;
        }

        byte types = _at < _bytes.Length ? _bytes[_at++] : (byte)0;
        return Values(count, types >> 4, types & 15, depth);
    }

    private bool Values(ulong count, int first, int? second, int depth)
    {
        if (count > (ulong)(_bytes.Length - _at))
        {
            return false;
        }

        for (ulong i = 0; i < count; i++)
        {
            if (!Value(first, depth + 1) || (second is { } type && !Value(type, depth + 1)))
            {
                return false;
            }
        }

        return true;
    }

    private bool Skip(ulong bytes)
    {
        bool isThere = bytes <= (ulong)(_bytes.Length - _at);
        _at += isThere ? (int)bytes : 0;
        return isThere;
    }

    private bool Number(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 64 && _at < _bytes.Length; shift += 7)
        {
            byte next = _bytes[_at++];
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return true;
            }
        }

        return false;
    }
}
