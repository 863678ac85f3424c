using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Glia.Tabular;

/// <summary>One column in the bytes of a row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">f, i, u, b (truth values), U or S (texts).</param>
/// <param name="Bytes">Bytes of a value.</param>
/// <param name="IsBig">Whether the highest byte is the first.</param>
/// <param name="Offset">Where it begins in a row.</param>
internal sealed record NumpyField(string Name, char Kind, int Bytes, bool IsBig, int Offset)
{
    private const int LongestText = 1 << 20;

    public bool IsText => Kind is 'U' or 'S' or 'b';

    /// <summary>By NumPy's type string, such as &lt;f8: order, kind, size.</summary>
    public static NumpyField Of(string where, string name, string type, int offset)
    {
        bool ordered = type.Length > 0 && type[0] is '<' or '>' or '|' or '=';
        string rest = ordered ? type[1..] : type;
        char kind = rest.Length > 0 ? rest[0] : '?';
        if (kind == 'O')
        {
            throw new GliaException($"{where}: '{name}' holds Python objects, which are never loaded (they may hold code); save numbers or texts, such as array.astype(float) or astype(str).");
        }

        if (kind is 'M' or 'm')
        {
            throw new GliaException($"{where}: '{name}' holds {(kind == 'M' ? "dates" : "durations")}; save a number instead, such as array.astype('int64'), or the year, weekday or days since as columns.");
        }

        bool sized = int.TryParse(rest.Length > 1 ? rest[1..] : string.Empty, NumberStyles.None, CultureInfo.InvariantCulture, out int size);
        kind = kind == '?' ? 'b' : kind;
        size = kind == 'b' && !sized ? 1 : size;
        bool known = kind switch
        {
            'f' => size is 2 or 4 or 8,
            'i' or 'u' => size is 1 or 2 or 4 or 8,
            'b' => size == 1,
            'U' or 'S' => size is > 0 and <= LongestText,
            _ => false,
        };
        return known
            ? new NumpyField(name, kind, kind == 'U' ? 4 * size : size, ordered && type[0] == '>', offset)
            : throw new GliaException($"{where}: '{name}' is of type '{type}'; numbers (f2 to f8, i1 to i8, u1 to u8), truth values and texts are read. Save another type, such as array.astype('f8').");
    }

    public double NumberAt(ReadOnlySpan<byte> value) => (Kind, Bytes) switch
    {
        ('f', 8) => IsBig ? BinaryPrimitives.ReadDoubleBigEndian(value) : BinaryPrimitives.ReadDoubleLittleEndian(value),
        ('f', 4) => IsBig ? BinaryPrimitives.ReadSingleBigEndian(value) : BinaryPrimitives.ReadSingleLittleEndian(value),
        ('f', _) => (double)(IsBig ? BinaryPrimitives.ReadHalfBigEndian(value) : BinaryPrimitives.ReadHalfLittleEndian(value)),
        ('i', 1) => (sbyte)value[0],
        ('i', 2) => IsBig ? BinaryPrimitives.ReadInt16BigEndian(value) : BinaryPrimitives.ReadInt16LittleEndian(value),
        ('i', 4) => IsBig ? BinaryPrimitives.ReadInt32BigEndian(value) : BinaryPrimitives.ReadInt32LittleEndian(value),
        ('i', _) => IsBig ? BinaryPrimitives.ReadInt64BigEndian(value) : BinaryPrimitives.ReadInt64LittleEndian(value),
        (_, 1) => value[0],
        (_, 2) => IsBig ? BinaryPrimitives.ReadUInt16BigEndian(value) : BinaryPrimitives.ReadUInt16LittleEndian(value),
        (_, 4) => IsBig ? BinaryPrimitives.ReadUInt32BigEndian(value) : BinaryPrimitives.ReadUInt32LittleEndian(value),
        _ => IsBig ? BinaryPrimitives.ReadUInt64BigEndian(value) : BinaryPrimitives.ReadUInt64LittleEndian(value),
    };

    /// <summary>A text ends at its first zero.</summary>
    public string TextAt(ReadOnlySpan<byte> value)
    {
        if (Kind == 'b')
        {
            return value[0] != 0 ? "true" : "false";
        }

        if (Kind == 'S')
        {
            int end = value.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? value : value[..end]);
        }

        var text = new StringBuilder(Bytes / 4);
        for (int i = 0; i < Bytes; i += 4)
        {
            int code = IsBig ? BinaryPrimitives.ReadInt32BigEndian(value[i..]) : BinaryPrimitives.ReadInt32LittleEndian(value[i..]);
            if (code == 0)
            {
                break;
            }

            text.Append(Rune.IsValid(code) ? new Rune(code).ToString() : throw new InvalidDataException($"column '{Name}' holds a text that is no Unicode"));
        }

        return text.ToString();
    }
}
