using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Glia.Fuzz;

/// <summary>
/// The map that instrumented code counts its branches in: an entry a pair of branches taken one after the other, as AFL has it (Zalewski, technical
/// whitepaper of afl-fuzz, section 1). Counts matter by their order of magnitude alone.
/// </summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    /// <summary>AFL's classes of counts: 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more; one bit each.</summary>
    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(count => (byte)(count switch { 0 => 0, 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128 }))];

    private readonly byte* _map = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    public Coverage() => Trace.SharedMem = _map;

    /// <summary>Entries of the map that were ever reached.</summary>
    public int Reached => _seen.Count(seen => seen != 0);

    /// <summary>Forgets the last input.</summary>
    public void Clear()
    {
        new Span<byte>(_map, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the last input reached something new; it counts as seen from now on.</summary>
    public bool Learn()
    {
        bool isNew = false;
        foreach ((int at, byte bits) in Touched())
        {
            isNew |= (bits & ~_seen[at]) != 0;
            _seen[at] |= bits;
        }

        return isNew;
    }

    /// <summary>What the last input reached.</summary>
    public List<(int At, byte Bits)> Touched()
    {
        var touched = new List<(int, byte)>();
        var words = new ReadOnlySpan<ulong>(_map, Size / sizeof(ulong));
        for (int word = 0; word < words.Length; word++)
        {
            if (words[word] == 0)
            {
                continue;
            }

            for (int at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                if (_map[at] != 0)
                {
                    touched.Add((at, Classes[_map[at]]));
                }
            }
        }

        return touched;
    }
}
