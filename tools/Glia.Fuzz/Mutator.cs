using System.Buffers.Binary;
using System.Text;
using Glia.Kernels.Randomness;

namespace Glia.Fuzz;

/// <summary>Changes an input here and there; the same seed makes the same changes.</summary>
internal sealed class Mutator(IReadOnlyList<string> words, ulong seed)
{
    /// <summary>Longer inputs only cost time.</summary>
    private const int Longest = 1 << 16;

    private static readonly long[] Telling = [0, 1, -1, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    private readonly RandomStream _chance = new(seed);
    private readonly byte[][] _words = [.. words.Select(word => word.All(c => c < 256) && word.Any(c => c >= 128) ? Encoding.Latin1.GetBytes(word) : Encoding.UTF8.GetBytes(word))];

    public int Below(int count) => _chance.NextInt(count);

    public byte[] Mutate(byte[] input, byte[] other)
    {
        List<byte> bytes = [.. input];
        for (int change = 1 << Below(5); change > 0; change--)
        {
            Change(bytes, other);
        }

        return bytes.Count <= Longest ? [.. bytes] : [.. bytes.Take(Longest)];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        int at = Below(bytes.Count + 1), left = bytes.Count - at;
        switch (Below(9))
        {
            case 0 when left > 0: bytes[at] ^= (byte)(1 << Below(8)); break;
            case 1 when left > 0: bytes[at] = (byte)Below(256); break;
            case 2 when left > 0: bytes.RemoveRange(at, 1 + Below(Math.Min(left, 32))); break;
            case 3 when left > 0: bytes.InsertRange(at, bytes.GetRange(at, 1 + Below(Math.Min(left, 64)))); break;
            case 4 when _words.Length > 0: bytes.InsertRange(at, _words[Below(_words.Length)]); break;
            case 5 when _words.Length > 0: Overwrite(bytes, at, _words[Below(_words.Length)]); break;
            case 6: Overwrite(bytes, at, Number()); break;
            case 7 when other.Length > 0:
                int from = Below(other.Length);
                bytes.RemoveRange(at, left);
                bytes.AddRange(other.Skip(from));
                break;
            default: bytes.Insert(at, (byte)(Below(2) == 0 ? '0' + Below(10) : Below(256))); break;
        }
    }

    private byte[] Number()
    {
        byte[] number = new byte[1 << Below(4)];
        byte[] whole = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(whole, Telling[Below(Telling.Length)]);
        whole.AsSpan(0, number.Length).CopyTo(number);
        return number;
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        bytes.RemoveRange(at, Math.Min(with.Length, bytes.Count - at));
        bytes.InsertRange(at, with);
    }
}
